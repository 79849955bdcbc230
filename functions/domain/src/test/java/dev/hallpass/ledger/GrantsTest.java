package dev.hallpass.ledger;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.ANSWER_BY;
import static dev.hallpass.grant.Examples.ANSWER_WITHIN;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.CODE;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.DOORBELL;
import static dev.hallpass.grant.Examples.GRANT;
import static dev.hallpass.grant.Examples.LINK;
import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.OTHER_LINK;
import static dev.hallpass.grant.Examples.escalating;
import static dev.hallpass.grant.Examples.grant;
import static dev.hallpass.grant.Examples.level;
import static dev.hallpass.grant.Examples.requested;
import static dev.hallpass.grant.Examples.sought;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.grant.Actor;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.grant.GrantCommand.Escalate;
import dev.hallpass.grant.GrantCommand.NoteBounce;
import dev.hallpass.grant.GrantCommand.Request;
import dev.hallpass.grant.GrantCommand.SeekApproval;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.Grants.Run;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantsTest {

  private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusNanos(999_999));

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Grants grants = new Grants(ledger, CLOCK, new InMemorySeals(), Objections.NONE);

  @Test
  void whatIsDecidedIsRecordedAtTheMillisecond() {
    Run run = grants.run(GRANT, new Request(requested()));

    assertThat(run.decision()).isEqualTo(new Accepted(requested()));
    assertThat(run.isAccepted()).isTrue();
    assertThat(run.history()).isEqualTo(ledger.read(GRANT));
    assertThat(ledger.read(GRANT).entries()).extracting(Entry::at).containsExactly(NOON);
  }

  @Test
  void whatIsRejectedIsNotRecorded() {
    Run run = grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));

    assertThat(run.decision()).isEqualTo(new Rejected(Decision.Rule.UNKNOWN_GRANT));
    assertThat(run.isAccepted()).isFalse();
    assertThat(ledger.read(GRANT).entries()).isEmpty();
  }

  @Test
  void aLostRaceIsRunAgain() {
    grants.run(GRANT, new Request(requested(ALICE, level(2, BOB, CAROL))));
    History seen = ledger.read(GRANT);
    grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));

    Run late = grants.run(seen, new Approve(CAROL, Channel.SIGNED, Optional.empty()));

    assertThat(late.decision()).isInstanceOf(Accepted.class);
    assertThat(late.history().entries().getLast().actor()).isEqualTo(Actor.of(CAROL));
    assertThat(late.history()).isEqualTo(ledger.read(GRANT));
    assertThat(late.history().state()).isInstanceOf(Grant.Approved.class);
  }

  @Test
  void aLostRaceIsDecidedAgain() {
    grants.run(GRANT, new Request(requested()));
    History seen = ledger.read(GRANT);
    grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));

    assertThat(grants.run(seen, new Approve(CAROL, Channel.SIGNED, Optional.empty())).decision())
        .isEqualTo(new Rejected(Decision.Rule.NOT_AWAITING_APPROVAL));
  }

  @Test
  void whoLosesEveryRaceIsTold() {
    Grants unlucky = new Grants(new TakenLedger(), CLOCK, new InMemorySeals(), Objections.NONE);

    assertThatExceptionOfType(Contended.class)
        .isThrownBy(() -> unlucky.run(GRANT, new Request(requested())))
        .withMessageContaining(GRANT.value());
  }

  @Test
  void aPersonsGrantsAreReadNewestFirst() {
    GrantId other = grant(2);
    grants.run(GRANT, new Request(requested()));
    new Grants(
            ledger, InstantSource.fixed(NOON.plusSeconds(1)), new InMemorySeals(), Objections.NONE)
        .run(other, new Request(requested()));

    assertThat(grants.requestedBy(ALICE, 10))
        .containsExactly(ledger.read(other), ledger.read(GRANT));
  }

  @Test
  void anIndexThatLiesShowsNobodyTheGrantsOfOthers() {
    Ledger lying =
        new InMemoryLedger() {
          @Override
          public synchronized List<GrantId> requestedBy(Person requester, int limit) {
            return List.of(GRANT);
          }
        };
    Grants grants = new Grants(lying, CLOCK);
    grants.run(GRANT, new Request(requested()));

    assertThat(grants.requestedBy(BOB, 10)).isEmpty();
  }

  @Test
  void aPersonSeesWhatWaitsForTheirAnswer() {
    grants.run(GRANT, new Request(requested(ALICE, level(2, BOB, CAROL))));
    ask(GRANT, BOB, LINK);
    ask(GRANT, CAROL, OTHER_LINK);

    assertThat(grants.awaiting(BOB, 20).grants()).containsExactly(ledger.read(GRANT));
    assertThat(grants.awaiting(CAROL, 20).grants()).containsExactly(ledger.read(GRANT));
    assertThat(grants.awaiting(ALICE, 20).grants()).isEmpty();
  }

  @Test
  void whatAPersonHasSaidYesToWaitsForThemNoMore() {
    grants.run(GRANT, new Request(requested(ALICE, level(2, BOB, CAROL))));
    ask(GRANT, BOB, LINK);
    ask(GRANT, CAROL, OTHER_LINK);
    grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));

    assertThat(grants.awaiting(BOB, 20).grants()).isEmpty();
    assertThat(grants.awaiting(CAROL, 20).grants()).containsExactly(ledger.read(GRANT));
  }

  @Test
  void whatIsSettledWaitsForNobody() {
    grants.run(GRANT, new Request(requested()));
    ask(GRANT, BOB, LINK);
    ask(GRANT, CAROL, OTHER_LINK);
    grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));

    assertThat(grants.awaiting(CAROL, 20).grants()).isEmpty();
  }

  @Test
  void aListShowsNoMoreGrantsThanItMay() {
    for (int number = 1; number <= 3; number++) {
      GrantId grant = grant(number);
      grants.run(grant, new Request(requested()));
      ask(grant, BOB, LINK);
    }

    assertThat(grants.awaiting(BOB, 3).more()).isFalse();
    assertThat(grants.awaiting(BOB, 2).more()).isTrue();
    assertThat(grants.awaiting(BOB, 2).grants()).hasSize(2);
  }

  @Test
  void whatAPersonHasSaidYesToTakesNoPlaceInTheList() {
    for (int number = 1; number <= 3; number++) {
      GrantId grant = grant(number);
      grants.run(grant, new Request(requested(ALICE, level(2, BOB, CAROL))));
      ask(grant, BOB, LINK);
    }
    grants.run(grant(1), new Approve(BOB, Channel.SIGNED, Optional.empty()));
    grants.run(grant(2), new Approve(BOB, Channel.SIGNED, Optional.empty()));

    assertThat(grants.awaiting(BOB, 1).grants()).containsExactly(ledger.read(grant(3)));
    assertThat(grants.awaiting(BOB, 1).more()).isFalse();
  }

  @Test
  void whatOthersTookOverWaitsForTheOthers() {
    grants.run(
        GRANT, new Request(requested(ALICE, escalating(1, List.of(BOB), Mode.TAKE_OVER, DAVE))));
    ask(GRANT, BOB, LINK);
    grants.run(GRANT, new NoteBounce(BOB, Optional.of(LINK.hash())));
    grants.run(GRANT, new Escalate());
    ask(GRANT, DAVE, OTHER_LINK);

    assertThat(grants.awaiting(BOB, 20).grants()).isEmpty();
    assertThat(grants.awaiting(DAVE, 20).grants()).containsExactly(ledger.read(GRANT));
  }

  @Test
  void whatNobodyAnsweredInTimeWaitsForNobody() {
    grants.run(GRANT, new Request(requested()));
    ask(GRANT, BOB, LINK);
    // The second question would be shown by an index that holds its own, later time.
    ledger.append(ledger.read(GRANT), sought(0, BOB, OTHER_LINK, ANSWER_BY.plusSeconds(2)), NOON);

    assertThat(at(ANSWER_BY.minusMillis(1)).awaiting(BOB, 20).grants())
        .containsExactly(ledger.read(GRANT));
    assertThat(at(ANSWER_BY).awaiting(BOB, 20).grants()).isEmpty();
  }

  private void ask(GrantId grant, Person approver, Link link) {
    assertThat(
            grants
                .run(grant, new SeekApproval(0, approver, link, CODE, false, Optional.empty()))
                .isAccepted())
        .isTrue();
  }

  @Test
  void commandsThatRunTogetherAreDecidedOneAfterTheOther() {
    grants.run(GRANT, new Request(requested()));
    History read = ledger.read(GRANT);

    History after =
        grants.runTogether(
            read,
            _ ->
                List.of(
                    new SeekApproval(0, BOB, LINK, CODE, false, Optional.of(DOORBELL)),
                    new SeekApproval(1, CAROL, LINK, CODE, false, Optional.empty()),
                    new GrantCommand.HoldMail(BOB, LINK, NOON, false),
                    new GrantCommand.HoldMail(CAROL, OTHER_LINK, NOON, false)));

    assertThat(after).isEqualTo(ledger.read(GRANT));
    assertThat(after.entries())
        .extracting(Entry::event)
        .containsExactly(
            requested(),
            with(sought(0, BOB, LINK), "doorbell", Optional.of(DOORBELL)),
            new GrantEvent.MailHeld(BOB, LINK.hash(), NOON, false));
    assertThat(after.known().dossier().doorbell()).contains(DOORBELL);
  }

  @Test
  void commandsThatRunTogetherAreDecidedAgainBehindAnotherWriter() {
    grants.run(GRANT, new Request(requested()));
    History read = ledger.read(GRANT);
    grants.run(GRANT, new Approve(BOB, Channel.SIGNED, Optional.empty()));
    List<Integer> seen = new ArrayList<>();

    History after =
        grants.runTogether(
            read,
            now -> {
              seen.add(now.next());
              return List.of(
                  new GrantCommand.HangDoorbell(DOORBELL),
                  new SeekApproval(0, CAROL, LINK, CODE, false, Optional.empty()));
            });

    assertThat(seen).containsExactly(1, 2);
    assertThat(after.entries()).hasSize(3);
    assertThat(after.state()).isInstanceOf(Grant.Approved.class);
  }

  private Grants at(Instant time) {
    return new Grants(ledger, InstantSource.fixed(time), new InMemorySeals(), Objections.NONE);
  }

  @Test
  void whatAPersonAskedForIsCounted() {
    grants.run(GRANT, new Request(requested()));
    grants.run(grant(2), new Request(requested()));

    assertThat(grants.requestedSince(ALICE, NOON.minusSeconds(1), 10)).isEqualTo(2);
    assertThat(grants.requestedSince(BOB, NOON.minusSeconds(1), 10)).isZero();
    assertThat(grants.read(GRANT)).isEqualTo(ledger.read(GRANT));
  }

  @Test
  void fiftyApproversAtOnceLeaveFiftyEntriesWithoutAGap()
      throws InterruptedException, ExecutionException {
    List<Person> fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> new Person("approver%d@example.com".formatted(i)))
            .toList();
    grants.run(GRANT, new Request(requested(ALICE, new Level(fifty, 50, ANSWER_WITHIN))));

    List<Callable<Run>> clicks =
        fifty.stream()
            .<Callable<Run>>map(
                one -> () -> grants.run(GRANT, new Approve(one, Channel.SIGNED, Optional.empty())))
            .toList();
    try (var threads = Executors.newFixedThreadPool(50)) {
      for (Future<Run> click : threads.invokeAll(clicks)) {
        assertThat(click.get().isAccepted()).isTrue();
      }
    }

    History history = ledger.read(GRANT);
    assertThat(history.entries())
        .extracting(Entry::sequence)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 50).boxed().toList());
    assertThat(history.state()).isInstanceOf(Grant.Approved.class);
  }
}
