package dev.hallpass.catalog;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The parts of a request that the approval rules look at.
///
/// @param ticket an open ticket; empty without one
public record Ask(
    Person requester,
    Map<String, String> parameters,
    Duration duration,
    Instant at,
    Optional<String> ticket) {

  public Ask {
    parameters = Map.copyOf(parameters);
  }
}
