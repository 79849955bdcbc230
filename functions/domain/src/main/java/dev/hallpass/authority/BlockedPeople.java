package dev.hallpass.authority;

import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.Blocks;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import java.util.Optional;

/// Tells who is blocked. An entry alone can block, because that only ends access; to unblock, it
/// needs a good seal.
///
/// @param key asked only if an entry unblocks
public record BlockedPeople(Blocks blocks, SealKey key) {

  /// Whether a person is blocked. Who cannot be told to be free, because the entries contradict
  /// each other, counts as blocked.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer, or the seals' key is
  ///   not known
  public boolean isBlocked(Person person) {
    try {
      return block(PersonId.of(person)).isPresent();
    } catch (CorruptLedger _) {
      return true;
    }
  }

  /// Whether the last entry of a history does what it says.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the seals' key is not known
  public boolean counts(BlockHistory history) {
    return switch (history.entries().getLast().event()) {
      case BlockEvent.Blocked _ -> true;
      case BlockEvent.Unblocked _ -> history.block(key::made).isEmpty();
    };
  }

  /// The block that a person is under; empty if the person is not blocked.
  ///
  /// @throws CorruptLedger if the entries contradict each other
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer, or the seals' key is
  ///   not known
  public Optional<Block> block(PersonId person) {
    return blocks.read(person).block(key::made);
  }
}
