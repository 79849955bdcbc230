package dev.hallpass.block;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The entries of the ledger about people. Entries are added and read, never changed.
public interface Blocks {

  /// All entries about a person, up to the newest.
  ///
  /// @throws CorruptLedger if the entries are not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  BlockHistory read(PersonId person);

  /// Adds an entry to a history.
  ///
  /// @param at the time of the event
  /// @return the entry; empty if another writer took its place: read again, decide again
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether it was added
  Optional<BlockEntry> append(BlockHistory history, BlockEvent event, Instant at);

  /// The people who were blocked after an instant, the newest first. The list can be some seconds
  /// old, and they may be unblocked already.
  ///
  /// @param limit the most people to return
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  List<PersonId> blockedSince(Instant since, int limit);
}
