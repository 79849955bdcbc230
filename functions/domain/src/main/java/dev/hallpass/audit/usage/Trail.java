package dev.hallpass.audit.usage;

import java.util.function.Consumer;

/// Events of CloudTrail at hand.
public interface Trail {

  /// Reads all events, in no order.
  ///
  /// @throws NoLog if there are none here, or they cannot be read
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be reached
  void each(Consumer<TrailEvent> taker);
}
