package dev.hallpass.port;

/// Hands events over to the bus, by which other systems learn what became of grants.
public interface Bus {

  /// Hands over one event. It waits some seconds at most.
  ///
  /// @return the bus's id of the event
  /// @throws OutcomeUnknown if it is unknown whether the bus took the event, or if it did not
  String put(BusEvent event);
}
