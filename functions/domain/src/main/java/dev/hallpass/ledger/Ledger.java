package dev.hallpass.ledger;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The append-only record of everything that happened. Entries are added and read, never changed.
public interface Ledger {

  /// Everything that is recorded of a grant, including what was written a moment ago.
  ///
  /// @throws CorruptLedger if the entries are not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  History read(GrantId grant);

  /// A history and what was recorded since, including what was written a moment ago. Older entries
  /// than the last known one may not be read again: each of them was part of an unbroken chain when
  /// it was read, and what was decided on it stays so.
  ///
  /// @throws CorruptLedger if what was read now is not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  default History readOn(History known) {
    return read(known.grant());
  }

  /// Adds an entry behind a history.
  ///
  /// @param at when it happened
  /// @return the entry, or empty if another writer took its place: read again, decide again
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was added
  Optional<Entry> append(History history, GrantEvent event, Instant at);

  /// The newest grants a person asked for, newest first. May lag behind by some seconds.
  ///
  /// @param limit how many at the most
  List<GrantId> requestedBy(Person requester, int limit);

  /// How many grants a person asked for after an instant. May lag behind by some seconds.
  int requestedSince(Person requester, Instant since);

  /// The grants in which a person was asked for an answer that is due after an instant. May lag
  /// behind by some seconds, and tells nothing of whether the question is still open.
  List<GrantId> soughtFrom(Person approver, Instant after);

  /// What became or becomes due after an instant and not after another, the earliest first. May lag
  /// behind by some seconds.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  List<Due> due(Instant after, Instant until);
}
