package dev.hallpass.catalog;

import java.time.Duration;
import java.util.Optional;

/// How long the requester's other grants of the entitlement are open that were requested within a
/// time before the request.
@FunctionalInterface
public interface TimeUsed {

  /// No other grants.
  TimeUsed NONE = _ -> Optional.of(Duration.ZERO);

  /// Their times together; empty if they could not be counted, and then no limit holds.
  ///
  /// @param time how far back it is counted
  Optional<Duration> within(Duration time);
}
