package dev.hallpass.catalog;

/// The tickets that are open in the requesters' tracker.
public interface Tickets {

  /// Whether a ticket is open.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the tracker did not answer
  boolean isOpen(String ticket);
}
