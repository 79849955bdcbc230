package dev.hallpass.workflow;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.port.OutcomeUnknown;

/// Where doorbells are rung.
public interface Doorbells {

  /// Wakes anyone who waits at this doorbell. Ringing one that was rung before, or at which nobody
  /// waits any more, changes nothing.
  ///
  /// @throws OutcomeUnknown if it could not be told whether it rang
  void ring(Doorbell doorbell);
}
