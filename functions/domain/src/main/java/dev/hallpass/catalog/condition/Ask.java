package dev.hallpass.catalog.condition;

import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The parts of a request that the approval rules look at.
///
/// @param ticket a ticket that is open for it; empty without one
/// @param used the time of the requester's other grants
/// @param memberships tells in which groups the requester is
public record Ask(
    Person requester,
    Map<String, String> parameters,
    Duration duration,
    Instant at,
    Optional<String> ticket,
    TimeUsed used,
    Memberships memberships) {

  public Ask {
    parameters = Map.copyOf(parameters);
  }
}
