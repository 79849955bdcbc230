package dev.hallpass.catalog;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What somebody asks for, as far as the choice of who decides depends on it.
///
/// @param ticket one that is known to be open; empty if there is none
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
