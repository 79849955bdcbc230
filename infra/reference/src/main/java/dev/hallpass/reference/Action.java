package dev.hallpass.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Something that a policy can allow, such as `states:StartExecution`.
///
/// @param name with its service, as AWS writes it
/// @param uses the types of resources that it works on; empty for an action that only `*` stands
///   for
/// @param keys the condition keys that it gives whichever resource it works on
/// @param dependents actions that its caller needs leave for besides, as far as AWS says so
public record Action(
    String name,
    Set<AccessLevel> levels,
    List<Use> uses,
    List<ConditionKey> keys,
    List<String> dependents) {
  public Action {
    levels = Set.copyOf(levels);
    uses = List.copyOf(uses);
    keys = List.copyOf(keys);
    dependents = List.copyOf(dependents);
  }

  /// An action on a type of resources.
  ///
  /// @param isRequired as AWS has it; also one of several that a request has to name is required
  /// @param keys the condition keys that the resource gives to this action
  public record Use(ResourceType type, boolean isRequired, List<ConditionKey> keys) {
    public Use {
      keys = List.copyOf(keys);
    }
  }

  /// The condition keys that it gives on any of its resources.
  public List<ConditionKey> allKeys() {
    return Stream.concat(keys.stream(), uses.stream().flatMap(use -> use.keys().stream()))
        .distinct()
        .toList();
  }

  /// Whether it can be allowed on `*` only, because it names no resource.
  public boolean namesNoResource() {
    return uses.isEmpty();
  }
}
