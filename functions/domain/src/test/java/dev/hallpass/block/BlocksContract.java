package dev.hallpass.block;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.FRANK;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all entries about people keep to.
public abstract class BlocksContract {

  private static final PersonId ID = PersonId.of(ALICE);
  private static final Instant LATER = NOON.plusSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private Blocks blocks;

  /// Entries to which nobody has written.
  protected abstract Blocks emptyBlocks();

  @BeforeEach
  final void open() {
    blocks = emptyBlocks();
  }

  @Test
  void aPersonWhomNobodyBlockedHasNoEntries() {
    assertThat(blocks.read(ID)).isEqualTo(BlockHistory.of(ID));
  }

  @Test
  void whatWasAppendedIsRead() {
    BlockEntry first = append(blocked(ALICE), NOON);
    Unblocked unblocked =
        new Unblocked(BOB, ALICE, "found\nagain", Channel.PROVED, Optional.of(new Seal("AAAA")));
    BlockEntry second = append(unblocked, LATER);

    assertThat(blocks.read(ID).entries()).containsExactly(first, second);
    assertThat(first.previous()).isEqualTo(Sha256.ZERO);
    assertThat(first.event()).isEqualTo(blocked(ALICE));
    assertThat(first.at()).isEqualTo(NOON);
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(second.sequence()).isEqualTo(1);
    assertThat(second.event()).isEqualTo(unblocked);
  }

  @Test
  void aPlaceThatIsTakenIsNotOverwritten() {
    BlockHistory before = blocks.read(ID);
    append(blocked(ALICE), NOON);

    assertThat(blocks.append(before, blocked(ALICE), LATER)).isEmpty();
    assertThat(blocks.read(ID).entries()).hasSize(1);
  }

  @Test
  void theSameEntryAgainIsTheOneThatIsThere() {
    BlockHistory before = blocks.read(ID);
    BlockEntry first = append(blocked(ALICE), NOON);

    assertThat(blocks.append(before, blocked(ALICE), NOON)).contains(first);
  }

  @Test
  void theBlocksAfterAnInstantAreListedTheNewestFirst() {
    append(blocked(ALICE), NOON);
    append(blocked(BOB), LATER);
    append(blocked(FRANK), LATER.plusSeconds(1));
    append(new Unblocked(FRANK, BOB, "back", Channel.SIGNED, Optional.empty()), LATER);

    assertThat(blocks.blockedSince(NOON, 10)).containsExactly(PersonId.of(FRANK), PersonId.of(BOB));
    assertThat(blocks.blockedSince(Instant.EPOCH, 1)).containsExactly(PersonId.of(FRANK));
  }

  private BlockEntry append(BlockEvent event, Instant at) {
    return blocks.append(blocks.read(PersonId.of(event.person())), event, at).orElseThrow();
  }

  private static Blocked blocked(Person person) {
    return new Blocked(FRANK, person, "a stolen laptop", Channel.SIGNED);
  }
}
