package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
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

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void theEndIsAwaitedAtADoorbell() {
    GrantId grant = system.active();

    system.run("AwaitEnd", grant, Map.of("doorbell", "end"));

    assertThat(system.events(grant)).last().isEqualTo(new DoorbellHung(new Doorbell("end")));
    assertThat(system.doorbells.rung()).doesNotContain(new Doorbell("end"));
  }

  @Test
  void anEndThatCameBeforeTheWaitIsRungAtOnce() {
    GrantId grant = system.active();
    system.expire(grant);
    system.run("Retire", grant);

    system.run("AwaitEnd", grant, Map.of("doorbell", "end"));

    assertThat(system.doorbells.rung()).endsWith(new Doorbell("end"));
  }

  @Test
  void atItsEndTheGrantIsOverAndItsPolicyGone() {
    GrantId grant = system.active();
    system.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void beforeItsEndNothingIsTakenAway() {
    GrantId grant = system.active();
    List<String> before = system.types(grant);
    system.clock.set(system.expiresAt(grant).minusMillis(1));

    assertThat(retire(grant, "")).isEqualTo("AwaitEnd");
    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(system.policies.of(grant)).isPresent();
  }

  @Test
  void whenNobodyAnsweredTheRequestLapses() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("lapsed");
  }

  @Test
  void aRequestDoesNotLapseBeforeItsTime() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2).minusMillis(1));

    assertThat(retire(grant, "")).isEqualTo("SeekApproval");
    assertThat(system.types(grant)).doesNotContain("lapsed");
  }

  @Test
  void aRequestThatNobodyCouldBeAskedAboutFails() {
    GrantId grant = system.requested();

    assertThat(retire(grant, "SeekApproval")).isEqualTo("Done");
    assertThat(system.events(grant)).last().isEqualTo(new Failed("SeekApproval"));
  }

  @Test
  void anApprovedGrantThatCouldNotBeActivatedFails() {
    GrantId grant = system.approved();

    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(system.events(grant)).last().isEqualTo(new Failed("Activate"));
  }

  @Test
  void aPolicyThatMayHaveBeenMadeIsRemovedWhenItsMakingFailed() {
    GrantId grant = system.approved();
    system.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Activate", grant));
    system.policies.reachable(true);

    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("policy-planned", "failed", "policy-deleted");
  }

  @Test
  void aPolicyIsMadeAfterAMomentWhereAnotherClockMaySeeThatItsTimeIsUp() {
    GrantId grant = system.approved();
    system.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Activate", grant));

    assertThat(retire(grant, "")).isEqualTo("Activate");
    system.clock.set(system.expiresAt(grant).minus(Duration.ofMinutes(5)));
    assertThat(retire(grant, "")).isEqualTo("AwaitStart");
  }

  @Test
  void aStepThatFailedAfterItsWorkWasDoneTakesNothingAway() {
    GrantId settled = system.approved();
    assertThat(retire(settled, "SeekApproval")).isEqualTo("Activate");
    assertThat(system.types(settled)).endsWith("approved");

    GrantId active = system.active();
    assertThat(retire(active, "Activate")).isEqualTo("AwaitEnd");
    assertThat(system.policies.of(active)).isPresent();
  }

  @Test
  void aFailedRemovalIsRetriedAndTheEndStandsInTheLedgerAlready() {
    GrantId grant = system.active();
    system.expire(grant);
    system.policies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.types(grant)).endsWith("ended");

    system.policies.reachable(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void atItsPlannedEndAPolicyStaysUntilNoSessionCanUseItAndTheRoleIsLeftAlone() {
    GrantId grant = used();
    int[] calls = {0};
    system.sessionDenials.atEveryCall(_ -> calls[0]++);
    system.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("AwaitSessions");
    assertThat(system.types(grant)).endsWith("ended");
    system.clock.set(system.expiresAt(grant).plus(Duration.ofMinutes(25)).minusMillis(1));
    assertThat(retire(grant, "")).isEqualTo("AwaitSessions");
    assertThat(system.policies.of(grant)).isPresent();

    system.clock.set(system.expiresAt(grant).plus(Duration.ofMinutes(25)));
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(calls[0]).isZero();
  }

  @Test
  void noPolicyStaysLongerThanIsPromised() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minusMillis(1));
    system.answer(ProxyCall.of("IssueCredentials").by(ALICE).on(grant));
    system.expire(grant);
    retire(grant, "");

    system.clock.set(system.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(LiveSessions.OVER_AFTER_END).isLessThan(Retirement.GONE_WITHIN);
  }

  @Test
  void anEarlyEndDeniesItsSessionsOnTheRoleAndRecordsThatBeforeThePolicyIsGone() {
    GrantId grant = used();
    system.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("returned", "sessions-denied", "policy-deleted");
    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(grant);
  }

  @Test
  void whereSomebodyTookThePolicyAwayItsSessionsAreDeniedOnTheRoleAtThePlannedEndToo() {
    GrantId grant = used();
    system.policies.remove(HUB, grant);
    system.expire(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "sessions-denied", "policy-deleted");
    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(grant);
  }

  @Test
  void anEarlyEndOnAFullRoleTakesThePolicyAwayAndIsTriedAgain() {
    GrantId grant = used();
    system.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));
    system.sessionDenials.room(0, true);

    // The reaper makes room: the workflow may not read what is on the role.
    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.sessionDenials.denials(ROLE).isEmpty()).isTrue();

    system.sessionDenials.room(1, true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("policy-deleted", "sessions-denied");
  }

  @Test
  void afterItsDateAPolicyThatAloneDeniesItsSessionsStaysAlsoAtAnEarlyEnd() {
    GrantId grant = used();
    system.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));
    system.sessionDenials.room(0, false);
    system.expire(grant);

    assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isPresent();

    system.pass(Duration.ofMinutes(25));
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void anEarlyEndTakesThePolicyAwaythoughSessionsCannotBeDenied() {
    GrantId grant = used();
    system.sessionDenials.reachable(false);
    system.answer(ProxyCall.of("ReturnGrant").by(ALICE).on(grant));

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isEmpty();

    system.sessionDenials.reachable(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("policy-deleted", "sessions-denied");
  }

  @Test
  void whileTheLedgerIsSilentAPolicyGoesWhenNoSessionCanUseItAndIsRecordedLate() {
    GrantId grant = used();
    system.clock.set(system.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END).minusMillis(1));
    system.ledger.answers(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isPresent();

    system.pass(Duration.ofMillis(1));
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.sessionDenials.denials(ROLE).isEmpty()).isTrue();

    system.ledger.answers(true);
    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whileTheLedgerTakesNoEntryAPolicyGoesWhenNoSessionCanUseItAndIsRecordedLate() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END));
    system.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("write", new IOException("no answer"));
    });

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isEmpty();

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whatSomebodyElseRemovedWhileTheLedgerWasSilentIsRecordedLateToo() {
    GrantId grant = system.active();
    system.expire(grant);
    system.pass(Duration.ofMinutes(3));
    system.policies.remove(HUB, grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).endsWith("ended", "late-record");
  }

  @Test
  void whatAnotherRemovedAfterTheEndWasRecordedIsNotLate() {
    GrantId grant = system.active();
    system.expire(grant);
    system.pass(Duration.ofMinutes(3));
    system.ledger.beforeNextAppend(() -> retire(grant, ""));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(system.types(grant)).doesNotContain("late-record");
  }

  @Test
  void whileTheLedgerIsSilentNothingGoesBeforeItsTime() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minusMillis(1));
    system.ledger.answers(false);

    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> retire(grant, ""));
    assertThat(system.policies.of(grant)).isPresent();
  }

  /// A grant of which somebody fetched credentials a minute before its end.
  private GrantId used() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minusSeconds(60));
    assertThat(system.answer(ProxyCall.of("IssueCredentials").by(ALICE).on(grant)).status())
        .isEqualTo(200);
    return grant;
  }

  @Test
  void calledTwiceItEndsOnce() {
    GrantId grant = system.active();
    system.expire(grant);
    retire(grant, "");
    List<String> before = system.types(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void twoAtOnceEndItOnce() {
    GrantId grant = system.active();
    system.expire(grant);
    system.ledger.beforeNextAppend(() -> retire(grant, ""));

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(system.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aGrantThatIsOverStaysAsItIs() {
    GrantId grant = system.sought();
    system.answer(ProxyCall.of("CancelGrant").on(grant));
    List<String> before = system.types(grant);

    assertThat(retire(grant, "")).isEqualTo("Done");
    assertThat(retire(grant, "Activate")).isEqualTo("Done");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  private String retire(GrantId grant, String failed) {
    return system.run("Retire", grant, Map.of("failed", failed)).path("next").stringValue();
  }
}
