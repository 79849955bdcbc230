package dev.hallpass.catalog.condition;

import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.Set;

/// A ticket that is open in the requesters' tracker: for whom, for which entitlements and until
/// when.
///
/// @param people the addresses by which Hallpass knows them
public record Ticket(Set<Person> people, Set<EntitlementId> entitlements, Instant until) {

  public Ticket {
    people = Set.copyOf(people);
    entitlements = Set.copyOf(entitlements);
  }

  /// Whether it opens an entitlement to a person at an instant.
  public boolean covers(Person person, EntitlementId entitlement, Instant at) {
    return people.contains(person) && entitlements.contains(entitlement) && at.isBefore(until);
  }
}
