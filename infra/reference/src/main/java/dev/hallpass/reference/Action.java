package dev.hallpass.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// An action that a policy can allow, such as `states:StartExecution`.
///
/// @param name the name with its service, in AWS's spelling
/// @param uses the types of resources that it works on; empty for an action that needs `*`
/// @param keys the condition keys that it has for every resource
/// @param dependents the other actions that its caller also needs, as far as AWS lists them
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

  /// The use of an action on a type of resources.
  ///
  /// @param isRequired whether AWS requires it; one of several alternatives is required too
  /// @param keys the condition keys that the resource gives to this action
  public record Use(ResourceType type, boolean isRequired, List<ConditionKey> keys) {
    public Use {
      keys = List.copyOf(keys);
    }
  }

  /// The condition keys that it has for any of its resources.
  public List<ConditionKey> allKeys() {
    return Stream.concat(keys.stream(), uses.stream().flatMap(use -> use.keys().stream()))
        .distinct()
        .toList();
  }

  /// Whether it can only be allowed on `*`, because it works on no resource.
  public boolean namesNoResource() {
    return uses.isEmpty();
  }
}
