package dev.hallpass.block;

import dev.hallpass.approval.Sealable;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import java.time.Instant;

/// What the seal of an unblock signs: the unblock, and all that the entries said before it.
///
/// @param after the hash of the entry before, and so of all entries before
/// @param at the time of the entry
public record UnblockStatement(PersonId id, Sha256 after, Unblocked unblocked, Instant at)
    implements Sealable {

  /// Eight lines. The reason is there as its hash, because it may have line feeds.
  @Override
  public String text() {
    return """
    hallpass unblock 1
    entries %s
    after %s
    person %s
    admin %s
    channel %s
    reason %s
    at %s
    """
        .formatted(
            id,
            after,
            unblocked.person(),
            unblocked.admin(),
            unblocked.channel(),
            Sha256.of(unblocked.reason()),
            Entry.text(at));
  }
}
