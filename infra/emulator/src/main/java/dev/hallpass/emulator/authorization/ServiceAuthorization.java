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

/// What AWS's Service Authorization Reference says of one action.
///
/// @param keys the condition keys that it gives on any of its resources
record ServiceAuthorization(Action action, List<ConditionKey> keys) {
  private static final Map<String, Optional<ServiceAuthorization>> ASKED =
      new ConcurrentHashMap<>();

  /// Which keys which actions give, as far as somebody has asked; to look is slow.
  private static final Map<String, Boolean> GIVEN = new ConcurrentHashMap<>();

  /// @throws UnsupportedOperationException naming an action that AWS does not have
  static ServiceAuthorization of(String action) {
    return ASKED
        .computeIfAbsent(
            action, one -> Reference.snapshot().action(one).map(ServiceAuthorization::of))
        .orElseThrow(() -> new UnsupportedOperationException("AWS has no action " + action));
  }

  private static ServiceAuthorization of(Action action) {
    return new ServiceAuthorization(
        action,
        Stream.concat(
                action.keys().stream(), action.uses().stream().flatMap(use -> use.keys().stream()))
            .distinct()
            .toList());
  }

  /// What a request needs leave for: `*` where the action names no resource, and without the
  /// condition keys that the action does not give.
  ///
  /// @throws UnsupportedOperationException naming a condition key that AWS does not have
  Access on(String resource, Context asked) {
    Context given = Context.empty();
    for (var key : asked.asMap().entrySet()) {
      if (GIVEN.computeIfAbsent(action.name() + " " + key.getKey(), _ -> gives(key.getKey()))) {
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
