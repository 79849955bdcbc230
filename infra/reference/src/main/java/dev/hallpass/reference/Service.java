package dev.hallpass.reference;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A service of AWS, by the prefix of its actions, such as `states`.
///
/// @param actions its actions, by their names without the prefix, in lower case
/// @param types its types of resources, by name
public record Service(
    String prefix,
    Map<String, Action> actions,
    Map<String, ResourceType> types,
    List<ConditionKey> keys) {
  public Service {
    actions = Collections.unmodifiableMap(new TreeMap<>(actions));
    types = Collections.unmodifiableMap(new TreeMap<>(types));
    keys = List.copyOf(keys);
  }

  /// The action with a name without the prefix; the case of letters does not count.
  public Optional<Action> action(String name) {
    return Optional.ofNullable(actions.get(name.toLowerCase(Locale.ROOT)));
  }

  /// All actions.
  public Collection<Action> all() {
    return actions.values();
  }
}
