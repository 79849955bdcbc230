package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.reference.Action;
import dev.hallpass.reference.ConditionKey;
import dev.hallpass.reference.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What AWS's Service Authorization Reference says of one action. It is looked up once and kept,
/// because every call of the emulator asks.
final class ServiceAuthorization {
  private static final Map<String, Optional<ServiceAuthorization>> BY_ACTION =
      new ConcurrentHashMap<>();

  private final Action action;
  private final List<ConditionKey> keys;
  private final Map<String, Boolean> isGiven = new ConcurrentHashMap<>();

  private ServiceAuthorization(Action action) {
    this.action = action;
    this.keys = action.allKeys();
  }

  /// @throws UnsupportedOperationException with the name of an action that AWS does not have
  static ServiceAuthorization of(String action) {
    return BY_ACTION
        .computeIfAbsent(
            action, name -> Reference.snapshot().action(name).map(ServiceAuthorization::new))
        .orElseThrow(() -> new UnsupportedOperationException("AWS has no action " + action));
  }

  Action action() {
    return action;
  }

  /// The condition keys that the action has for any of its resources.
  List<ConditionKey> keys() {
    return keys;
  }

  /// What a request needs leave for: `*` where the action names no resource, and without the
  /// condition keys that the action does not give.
  ///
  /// @throws UnsupportedOperationException naming a condition key that AWS does not have
  Access on(String resource, Context asked) {
    Context given = Context.empty();
    for (var key : asked.asMap().entrySet()) {
      if (isGiven.computeIfAbsent(key.getKey(), this::gives)) {
        given = given.with(key.getKey(), key.getValue().toArray(String[]::new));
      }
    }
    return new Access(action.name(), action.namesNoResource() ? "*" : resource, given);
  }

  private boolean gives(String name) {
    if (Stream.concat(keys.stream(), Reference.snapshot().globalKeys().stream())
        .anyMatch(key -> key.isNamed(name))) {
      return true;
    }
    if (Reference.snapshot().key(name).isEmpty()) {
      throw new UnsupportedOperationException("AWS has no condition key " + name);
    }
    return false;
  }
}
