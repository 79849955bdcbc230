package dev.hallpass.workflow;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.port.OutcomeUnknown;

/// Rings doorbells.
public interface Doorbells {

  /// Wakes the workflow that waits at this doorbell. Ringing it again, or after the wait has ended,
  /// changes nothing.
  ///
  /// @throws OutcomeUnknown if it is unknown whether it rang
  void ring(Doorbell doorbell);
}
