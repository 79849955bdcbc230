package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
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

  private final Scene scene = new Scene();

  @Test
  void aWorkflowWhoseStartWasLostIsStarted() {
    GrantId grant = scene.requested();
    Started start = scene.workflow.started().getLast();

    scene.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(scene.reap(), "Restarted", 0);
    scene.pass(Duration.ofMillis(1));
    assertCounted(scene.reap(), "Restarted", 1);

    assertThat(scene.workflow.started()).containsExactly(start, start);
    scene.run("SeekApproval", grant);
    assertCounted(scene.reap(), "Restarted", 0);
  }

  @Test
  void aRequestIsStartedAgainThoughSomebodyWasToldOfItJustBefore() {
    GrantId grant = scene.requested();
    scene.pass(MINUTE);
    noteNotification(grant, scene.clock);
    scene.pass(MINUTE);
    assertCounted(scene.reap(), "Restarted", 0);

    scene.pass(MINUTE);
    assertCounted(scene.reap(), "Restarted", 1);
  }

  /// By a clock that is behind, and in an index that is too.
  @Test
  void aRequestThatShowsLongAfterItsDateIsStartedAgain() {
    assertCounted(scene.reap(), "Restarted", 0);
    Instant now = scene.clock.instant();
    scene.clock.set(now.minus(Duration.ofMinutes(19)));
    scene.requested();
    scene.clock.set(now);

    assertCounted(scene.reap(), "Restarted", 1);
  }

  @Test
  void aStartThatFailsIsTriedAgain() {
    scene.requested();
    scene.pass(Duration.ofMinutes(2));
    scene.workflow.reachable(false);
    assertCounted(scene.reap(), "Restarted", 0);

    scene.workflow.reachable(true);
    scene.pass(MINUTE);

    assertCounted(scene.reap(), "Restarted", 1);
  }

  @Test
  void aRequestThatNoStartBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = scene.requested();
    scene.pass(Duration.ofMinutes(29));
    scene.reap();
    assertThat(scene.types(grant)).containsExactly("requested");

    scene.pass(MINUTE);
    scene.reap();

    assertThat(scene.events(grant)).last().isEqualTo(new Failed("SeekApproval"));
  }

  @Test
  void aRequestIsNotFailedBeforeItWasStartedAgain() {
    GrantId grant = scene.requested();
    scene.pass(Duration.ofHours(1));

    scene.reap();

    assertThat(scene.types(grant)).containsExactly("requested");
    assertThat(scene.workflow.started()).hasSize(2);
  }

  @Test
  void aWorkflowIsWokenWhoseRingAfterTheLastYesWasLost() {
    GrantId grant = scene.sought();
    approveSilently(grant);
    int rung = scene.doorbells.rung().size();
    scene.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(scene.reap(), "Rung", 0);

    scene.pass(Duration.ofMillis(1));
    assertCounted(scene.reap(), "Rung", 1);

    assertThat(scene.doorbells.rung()).hasSize(rung + 1);
    scene.run("Activate", grant);
    assertCounted(scene.reap(), "Rung", 0);
  }

  @Test
  void aWorkflowIsWokenThoughSomebodyWasToldByAClockThatIsAhead() {
    GrantId grant = scene.sought();
    approveSilently(grant);
    scene.pass(Duration.ofMinutes(2));
    noteNotification(grant, () -> scene.clock.instant().plus(Duration.ofMinutes(5)));
    assertCounted(scene.reap(), "Rung", 0);

    scene.pass(Duration.ofMinutes(7));
    assertCounted(scene.reap(), "Rung", 1);
  }

  @Test
  void anApprovedGrantThatNoRingBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = scene.sought();
    approveSilently(grant);

    assertFailsAfterHalfAnHour(grant);
  }

  /// Who signs needs no mail, and so no workflow.
  @Test
  void aWorkflowWhoseStartWasLostIsStartedThoughTheLastYesWasSignedBefore() {
    GrantId grant = scene.requested();
    approveSilently(grant);
    int started = scene.workflow.started().size();

    scene.pass(Duration.ofMinutes(2));
    assertCounted(scene.reap(), "Restarted", 1);

    assertThat(scene.workflow.started()).hasSize(started + 1);
    scene.run("Activate", grant);
    assertThat(scene.types(grant)).contains("activated");
  }

  @Test
  void anApprovedGrantThatNoStartBringsForwardFailsAfterHalfAnHour() {
    GrantId grant = scene.requested();
    approveSilently(grant);

    assertFailsAfterHalfAnHour(grant);
  }

  @Test
  void aRequestThatNobodyAnsweredLapsesWithoutItsWorkflow() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofHours(2).minusMillis(1));
    scene.reap();
    assertThat(scene.types(grant)).doesNotContain("lapsed");

    scene.pass(Duration.ofMillis(1));
    scene.reap();

    assertThat(scene.types(grant)).endsWith("lapsed");
  }

  @Test
  void accessThatWasGivenBackIsEndedAMinuteLaterAndItsWorkflowWoken() {
    GrantId grant = scene.active();
    scene.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    scene.pass(MINUTE.minusMillis(1));
    scene.reap();
    assertThat(scene.types(grant)).endsWith("returned");

    scene.pass(Duration.ofMillis(1));
    JsonNode counted = scene.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Rung", 1);
    assertThat(scene.types(grant)).endsWith("returned", "policy-deleted");
  }

  @Test
  void accessThatWasTakenAwayDeniesItsSessions() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.grants.run(grant, new GrantCommand.Revoke(BOB, false, "wrong", Channel.SIGNED));
    scene.pass(MINUTE);

    scene.reap();

    assertThat(scene.types(grant)).endsWith("revoked", "sessions-denied", "policy-deleted");
  }

  @Test
  void whereARoleHasNoRoomAtAllThePolicyGoesAndPeopleAreAlarmed() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    scene.sessionDenials.room(0, false);
    scene.pass(MINUTE);

    assertCounted(scene.reap(), "SessionDenialsFull", 1);
    assertThat(scene.types(grant)).endsWith("policy-deleted");

    scene.sessionDenials.room(1, false);
    assertCounted(scene.reap(), "SessionDenialsFull", 0);
    assertThat(scene.types(grant)).endsWith("sessions-denied");
  }

  @Test
  void aReviewThatNobodyAsksForAnyMoreIsCountedWhenItIsLate() {
    GrantId grant = scene.toReview();
    scene.pass(Duration.ofHours(12).plusMinutes(2));
    JsonNode before = scene.reap();
    assertCounted(before, "ReviewsLate", 0);
    assertCounted(before, "Rung", 1);

    scene.pass(Duration.ofHours(12));
    assertCounted(scene.reap(), "ReviewsLate", 1);

    scene.answer(ProxyCall.of("ReviewGrant").on(grant));
    assertCounted(scene.reap(), "ReviewsLate", 0);
  }

  @Test
  void afterAColdStartTheLastDayIsLookedAtAgain() {
    GrantId grant = scene.requested();
    scene.pass(Duration.ofMinutes(2));
    scene.restartReap();
    scene.pass(Duration.ofHours(23));

    assertCounted(scene.reap(), "Restarted", 1);
    assertThat(scene.types(grant)).containsExactly("requested");
  }

  @Test
  void whatIsDueIsLookedAtOnce() {
    scene.active();
    scene.pass(Duration.ofMinutes(3));
    scene.reap();
    int[] calls = {0};
    scene.ledger.atEveryCall(() -> calls[0]++);

    scene.pass(Duration.ofSeconds(1));
    scene.reap();

    // What is due, and no grant.
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void withoutTheIndexEveryPolicyIsLookedUp() {
    List<GrantId> grants = List.of(scene.active(), scene.active());
    scene.expire(grants.getLast());
    scene.ledger.indexAnswers(false);

    JsonNode counted = scene.reap();

    assertCounted(counted, "Reaped", 2);
    assertCounted(counted, "Passes", 0);
    assertThat(scene.policies.grants(HUB)).isEmpty();
  }

  @Test
  void whatEndedAsPlannedIsRemovedWhenItsLastSessionIsOver() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minus(MINUTE));
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.expire(grant);
    assertCounted(scene.reap(), "Reaped", 0);
    assertThat(scene.types(grant)).endsWith("ended");

    int[] reads = {0};
    scene.policies.atEveryCall(() -> reads[0]++);
    scene.pass(MINUTE);
    assertCounted(scene.reap(), "Reaped", 0);
    // It lists the policies of two accounts, and asks nothing about this one.
    assertThat(reads[0]).isEqualTo(2);

    scene.clock.set(scene.expiresAt(grant).plus(Duration.ofMinutes(25)));
    assertCounted(scene.reap(), "Reaped", 1);
    assertThat(scene.types(grant)).endsWith("ended", "policy-deleted");
  }

  @Test
  void aPolicyThatWasChangedAfterThePlannedEndIsRemovedAndItsSessionsDeniedOnTheRole() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minus(MINUTE));
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.expire(grant);
    scene.reap();
    scene.policies.attach(HUB, grant);

    assertCounted(scene.reap(), "Drifted", 1);

    assertThat(scene.types(grant)).endsWith("drift-found", "sessions-denied", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void whatTheIndexDoesNotTellIsFoundByThePolicy() {
    GrantId grant = scene.active();
    scene.ledger.indexKnows(false);
    scene.expire(grant);

    JsonNode counted = scene.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Passes", 1);
  }

  @Test
  void withoutTheLedgerPoliciesGoThatNoSessionCanUse() {
    GrantId early = scene.active();
    scene.pass(Duration.ofMinutes(20));
    GrantId late = scene.active();
    scene.clock.set(scene.expiresAt(early).plus(LiveSessions.OVER_AFTER_END));
    scene.ledger.answers(false);

    JsonNode counted = scene.reap();

    assertCounted(counted, "Reaped", 1);
    assertCounted(counted, "Passes", 0);
    assertThat(scene.policies.grants(HUB)).containsExactly(late);

    scene.ledger.answers(true);
    scene.reap();
    assertThat(scene.types(early)).endsWith("ended", "late-record");
  }

  @Test
  void anEndThatAClockWhichWasAheadSawTooEarlyIsRecordedInTime() {
    GrantId grant = scene.active();
    Instant end = scene.expiresAt(grant);
    scene.clock.set(end.plus(LiveSessions.OVER_AFTER_END));
    scene.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("record the end", new IllegalStateException("no answer"));
    });
    scene.reap();
    assertThat(scene.policies.grants(HUB)).isEmpty();

    scene.clock.set(end.minus(MINUTE));
    scene.reap();
    assertThat(scene.types(grant)).doesNotContain("ended");
    scene.clock.set(end);
    scene.reap();

    assertThat(scene.types(grant)).endsWith("ended", "late-record");
  }

  private void noteNotification(GrantId grant, InstantSource clock) {
    new Grants(scene.ledger, clock)
        .run(grant, new GrantCommand.NoteNotification(Scene.CAROL, 0, "message-1"));
  }

  /// Bob says yes, and nobody rings.
  private void approveSilently(GrantId grant) {
    scene.grants.run(grant, new GrantCommand.Approve(BOB, Channel.SIGNED, Optional.empty()));
  }

  private void assertFailsAfterHalfAnHour(GrantId approved) {
    scene.pass(Duration.ofMinutes(2));
    scene.reap();
    scene.pass(Duration.ofMinutes(28));

    scene.reap();

    assertThat(scene.events(approved)).last().isEqualTo(new Failed("Activate"));
  }

  private static void assertCounted(JsonNode counted, String metric, int times) {
    assertThat(counted.path(metric).intValue()).as(metric).isEqualTo(times);
  }
}
