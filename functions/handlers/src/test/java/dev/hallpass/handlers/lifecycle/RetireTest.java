package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.Retirement;
import dev.hallpass.reconciliation.Retirement.NoRoom;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Waiting for the end, and bringing a grant to it from whatever state it is in.
class RetireTest {

  private static final RoleArn ROLE =
      new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix");

  private final Scene scene = new Scene();

  @Test
  void theEndIsAwaitedAtADoorbell() {
    GrantId grant = scene.active();

    scene.run("AwaitEnd", grant, Map.of("doorbell", "end"));

    assertThat(scene.events(grant)).last().isEqualTo(new DoorbellHung(new Doorbell("end")));
    assertThat(scene.doorbells.rung()).doesNotContain(new Doorbell("end"));
  }

  @Test
  void anEndThatCameBeforeTheWaitIsRungAtOnce() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.run("Retire", grant);

    scene.run("AwaitEnd", grant, Map.of("doorbell", "end"));

    assertThat(scene.doorbells.rung()).endsWith(new Doorbell("end"));
  }

  @Test
  void atItsEndTheGrantIsOverAndItsPolicyGone() {
    GrantId grant = scene.active();
    scene.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void beforeItsEndNothingIsTakenAway() {
    GrantId grant = scene.active();
    List<String> before = scene.types(grant);
    scene.clock.set(scene.expiresAt(grant).minusMillis(1));

    assertThat(retire(grant, "")).isEqualTo("AwaitEnd");
    assertThat(scene.types(grant)).isEqualTo(before);
    assertThat(scene.policies.of(grant)).isPresent();
  }

  @Test
  void whenNobodyAnsweredTheRequestLapses() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofHours(2));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("lapsed");
  }

  @Test
  void aRequestDoesNotLapseBeforeItsTime() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofHours(2).minusMillis(1));

    assertThat(retire(grant, "")).isEqualTo("SeekApproval");
    assertThat(scene.types(grant)).doesNotContain("lapsed");
  }

  @Test
  void aRequestThatNobodyCouldBeAskedAboutFails() {
    GrantId grant = scene.requested();

    assertThat(retire(grant, "SeekApproval")).isEqualTo("Done");
    assertThat(scene.events(grant)).last().isEqualTo(new Failed("SeekApproval"));
  }

  @Test
  void anApprovedGrantThatCouldNotBeActivatedFails() {
    GrantId grant = scene.approved();

    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(scene.events(grant)).last().isEqualTo(new Failed("Activate"));
  }

  @Test
  void aPolicyThatMayHaveBeenMadeIsRemovedWhenItsMakingFailed() {
    GrantId grant = scene.approved();
    scene.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Activate", grant));
    scene.policies.reachable(true);

    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("policy-planned", "failed", "policy-deleted");
  }

  @Test
  void aPolicyIsMadeAfterAMomentWhereAnotherClockMaySeeThatItsTimeIsUp() {
    GrantId grant = scene.approved();
    scene.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Activate", grant));

    assertThat(retire(grant, "")).isEqualTo("Activate");
    scene.clock.set(scene.expiresAt(grant).minus(Duration.ofMinutes(5)));
    assertThat(retire(grant, "")).isEqualTo("AwaitStart");
  }

  @Test
  void aStepThatFailedAfterItsWorkWasDoneTakesNothingAway() {
    GrantId settled = scene.approved();
    assertThat(retire(settled, "SeekApproval")).isEqualTo("Activate");
    assertThat(scene.types(settled)).endsWith("approved");

    GrantId active = scene.active();
    assertThat(retire(active, "Activate")).isEqualTo("AwaitEnd");
    assertThat(scene.policies.of(active)).isPresent();
  }

  @Test
  void aFailedRemovalIsRetriedAndTheEndStandsInTheLedgerAlready() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.policies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.types(grant)).endsWith("ended");

    scene.policies.reachable(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void atItsPlannedEndAPolicyStaysUntilNoSessionCanUseItAndTheRoleIsLeftAlone() {
    GrantId grant = used();
    int[] calls = {0};
    scene.sessionDenials.atEveryCall(() -> calls[0]++);
    scene.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("AwaitSessions");
    assertThat(scene.types(grant)).endsWith("ended");
    scene.clock.set(scene.expiresAt(grant).plus(Duration.ofMinutes(25)).minusMillis(1));
    assertThat(retire(grant, "")).isEqualTo("AwaitSessions");
    assertThat(scene.policies.of(grant)).isPresent();

    scene.clock.set(scene.expiresAt(grant).plus(Duration.ofMinutes(25)));
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(calls[0]).isZero();
  }

  @Test
  void noPolicyStaysLongerThanIsPromised() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minusMillis(1));
    scene.answer(ProxyCall.of("IssueCredentials").by(ALICE).on(grant));
    scene.expire(grant);
    retire(grant, "");

    scene.clock.set(scene.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(LiveSessions.OVER_AFTER_END).isLessThan(Retirement.GONE_WITHIN);
  }

  @Test
  void anEarlyEndDeniesItsSessionsOnTheRoleAndRecordsThatBeforeThePolicyIsGone() {
    GrantId grant = used();
    scene.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("returned", "sessions-denied", "policy-deleted");
    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(grant);
  }

  @Test
  void whereSomebodyTookThePolicyAwayItsSessionsAreDeniedOnTheRoleAtThePlannedEndToo() {
    GrantId grant = used();
    scene.policies.remove(HUB, grant);
    scene.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "sessions-denied", "policy-deleted");
    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(grant);
  }

  @Test
  void anEarlyEndOnAFullRoleTakesThePolicyAwayAndIsTriedAgain() {
    GrantId grant = used();
    scene.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));
    scene.sessionDenials.room(0, true);

    // The reaper makes room: the workflow may not read what is on the role.
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(scene.sessionDenials.denials(ROLE).isEmpty()).isTrue();

    scene.sessionDenials.room(1, true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("policy-deleted", "sessions-denied");
  }

  @Test
  void afterItsDateAPolicyThatAloneDeniesItsSessionsStaysAlsoAtAnEarlyEnd() {
    GrantId grant = used();
    scene.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));
    scene.sessionDenials.room(0, false);
    scene.expire(grant);

    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isPresent();

    scene.pass(Duration.ofMinutes(25));
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void anEarlyEndTakesThePolicyAwaythoughSessionsCannotBeDenied() {
    GrantId grant = used();
    scene.sessionDenials.reachable(false);
    scene.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isEmpty();

    scene.sessionDenials.reachable(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("policy-deleted", "sessions-denied");
  }

  @Test
  void whileTheLedgerIsSilentAPolicyGoesWhenNoSessionCanUseItAndIsRecordedLate() {
    GrantId grant = used();
    scene.clock.set(scene.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END).minusMillis(1));
    scene.ledger.answers(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isPresent();

    scene.pass(Duration.ofMillis(1));
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(scene.sessionDenials.denials(ROLE).isEmpty()).isTrue();

    scene.ledger.answers(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whileTheLedgerTakesNoEntryAPolicyGoesWhenNoSessionCanUseItAndIsRecordedLate() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END));
    scene.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("write", new IOException("no answer"));
    });

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isEmpty();

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whatSomebodyElseRemovedWhileTheLedgerWasSilentIsRecordedLateToo() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.pass(Duration.ofMinutes(3));
    scene.policies.remove(HUB, grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whatAnotherRemovedAfterTheEndWasRecordedIsNotLate() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.pass(Duration.ofMinutes(3));
    scene.ledger.beforeNextAppend(() -> retire(grant, ""));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(scene.types(grant)).doesNotContain("late-record");
  }

  @Test
  void whileTheLedgerIsSilentNothingGoesBeforeItsTime() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minusMillis(1));
    scene.ledger.answers(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(scene.policies.of(grant)).isPresent();
  }

  /// A grant of which somebody fetched credentials a minute before its end.
  private GrantId used() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minusSeconds(60));
    assertThat(scene.answer(ProxyCall.of("IssueCredentials").by(ALICE).on(grant)).status())
        .isEqualTo(200);
    return grant;
  }

  @Test
  void calledTwiceItEndsOnce() {
    GrantId grant = scene.active();
    scene.expire(grant);
    retire(grant, "");
    List<String> before = scene.types(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void twoAtOnceEndItOnce() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.ledger.beforeNextAppend(() -> retire(grant, ""));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aGrantThatIsOverStaysAsItIs() {
    GrantId grant = scene.sought();
    scene.answer(ProxyCall.of("CancelGrant").on(grant));
    List<String> before = scene.types(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  private String retire(GrantId grant, String failed) {
    return scene.run("Retire", grant, Map.of("failed", failed)).path("next").stringValue();
  }
}
