package dev.hallpass.ledger;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The append-only record of everything that happened. Entries are added and read, never changed.
public interface Ledger {

  /// The most entries that are added together (source: DynamoDB, ExecuteTransaction).
  int MOST_TOGETHER = 100;

  /// All entries of a grant, up to the newest.
  ///
  /// @throws CorruptLedger if the entries are not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  History read(GrantId grant);

  /// A history with the newer entries, up to the newest. This may skip older entries: they were an
  /// unbroken chain when they were read, and decisions on them stay.
  ///
  /// @throws CorruptLedger if the entries read now are not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  default History readOn(History known) {
    return read(known.grant());
  }

  /// The doorbell that was hung last, also where the entries contradict each other: it carries no
  /// authority, because the workflow that it wakes reads the ledger. Empty if none was hung.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  Optional<Doorbell> lastDoorbell(GrantId grant);

  /// Adds entries to a history, all of them or none.
  ///
  /// @param events at least one, and at most [#MOST_TOGETHER]
  /// @param at the time of the events
  /// @return the history with them; empty if another writer took a place: read again, decide again
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether they were added
  Optional<History> append(History history, List<GrantEvent> events, Instant at);

  /// Adds an entry to a history.
  ///
  /// @return the entry; empty if another writer took its place
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether it was added
  default Optional<Entry> append(History history, GrantEvent event, Instant at) {
    return append(history, List.of(event), at).map(after -> after.entries().getLast());
  }

  /// The newest grants that a person requested, newest first. The list can be some seconds old.
  ///
  /// @param limit the most grants to return
  List<GrantId> requestedBy(Person requester, int limit);

  /// The newest grants that a person requested after an instant, newest first. The list can be some
  /// seconds old.
  ///
  /// @param limit the most grants to return
  List<GrantId> requestedSince(Person requester, Instant since, int limit);

  /// What became of a person's grants for an entitlement, the newest first. The list can be some
  /// seconds old.
  ///
  /// @param limit the most to return
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  List<Precedent> precedents(Person requester, EntitlementId entitlement, int limit);

  /// The newest grants for which a person broke the glass, newest first. The list can be some
  /// seconds old.
  ///
  /// @param limit the most grants to return
  List<GrantId> glassBrokenBy(Person requester, int limit);

  /// The grants in which a person was asked for an answer that is due after an instant, the
  /// earliest first. The list can be some seconds old. Their questions may be answered already.
  List<GrantId> soughtFrom(Person approver, Instant after);

  /// The grants that were settled ([History#settledBy]) before an answer was due that is due after
  /// an instant. The list can be some seconds old.
  Set<GrantId> settledBefore(Instant after);

  /// When a person got the newest mails with a question after an instant, newest first. The list
  /// can be some seconds old.
  ///
  /// @param limit the most mails to return
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  List<Instant> mailedTo(Person person, Instant since, int limit);

  /// The entries that are due after one instant and not after another, the earliest first. The list
  /// can be some seconds old.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  List<Due> due(Instant after, Instant until);
}
