package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.InMemoryWorkflow.Started;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What clean-up does for grants on which something is due, whatever has become of their workflows.
class DueStepsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aWorkflowWhoseStartWasLostIsStarted() {
    GrantId grant = system.requested();
    Started start = system.workflow.started().getLast();

    system.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(system.reap(), "Restarted", 0);
    system.pass(Duration.ofMillis(1));
    assertCounted(system.reap(), "Restarted", 1);

    assertThat(system.workflow.started()).containsExactly(start, start);
    system.run("SeekApproval", grant);
    assertCounted(system.reap(), "Restarted", 0);
  }

  @Test
  void aRequestIsStartedAgainThoughAMailCameBackJustBefore() {
    GrantId grant = system.requested();
    system.pass(MINUTE);
    noteBounce(grant, system.clock);
    system.pass(MINUTE);
    assertCounted(system.reap(), "Restarted", 0);

    system.pass(MINUTE);
    assertCounted(system.reap(), "Restarted", 1);
  }

  /// By a clock that is behind, and in an index that is too.
  @Test
  void aRequestThatShowsLongAfterItsDateIsStartedAgain() {
    assertCounted(system.reap(), "Restarted", 0);
    Instant now = system.clock.instant();
    system.clock.set(now.minus(Duration.ofMinutes(19)));
    system.requested();
    system.clock.set(now);

    assertCounted(system.reap(), "Restarted", 1);
  }

  @Test
  void aStartThatFailsIsTriedAgain() {
    system.requested();
    system.pass(Duration.ofMinutes(2));
    system.workflow.reachable(false);
    assertCounted(system.reap(), "Restarted", 0);

    system.workflow.reachable(true);
    system.pass(MINUTE);

    assertCounted(system.reap(), "Restarted", 1);
  }

  @Test
  void aRequestThatNoStartBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = system.requested();
    system.pass(Duration.ofMinutes(29));
    system.reap();
    assertThat(system.types(grant)).containsExactly("requested");

    system.pass(MINUTE);
    system.reap();

    assertThat(system.events(grant)).last().isEqualTo(new Failed("SeekApproval"));
  }

  @Test
  void aRequestIsNotFailedBeforeItWasStartedAgain() {
    GrantId grant = system.requested();
    system.pass(Duration.ofHours(1));

    system.reap();

    assertThat(system.types(grant)).containsExactly("requested");
    assertThat(system.workflow.started()).hasSize(2);
  }

  @Test
  void aWorkflowIsWokenWhoseRingAfterTheLastYesWasLost() {
    GrantId grant = system.sought();
    approveSilently(grant);
    int rung = system.doorbells.rung().size();
    system.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(system.reap(), "Rung", 0);

    system.pass(Duration.ofMillis(1));
    assertCounted(system.reap(), "Rung", 1);

    assertThat(system.doorbells.rung()).hasSize(rung + 1);
    system.run("Activate", grant);
    assertCounted(system.reap(), "Rung", 0);
  }

  @Test
  void aWorkflowIsWokenThoughAMailCameBackByAClockThatIsAhead() {
    GrantId grant = system.sought();
    approveSilently(grant);
    system.pass(Duration.ofMinutes(2));
    noteBounce(grant, () -> system.clock.instant().plus(Duration.ofMinutes(5)));
    assertCounted(system.reap(), "Rung", 0);

    system.pass(Duration.ofMinutes(7));
    assertCounted(system.reap(), "Rung", 1);
  }

  @Test
  void anApprovedGrantThatNoRingBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = system.sought();
    approveSilently(grant);

    assertFailsAfterHalfAnHour(grant);
  }

  /// Who signs needs no mail, and so no workflow.
  @Test
  void aWorkflowWhoseStartWasLostIsStartedThoughTheLastYesWasSignedBefore() {
    GrantId grant = system.requested();
    approveSilently(grant);
    int started = system.workflow.started().size();

    system.pass(Duration.ofMinutes(2));
    assertCounted(system.reap(), "Restarted", 1);

    assertThat(system.workflow.started()).hasSize(started + 1);
    system.run("Activate", grant);
    assertThat(system.types(grant)).contains("activated");
  }

  @Test
  void anApprovedGrantThatNoStartBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = system.requested();
    approveSilently(grant);

    assertFailsAfterHalfAnHour(grant);
  }

  @Test
  void aRequestThatNobodyAnsweredLapsesWithoutItsWorkflow() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2).minusMillis(1));
    system.reap();
    assertThat(system.types(grant)).doesNotContain("lapsed");

    system.pass(Duration.ofMillis(1));
    system.reap();

    assertThat(system.types(grant)).endsWith("lapsed");
  }

  @Test
  void accessThatWasGivenBackIsEndedAMinuteLaterAndItsWorkflowWoken() {
    GrantId grant = system.active();
    system.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    system.pass(MINUTE.minusMillis(1));
    system.reap();
    assertThat(system.types(grant)).endsWith("returned");

    system.pass(Duration.ofMillis(1));
    JsonNode counted = system.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Rung", 1);
    assertThat(system.types(grant)).endsWith("returned", "policy-deleted");
  }

  @Test
  void accessThatWasTakenAwayDeniesItsSessions() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.grants.run(grant, new GrantCommand.Revoke(BOB, false, "wrong", Channel.SIGNED));
    system.pass(MINUTE);

    system.reap();

    assertThat(system.types(grant)).endsWith("revoked", "sessions-denied", "policy-deleted");
  }

  @Test
  void whereARoleHasNoRoomAtAllThePolicyGoesAndPeopleAreAlarmed() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    system.sessionDenials.room(0, false);
    system.pass(MINUTE);

    assertCounted(system.reap(), "SessionDenialsFull", 1);
    assertThat(system.types(grant)).endsWith("policy-deleted");

    system.sessionDenials.room(1, false);
    assertCounted(system.reap(), "SessionDenialsFull", 0);
    assertThat(system.types(grant)).endsWith("sessions-denied");
  }

  @Test
  void aReviewThatNobodyAsksForAnyMoreIsCountedWhenItIsLate() {
    GrantId grant = system.toReview();
    system.pass(Duration.ofHours(12).plusMinutes(2));
    JsonNode before = system.reap();
    assertCounted(before, "ReviewsLate", 0);
    assertCounted(before, "Rung", 1);

    system.pass(Duration.ofHours(12));
    assertCounted(system.reap(), "ReviewsLate", 1);

    system.answer(ProxyCall.of("ReviewGrant").on(grant));
    assertCounted(system.reap(), "ReviewsLate", 0);
  }

  @Test
  void afterAColdStartTheLastDayIsLookedAtAgain() {
    GrantId grant = system.requested();
    system.pass(Duration.ofMinutes(2));
    system.restartReap();
    system.pass(Duration.ofHours(23));

    assertCounted(system.reap(), "Restarted", 1);
    assertThat(system.types(grant)).containsExactly("requested");
  }

  @Test
  void whatIsDueIsLookedAtOnce() {
    system.active();
    system.pass(Duration.ofMinutes(3));
    system.reap();
    int[] calls = {0};
    system.ledger.atEveryCall(() -> calls[0]++);

    system.pass(Duration.ofSeconds(1));
    system.reap();

    // What is due, and no grant.
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void withoutTheIndexEveryPolicyIsLookedUp() {
    List<GrantId> grants = List.of(system.active(), system.active());
    system.expire(grants.getLast());
    system.ledger.indexAnswers(false);

    JsonNode counted = system.reap();

    assertCounted(counted, "Reaped", 2);
    assertCounted(counted, "Incomplete", 1);
    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  @Test
  void whatEndedAsPlannedIsRemovedWhenItsLastSessionIsOver() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minus(MINUTE));
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.expire(grant);
    assertCounted(system.reap(), "Reaped", 0);
    assertThat(system.types(grant)).endsWith("ended");

    int[] reads = {0};
    system.policies.atEveryCall(_ -> reads[0]++);
    system.pass(MINUTE);
    assertCounted(system.reap(), "Reaped", 0);
    // It lists the policies of two accounts, and asks nothing about this one.
    assertThat(reads[0]).isEqualTo(2);

    system.clock.set(system.expiresAt(grant).plus(Duration.ofMinutes(25)));
    assertCounted(system.reap(), "Reaped", 1);
    assertThat(system.types(grant)).endsWith("ended", "policy-deleted");
  }

  @Test
  void aPolicyThatWasChangedAfterThePlannedEndIsRemovedAndItsSessionsDeniedOnTheRole() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minus(MINUTE));
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.expire(grant);
    system.reap();
    system.policies.attach(HUB, grant);

    assertCounted(system.reap(), "Drifted", 1);

    assertThat(system.types(grant)).endsWith("drift-found", "sessions-denied", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void whatTheIndexDoesNotTellIsFoundByThePolicy() {
    GrantId grant = system.active();
    system.ledger.indexKnows(false);
    system.expire(grant);

    JsonNode counted = system.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Incomplete", 0);
  }

  @Test
  void withoutTheLedgerPoliciesGoThatNoSessionCanUse() {
    GrantId early = system.active();
    system.pass(Duration.ofMinutes(20));
    GrantId late = system.active();
    system.clock.set(system.expiresAt(early).plus(LiveSessions.OVER_AFTER_END));
    system.ledger.answers(false);

    JsonNode counted = system.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Incomplete", 1);
    assertThat(system.policies.grants(HUB)).containsExactly(late);

    system.ledger.answers(true);
    system.reap();
    assertThat(system.types(early)).endsWith("ended", "late-record");
  }

  @Test
  void anEndThatAClockWhichWasAheadSawTooEarlyIsRecordedInTime() {
    GrantId grant = system.active();
    Instant end = system.expiresAt(grant);
    system.clock.set(end.plus(LiveSessions.OVER_AFTER_END));
    system.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("record the end", new IllegalStateException("no answer"));
    });
    system.reap();
    assertThat(system.policies.grants(HUB)).isEmpty();

    system.clock.set(end.minus(MINUTE));
    system.reap();
    assertThat(system.types(grant)).doesNotContain("ended");
    system.clock.set(end);
    system.reap();

    assertThat(system.types(grant)).endsWith("ended", "late-record");
  }

  private void noteBounce(GrantId grant, InstantSource clock) {
    new Grants(system.ledger, clock)
        .run(grant, new GrantCommand.NoteBounce(CAROL, Optional.empty()));
  }

  /// Bob says yes, and nobody rings.
  private void approveSilently(GrantId grant) {
    system.grants.run(grant, new GrantCommand.Approve(BOB, Channel.SIGNED, Optional.empty()));
  }

  private void assertFailsAfterHalfAnHour(GrantId approved) {
    system.pass(Duration.ofMinutes(2));
    system.reap();
    system.pass(Duration.ofMinutes(28));

    system.reap();

    assertThat(system.events(approved)).last().isEqualTo(new Failed("Activate"));
  }

  private static void assertCounted(JsonNode counted, String metric, int times) {
    assertThat(counted.path(metric).intValue()).as(metric).isEqualTo(times);
  }
}
