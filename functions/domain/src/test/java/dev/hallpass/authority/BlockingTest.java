package dev.hallpass.authority;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.POLICY_ARN;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.block.Block;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.InMemoryBlocks;
import dev.hallpass.block.UnblockStatement;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.Standing;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Objections;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.InMemoryTelemetry;
import dev.hallpass.workflow.InMemoryDoorbells;
import dev.hallpass.workflow.Ring;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Who is blocked, who may block, and what it takes to unblock.
class BlockingTest {

  private static final PersonId ID = PersonId.of(ALICE);
  private static final Person TAGGED = new Person("alice+work@example.com");

  private final InMemoryBlocks blocks = new InMemoryBlocks();
  private final InMemorySeals seals = new InMemorySeals();
  private final BlockedPeople people = new BlockedPeople(blocks, seals);
  private Instant now = NOON;
  private final SilentLedger ledger = new SilentLedger();
  private final InMemoryDoorbells doorbells = new InMemoryDoorbells();
  private final Grants grants = new Grants(ledger, () -> now, seals, Objections.NONE);
  private final Blocking blocking = blocking(people);

  private Blocking blocking(BlockedPeople people) {
    return new Blocking(people, seals, grants, new Ring(doorbells, new InMemoryTelemetry()));
  }

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
  void whoIsSlowerThanAHundredWritersIsToldSo() {
    AtomicInteger races = new AtomicInteger();
    beforeEachAppend(() -> {
      races.incrementAndGet();
      insert(blocked());
      insert(unblocked().with(Seal.of(new byte[] {1})));
    });
    // Checking a hundred seals a hundred times would take long.
    Blocking believing = blocking(new BlockedPeople(blocks, (_, _) -> true));

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> believing.block(blocked()))
        .withMessageContaining("record a block");
    assertThat(races).hasValue(100);
  }

  @Test
  void soIsAnybodyWhoUnblocks() {
    blocking.block(blocked());
    AtomicInteger races = new AtomicInteger();
    beforeEachAppend(() -> {
      races.incrementAndGet();
      insert(blocked());
    });

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> blocking.unblock(unblocked()));
    assertThat(races).hasValue(100);
  }

  /// What it adds itself comes before nothing.
  private void beforeEachAppend(Runnable happening) {
    blocks.beforeNextAppend(() -> {
      happening.run();
      beforeEachAppend(happening);
    });
  }

  @Test
  void anEntryDoesWhatItSaysIfItBlocksOrIsSealed() {
    blocking.block(blocked());
    assertThat(people.counts(blocks.read(ID))).isTrue();
    insert(unblocked());
    assertThat(people.counts(blocks.read(ID))).isFalse();
    blocking.unblock(unblocked());
    assertThat(people.counts(blocks.read(ID))).isTrue();
  }

  @Test
  void theGrantsOfABlockedPersonEndAndTheirWorkflowsWake() {
    ask(GRANT, ALICE);
    hang(GRANT, DOORBELL);
    ask(grant(2), ALICE);
    ask(grant(3), BOB);
    grants.run(grant(2), new GrantCommand.Cancel(ALICE));
    Block block = blocking.block(blocked());

    assertThat(blocking.end(block)).containsExactly(GRANT);
    assertThat(grants.read(GRANT).entries().getLast().event())
        .isEqualTo(new Revoked(BOB, Standing.ADMIN, "Blocked: a stolen laptop", Channel.SIGNED));
    assertThat(doorbells.rung()).containsExactly(DOORBELL);
    assertThat(grants.read(grant(3)).entries()).hasSize(1);
    assertThat(blocking.end(block)).isEmpty();
  }

  @Test
  void aGrantOfAnotherPersonDoesNotEndWhateverTheIndexSays() {
    ask(GRANT, BOB);
    Block block = blocking.block(blocked());
    var theirs = new BlockedGrants(grants);

    assertThat(theirs.end(GRANT, block).isAccepted()).isFalse();
    assertThat(theirs.end(grant(2), block).isAccepted()).isFalse();
    assertThat(grants.read(GRANT).entries()).hasSize(1);
  }

  @Test
  void aGrantWhoseEntriesContradictEachOtherIsWokenToEnd() {
    ask(GRANT, ALICE);
    hang(GRANT, DOORBELL);
    ledger.append(grants.read(GRANT), new GrantEvent.Activated(POLICY_ARN), NOON);
    ask(grant(2), ALICE);

    assertThat(blocking.end(blocking.block(blocked()))).containsExactly(grant(2));
    assertThat(doorbells.rung()).containsExactly(DOORBELL);
  }

  @Test
  void whereOneDoesNotAnswerTheOthersEndBeforeItIsTold() {
    ask(GRANT, ALICE);
    ask(grant(2), ALICE);
    Block block = blocking.block(blocked());
    ledger.silentAbout(grant(2));

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> blocking.end(block));
    assertThat(grants.read(GRANT).entries()).hasSize(2);
  }

  private void ask(GrantId grant, Person requester) {
    grants.run(grant, new GrantCommand.Request(requested(requester, level(1, CAROL, DAVE))));
  }

  private void hang(GrantId grant, Doorbell doorbell) {
    ledger.append(grants.read(grant), new GrantEvent.DoorbellHung(doorbell), NOON);
  }

  @Test
  void onlyAnAdminWhoIsFreeBlocksAndNobodyThemselves() {
    assertThat(blocking.refusal(BOB, true, ALICE)).isEmpty();
    assertThat(blocking.refusal(BOB, false, ALICE)).contains(Rule.NOT_AN_ADMIN);
    assertThat(blocking.refusal(ALICE, true, TAGGED)).contains(Rule.OWN_BLOCK);
    blocking.block(blocked());
    assertThat(blocking.refusal(ALICE, true, BOB)).contains(Rule.BLOCKED);
  }

  /// A ledger that can be silent about a grant.
  private static final class SilentLedger extends InMemoryLedger {
    private Optional<GrantId> silent = Optional.empty();

    void silentAbout(GrantId grant) {
      silent = Optional.of(grant);
    }

    @Override
    public synchronized History read(GrantId grant) {
      if (silent.filter(grant::equals).isPresent()) {
        throw new OutcomeUnknown("read the ledger", new IOException("no answer"));
      }
      return super.read(grant);
    }
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
  private void insert(BlockEvent event) {
    BlockHistory before = blocks.read(ID);
    assertThat(blocks.append(before, event, now)).isPresent();
  }
}
