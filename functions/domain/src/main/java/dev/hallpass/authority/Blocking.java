package dev.hallpass.authority;

import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.Sealer;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Ring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks and unblocks people by the word of admins.
public final class Blocking {

  // A hundred writers at once are no admins.
  private static final int MOST_RACES = 100;
  // The clean-up ends what is older.
  private static final int ENDED_AT_ONCE = 100;

  private final BlockedPeople blocked;
  private final Sealer sealer;
  private final Grants grants;
  private final BlockedGrants theirs;
  private final Ring ring;

  /// @param sealer seals each unblock
  public Blocking(BlockedPeople blocked, Sealer sealer, Grants grants, Ring ring) {
    this.blocked = blocked;
    this.sealer = sealer;
    this.grants = grants;
    this.theirs = new BlockedGrants(grants);
    this.ring = ring;
  }

  /// The rule that keeps a person from blocking or unblocking another one; empty if none does.
  /// Nobody blocks themselves, so the last admin who can unblock does not lock the door.
  ///
  /// @param isAdmin whether the settings name the first one as an admin
  /// @throws OutcomeUnknown if it is unknown whether the first one is blocked
  public Optional<Rule> refusal(Person admin, boolean isAdmin, Person person) {
    if (!isAdmin) {
      return Optional.of(Rule.NOT_AN_ADMIN);
    }
    if (admin.isSameHumanAs(person)) {
      return Optional.of(Rule.OWN_BLOCK);
    }
    return blocked.isBlocked(admin) ? Optional.of(Rule.BLOCKED) : Optional.empty();
  }

  /// Blocks a person. If the person is blocked already, nothing is recorded.
  ///
  /// @return the block that the person is under
  /// @throws OutcomeUnknown if it is unknown whether that was recorded
  public Block block(Blocked event) {
    PersonId id = PersonId.of(event.person());
    try {
      for (int race = 0; race < MOST_RACES; race++) {
        BlockHistory history = blocked.blocks().read(id);
        Optional<Block> block = history.block(blocked.key()::made);
        if (block.isPresent()) {
          return block.get();
        }
        append(history, event, grants.now());
      }
    } catch (CorruptLedger _) {
      // The person counts as blocked already, and only what is open is left to end.
      return new Block(
          event.person(), event.admin(), event.reason(), event.channel(), grants.now());
    }
    throw contended();
  }

  /// Unblocks a person. If the person is not blocked, nothing is recorded.
  ///
  /// @throws CorruptLedger if the entries about the person contradict each other; then nobody can
  ///   unblock the person
  /// @throws OutcomeUnknown if it is unknown whether that was recorded, or it could not be sealed
  public void unblock(Unblocked event) {
    PersonId id = PersonId.of(event.person());
    for (int race = 0; race < MOST_RACES; race++) {
      BlockHistory history = blocked.blocks().read(id);
      if (history.block(blocked.key()::made).isEmpty()) {
        return;
      }
      Instant now = grants.now();
      append(history, event.with(sealer.seal(history.statement(event, now))), now);
    }
    throw contended();
  }

  /// The next read shows what became of it.
  private void append(BlockHistory history, BlockEvent event, Instant now) {
    var _ = blocked.blocks().append(history, event, now);
  }

  /// Ends the pending and open grants of a blocked person that the index shows, and wakes their
  /// workflows. The clean-up ends the others.
  ///
  /// @return the grants that this call ended
  /// @throws OutcomeUnknown if that is unknown of one of them; it has tried all
  /// @throws Contended if other writers were always faster on one of them
  public List<GrantId> end(Block block) {
    List<GrantId> ended = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();
    for (GrantId grant : theirs.of(block, ENDED_AT_ONCE)) {
      try {
        if (isEnded(grant, block)) {
          ended.add(grant);
        }
      } catch (OutcomeUnknown | Contended unknown) {
        failure = failure.or(() -> Optional.of(unknown));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return ended;
  }

  private boolean isEnded(GrantId grant, Block block) {
    try {
      Run run = theirs.end(grant, block);
      if (run.isAccepted()) {
        ring.wake(run.history());
      }
      return run.isAccepted();
    } catch (CorruptLedger _) {
      // Nothing opens on it. Its workflow is woken to end it.
      grants.lastDoorbell(grant).ifPresent(last -> ring.wake(grant, last));
      return false;
    }
  }

  private static OutcomeUnknown contended() {
    return new OutcomeUnknown(
        "record a block", new IllegalStateException("Too many writers at once"));
  }
}
