package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Principal;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;

/// The line between callers and services, on which a request or its answer can get lost. An
/// implementation loses one by throwing the SDK's exception. Deliveries can also be late, or come
/// twice.
public interface NetworkLink {
  /// Called before the service gets the request.
  default void request(Principal caller, SdkRequest request) {}

  /// Called after the service has done the request.
  default void answer(Principal caller, SdkRequest request) {}

  /// The age of the data that a caller reads from IAM, up to five minutes. Writes act on the
  /// current data.
  default Duration staleness(Principal caller, SdkRequest request) {
    return Duration.ZERO;
  }

  /// The delays until an event of EventBridge reaches a function, one for each delivery; empty if
  /// it never does. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html)
  ///
  /// @param function its ARN, as the rule names it
  default List<Duration> deliveries(String function) {
    return List.of(Duration.ZERO);
  }
}
