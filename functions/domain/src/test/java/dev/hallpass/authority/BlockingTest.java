package dev.hallpass.authority;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.block.UnblockStatement;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Objections;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.InMemoryTelemetry;
import dev.hallpass.workflow.InMemoryDoorbells;
import dev.hallpass.workflow.Ring;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who is blocked, who may block, and what it takes to unblock.
class BlockingTest {

  private static final PersonId ID = PersonId.of(ALICE);
  private static final Person TAGGED = new Person("alice+work@example.com");

  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final InMemorySeals seals = new InMemorySeals();
  private final BlockedPeople people = new BlockedPeople(blocks, seals);
  private Instant now = NOON;
  private final Grants grants = new Grants(new InMemoryLedger(), () -> now, seals, Objections.NONE);
  private final Blocking blocking =
      new Blocking(
          people, seals, grants, new Ring(new InMemoryDoorbells(), new InMemoryTelemetry()));

  @Test
  void nobodyIsBlockedWhomNobodyBlocked() {
    assertThat(people.isBlocked(ALICE)).isFalse();
  }

  @Test
  void whoIsBlockedIsSoUnderEachTag() {
    blocking.block(blocked());

    assertThat(people.isBlocked(ALICE)).isTrue();
    assertThat(people.isBlocked(TAGGED)).isTrue();
    assertThat(people.isBlocked(BOB)).isFalse();
  }

  @Test
  void aRepeatChangesNothing() {
    Block first = blocking.block(blocked());
    now = NOON.plusSeconds(60);
    Block again = blocking.block(new Blocked(CAROL, ALICE, "the same", Channel.PROVED));

    assertThat(first).isEqualTo(new Block(ALICE, BOB, "a stolen laptop", Channel.SIGNED, NOON));
    assertThat(again).isEqualTo(first);
    assertThat(blocks.read(ID).entries()).hasSize(1);
  }

  @Test
  void aSealedUnblockCounts() {
    blocking.block(blocked());
    blocking.unblock(unblocked());

    assertThat(people.isBlocked(ALICE)).isFalse();
    blocking.unblock(unblocked());
    assertThat(blocks.read(ID).entries()).hasSize(2);
  }

  @Test
  void whoIsBlockedAgainIsBlocked() {
    blocking.block(blocked());
    blocking.unblock(unblocked());
    now = NOON.plusSeconds(60);

    assertThat(blocking.block(blocked()).since()).isEqualTo(now);
    assertThat(people.isBlocked(ALICE)).isTrue();
  }

  @Test
  void anUnblockWithoutASealDoesNotCount() {
    blocking.block(blocked());
    insert(unblocked());

    assertThat(people.isBlocked(ALICE)).isTrue();
  }

  @Test
  void anUnblockThatAnotherKeySealedDoesNotCount() {
    blocking.block(blocked());
    insert(unblocked().with(InMemorySeals.seal(InMemorySeals.pair(), statement(unblocked(), now))));

    assertThat(people.isBlocked(ALICE)).isTrue();
  }

  @Test
  void aSealIsForOnePlaceOnePersonOneAdminOneReasonOneChannelAndOneInstant() {
    blocking.block(blocked());
    blocking.unblock(unblocked());
    Seal old = ((Unblocked) blocks.read(ID).entries().getLast().event()).seal().orElseThrow();
    blocking.block(blocked());

    for (Unblocked forged :
        new Unblocked[] {
          unblocked(),
          new Unblocked(CAROL, ALICE, "found", Channel.SIGNED, Optional.empty()),
          new Unblocked(BOB, TAGGED, "found", Channel.SIGNED, Optional.empty()),
          new Unblocked(BOB, ALICE, "lost", Channel.SIGNED, Optional.empty()),
          new Unblocked(BOB, ALICE, "found", Channel.PROVED, Optional.empty())
        }) {
      insert(forged.with(old));
      insert(forged.with(seals.seal(other(statement(unblocked(), now)))));
      assertThat(people.isBlocked(ALICE)).as("%s", forged).isTrue();
    }
    insert(unblocked().with(seals.seal(statement(unblocked(), now.plusMillis(1)))));
    assertThat(people.isBlocked(ALICE)).isTrue();
    insert(unblocked().with(seals.seal(statement(unblocked(), now))));
    assertThat(people.isBlocked(ALICE)).isFalse();
  }

  /// A text that differs in its last character.
  private static Sealable other(Sealable statement) {
    return () -> statement.text() + ".";
  }

  @Test
  void aSealIsAskedForOnlyWhereSomebodyWasUnblocked() {
    blocking.block(blocked());
    seals.whileNextIsChecked(() -> {
      throw new IllegalStateException("the key was asked");
    });

    assertThat(people.isBlocked(ALICE)).isTrue();
    assertThat(people.isBlocked(BOB)).isFalse();
  }

  @Test
  void whoseEntriesContradictEachOtherIsBlockedForGood() {
    blocks.breakChain(ID, blocked(), NOON);

    assertThat(people.isBlocked(ALICE)).isTrue();
    assertThat(blocking.block(blocked()).person()).isEqualTo(ALICE);
    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> blocking.unblock(unblocked()));
  }

  @Test
  void anEntryAboutAnotherPersonContradictsTheOthers() {
    blocks.append(blocks.read(ID), new Blocked(BOB, CAROL, "another one", Channel.SIGNED), NOON);

    assertThat(people.isBlocked(ALICE)).isTrue();
    assertThat(people.isBlocked(CAROL)).isFalse();
  }

  @Test
  void whoCannotBeReadIsNeitherFreeNorBlocked() {
    blocks.answers(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> people.isBlocked(ALICE));
  }

  @Test
  void ofTwoWhoBlockAtOnceOneIsFirst() {
    blocks.beforeNextAppend(() ->
        blocks.append(blocks.read(ID), new Blocked(CAROL, ALICE, "faster", Channel.SIGNED), NOON));

    assertThat(blocking.block(blocked()).admin()).isEqualTo(CAROL);
    assertThat(blocks.read(ID).entries()).hasSize(1);
  }

  @Test
  void onlyAnAdminWhoIsFreeBlocksAndNobodyThemselves() {
    assertThat(blocking.refusal(BOB, true, ALICE)).isEmpty();
    assertThat(blocking.refusal(BOB, false, ALICE)).contains(Rule.NOT_AN_ADMIN);
    assertThat(blocking.refusal(ALICE, true, TAGGED)).contains(Rule.OWN_BLOCK);
    blocking.block(blocked());
    assertThat(blocking.refusal(ALICE, true, BOB)).contains(Rule.BLOCKED);
  }

  private static Blocked blocked() {
    return new Blocked(BOB, ALICE, "a stolen laptop", Channel.SIGNED);
  }

  private static Unblocked unblocked() {
    return new Unblocked(BOB, ALICE, "found", Channel.SIGNED, Optional.empty());
  }

  private UnblockStatement statement(Unblocked unblocked, Instant at) {
    return blocks.read(ID).statement(unblocked, at);
  }

  /// What somebody does who may insert, and does not ask the rules.
  private void insert(Unblocked event) {
    BlockHistory before = blocks.read(ID);
    assertThat(blocks.append(before, event, now)).isPresent();
  }
}
