package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Principal;
import software.amazon.awssdk.core.SdkRequest;

/// The line between callers and services, on which a request or its answer may be lost: whoever
/// holds it loses one by throwing what the SDK throws then.
public interface Line {
  /// Before the service hears of the request.
  default void request(Principal caller, SdkRequest request) {}

  /// After the service has done what the request says.
  default void answer(Principal caller, SdkRequest request) {}
}
