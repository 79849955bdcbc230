package dev.hallpass.catalog.condition;

import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.Optional;

/// The tickets that are open in the requesters' tracker.
public interface Tickets {

  /// A ticket; empty if it is closed, or does not say for whom, for what and until when it is open.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the tracker did not answer
  Optional<Ticket> find(String ticket);

  /// Whether a ticket is open for a person and an entitlement at an instant.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the tracker did not answer
  default boolean isOpen(String ticket, Person person, EntitlementId entitlement, Instant at) {
    return find(ticket).filter(open -> open.covers(person, entitlement, at)).isPresent();
  }
}
