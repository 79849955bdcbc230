package dev.hallpass.catalog;

/// Which tickets are open in the tracker of those who ask.
public interface Tickets {

  /// Whether a ticket is open.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told
  boolean isOpen(String ticket);
}
