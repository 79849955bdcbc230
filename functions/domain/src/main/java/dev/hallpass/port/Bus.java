package dev.hallpass.port;

/// Hands events over to the bus, by which other systems learn what became of grants.
public interface Bus {

  /// Hands over one event. It waits some seconds at most.
  ///
  /// @throws OutcomeUnknown if it is unknown whether the bus took the event, or if it did not
  void put(BusEvent event);
}
