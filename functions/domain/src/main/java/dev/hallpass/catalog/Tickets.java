package dev.hallpass.catalog;

import java.util.Optional;

/// The tickets that are open in the requesters' tracker.
public interface Tickets {

  /// A ticket; empty if it is closed, or does not say for whom, for what and until when it is open.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the tracker did not answer
  Optional<Ticket> find(String ticket);
}
