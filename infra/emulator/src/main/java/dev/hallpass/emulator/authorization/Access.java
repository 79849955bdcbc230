package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Context;

/// Something that a request needs leave for.
///
/// @param action such as `dynamodb:Query`
/// @param resource its ARN, or `*` for an action that names no resource
/// @param keys the condition keys of the request beyond those of the caller and the time
public record Access(String action, String resource, Context keys) {

  static Access to(String action, String resource) {
    return new Access(action, resource, Context.empty());
  }
}
