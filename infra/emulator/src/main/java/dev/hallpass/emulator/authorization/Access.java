package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;

/// An access that a request needs a permission for.
///
/// @param action such as `dynamodb:Query`
/// @param resource its ARN, or `*` for an action that names no resource
/// @param keys more condition keys of the request than those of the caller and the time
public record Access(String action, String resource, Context keys) {

  /// An access by AWS's reference: on `*` if the action works on no resource, and without condition
  /// keys that the action does not have.
  ///
  /// @throws UnsupportedOperationException with the name of an action or a condition key that AWS
  ///   does not have
  public static Access to(String action, String resource, Context keys) {
    return ServiceAuthorization.of(action).on(resource, keys);
  }
}
