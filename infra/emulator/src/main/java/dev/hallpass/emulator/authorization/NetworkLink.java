package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.policy.Principal;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;

/// The line between callers and services, on which a request or its answer may be lost: anyone who
/// holds it loses one by throwing what the SDK throws then. What arrives over it may be late, and
/// arrive twice.
public interface NetworkLink {
  /// Before the service hears of the request.
  default void request(Principal caller, SdkRequest request) {}

  /// After the service has done what the request says.
  default void answer(Principal caller, SdkRequest request) {}

  /// How old what IAM shows to a caller who reads is, up to five minutes; what they write acts on
  /// what is there now.
  default Duration staleness(Principal caller, SdkRequest request) {
    return Duration.ZERO;
  }

  /// How long after it an event of EventBridge reaches a function, once for each time that it does;
  /// never, if there is none. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html)
  ///
  /// @param function its ARN, as the rule names it
  default List<Duration> deliveries(String function) {
    return List.of(Duration.ZERO);
  }
}
