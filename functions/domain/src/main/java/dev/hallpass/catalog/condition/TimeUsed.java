package dev.hallpass.catalog.condition;

import java.time.Duration;
import java.util.Optional;

/// How long the requester's other grants of the entitlement are open within a time before the
/// access opens, or wait that were requested within that time before the request.
@FunctionalInterface
public interface TimeUsed {

  /// No other grants.
  TimeUsed NONE = (_, _) -> Optional.of(Duration.ZERO);

  /// Their times together; empty if they could not be counted, and then no limit holds.
  ///
  /// @param time how far back it is counted
  /// @param longest the longest access that is looked for, before that time too
  Optional<Duration> within(Duration time, Duration longest);
}
