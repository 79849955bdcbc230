package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;

/// Something that a request needs leave for.
///
/// @param action such as `dynamodb:Query`
/// @param resource its ARN, or `*` for an action that names no resource
/// @param keys the condition keys of the request beyond those of the caller and the time
public record Access(String action, String resource, Context keys) {

  /// An access as AWS's reference knows it: on `*` where the action names no resource, and without
  /// the condition keys that the action does not give.
  ///
  /// @throws UnsupportedOperationException naming an action or a condition key that AWS does not
  ///   have
  public static Access to(String action, String resource, Context keys) {
    return ServiceAuthorization.of(action).on(resource, keys);
  }
}
