package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Clean-up without any workflow, beside one, and after one that stopped.
class ReapTest {

  private static final RoleArn ROLE =
      new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix");

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void anAccountThatIsNearlyFullOfPoliciesIsToldOnceAnHour() {
    system.policies.quota(74);

    assertThat(system.reap().path("PoliciesNearlyFull").intValue()).isEqualTo(2);
    system.pass(Duration.ofMinutes(59));
    assertThat(system.reap().path("PoliciesNearlyFull").intValue()).isZero();
    system.pass(Duration.ofMinutes(1));
    assertThat(system.reap().path("PoliciesNearlyFull").intValue()).isEqualTo(2);

    system.policies.quota(1500);
    system.pass(Duration.ofHours(1));
    assertThat(system.reap().path("PoliciesNearlyFull").intValue()).isZero();
  }

  @Test
  void aPolicyWhoseTimeIsOverIsRemovedWithoutItsWorkflow() {
    GrantId grant = system.active();
    system.expire(grant);

    assertCounted(system.reap(), 0, 1, 0, 0);
    assertThat(system.types(grant)).endsWith("activated", "ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void beforeItsEndNothingIsTakenAway() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minusMillis(1));

    assertCounted(system.reap(), 0, 0, 0, 0);
    assertThat(system.types(grant)).doesNotContain("ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isPresent();
  }

  @Test
  void tenMinutesBeforeTheEndItIsNotedOnce() {
    GrantId grant = system.active();
    List<String> before = system.types(grant);
    system.clock.set(system.expiresAt(grant).minus(Duration.ofMinutes(10)).minusMillis(1));
    assertCounted(system.reap(), 0, 0, 0, 0);
    assertThat(system.types(grant)).isEqualTo(before);

    system.pass(Duration.ofMillis(1));
    assertCounted(system.reap(), 0, 0, 0, 0);
    assertCounted(system.reap(), 0, 0, 0, 0);

    assertThat(system.types(grant)).endsWith("activated", "end-neared");
  }

  @Test
  void aPolicyInAnotherAccountIsRemovedThere() {
    GrantId grant = system.activeElsewhere();
    system.expire(grant);

    assertCounted(system.reap(), 0, 1, 0, 0);
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void theEndStandsInTheLedgerBeforeThePolicyGoes() {
    GrantId grant = system.active();
    system.expire(grant);
    system.policies.stuck(grant, true);

    system.reap();

    assertThat(system.types(grant)).endsWith("ended");
    assertThat(system.policies.of(grant)).isPresent();
  }

  @Test
  void anEndThatItsWorkflowBeganIsFinished() {
    GrantId grant = system.active();
    system.expire(grant);
    system.policies.stuck(grant, true);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Retire", grant));
    system.policies.stuck(grant, false);

    assertCounted(system.reap(), 0, 1, 0, 0);
    assertThat(system.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aPolicyThatArrivesWhenItsGrantIsOverIsRemovedAndThatIsRecorded() {
    GrantId grant = system.active();
    Policy policy = system.policies.of(grant).orElseThrow();
    system.expire(grant);
    system.run("Retire", grant);
    List<String> before = system.types(grant);
    system.policies.put(HUB, grant, policy);

    assertCounted(system.reap(), 0, 1, 0, 0);
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.types(grant))
        .startsWith(before.toArray(String[]::new))
        .hasSize(before.size() + 1);
    assertThat(system.events(grant))
        .last()
        .isEqualTo(new GrantEvent.PolicyDeleted(Optional.of(Ender.REAPER)));
  }

  @Test
  void aPassAfterAPassChangesNothing() {
    GrantId grant = system.active();
    system.expire(grant);
    system.reap();
    List<String> before = system.types(grant);

    assertCounted(system.reap(), 0, 0, 0, 0);
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void besideTheWorkflowItEndsOnce() {
    GrantId grant = system.active();
    system.expire(grant);
    system.ledger.beforeNextAppend(() -> system.run("Retire", grant));

    // The workflow was faster, so there was nothing left to remove.
    assertCounted(system.reap(), 0, 0, 0, 0);
    assertThat(system.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aWorkflowThatComesLateFindsNothingToDo() {
    GrantId grant = system.active();
    system.expire(grant);
    system.reap();
    List<String> before = system.types(grant);

    assertThat(system.run("Retire", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aGrantAboutWhichTheLedgerContradictsItselfIsEndedBeforeItsTime() {
    GrantId broken = broken();
    GrantId other = system.active();
    List<String> before = system.types(broken);
    system.ledger.indexKnows(false);

    assertCounted(system.reap(), 0, 1, 0, 1);

    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(system.policies.grants(HUB)).containsExactly(other);
    assertThat(system.types(broken)).isEqualTo(before);
    // The ledger knows of nothing in the account, so its next look is a quarter of an hour later.
    system.pass(Duration.ofMinutes(15));
    system.reap();
    system.pass(Duration.ofMinutes(70));
    system.reap();
    assertThat(system.sessionDenials.denied(ROLE)).isEmpty();
  }

  @Test
  void withoutAWorkflowItIsEndedWithinHalfAnHourAsWhoRevokesItIsTold() {
    GrantId broken = broken();
    system.doorbells.reachable(false);

    ProxyAnswer answer = system.answer(ProxyCall.of("RevokeGrant").on(broken).by(BOB));
    assertThat(answer.problem()).isEqualTo("corrupt-ledger");
    assertThat(answer.body()).contains("It ends open access within half an hour");
    for (int minute = 0; minute < 30; minute++) {
      system.reap();
      system.pass(Duration.ofMinutes(1));
    }

    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RevokeGrant", "ReturnGrant"})
  void itsWorkflowIsWokenToEndItForEveryoneWhoEndsIt(String route) {
    GrantId grant = system.active();
    Doorbell doorbell = new Doorbell("waits for the end");
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.DoorbellHung(doorbell), system.clock.instant());
    breakChain(grant);

    ProxyAnswer answer = system.answer(ProxyCall.of(route).on(grant).by(CAROL));

    assertThat(answer.problem()).isEqualTo("corrupt-ledger");
    assertThat(answer.body()).contains("Its workflow was woken to end open access now");
    assertThat(system.doorbells.rung()).endsWith(doorbell);
  }

  @Test
  void itIsSoWhenItsWorkflowStops() {
    GrantId broken = broken();

    system.tellOfWorkflow(broken.value(), "ABORTED");

    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  @Test
  void andWhenItsWorkflowIsWoken() {
    GrantId broken = broken();

    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> system.run("Retire", broken));

    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  @Test
  void whereItsSessionsCannotBeDeniedItsPolicyStaysAndThatIsTriedAgain() {
    GrantId broken = broken();
    system.ledger.indexKnows(false);
    system.sessionDenials.reachable(false);
    assertCounted(system.reap(), 1, 0, 0, 1);
    assertThat(system.policies.grants(HUB)).containsExactly(broken);

    system.sessionDenials.reachable(true);
    assertCounted(system.reap(), 0, 1, 0, 1);
    assertThat(system.sessionDenials.denied(ROLE)).containsExactly(broken);
  }

  @Test
  void ofABrokenGrantWhoseSessionsAreOverOnlyThePolicyIsLeftToGo() {
    GrantId broken = system.active();
    system.clock.set(system.expiresAt(broken).plus(LiveSessions.OVER_AFTER_END));
    breakChain(broken);

    assertCounted(system.reap(), 0, 1, 0, 1);

    assertThat(system.sessionDenials.denials(ROLE).isEmpty()).isTrue();
    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  private GrantId broken() {
    GrantId grant = system.active();
    breakChain(grant);
    return grant;
  }

  private void breakChain(GrantId grant) {
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.Lapsed(0), system.clock.instant());
  }

  @Test
  void oneFailureDoesNotStopThePass() {
    GrantId first = system.active();
    GrantId second = system.active();
    GrantId third = system.active();
    system.expire(third);
    system.policies.stuck(second, true);

    assertCounted(system.reap(), 0, 2, 0, 0);
    assertThat(system.policies.of(first)).isEmpty();
    assertThat(system.policies.of(second)).isPresent();
    assertThat(system.policies.of(third)).isEmpty();

    system.policies.stuck(second, false);
    assertCounted(system.reap(), 0, 1, 0, 0);
  }

  @Test
  void aPassThatDidNotSeeEveryAccountIsNone() {
    GrantId grant = system.activeElsewhere();
    system.expire(grant);
    system.policies.close(HUB);

    assertCounted(system.reap(), 1, 1, 0, 0);
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aPassThatCouldNotReadAGrantIsNoneAndEndsItAllTheSame() {
    GrantId first = system.active();
    GrantId second = system.active();
    system.clock.set(system.expiresAt(second).plus(LiveSessions.OVER_AFTER_END));
    system.ledger.beforeNextRead(() -> {
      throw new OutcomeUnknown("read the ledger", new IllegalStateException("no answer"));
    });

    assertCounted(system.reap(), 1, 2, 0, 0);
    assertThat(system.policies.grants(HUB)).isEmpty();

    assertCounted(system.reap(), 0, 0, 0, 0);
    assertThat(List.of(system.types(first).getLast(), system.types(second).getLast()))
        .containsExactlyInAnyOrder("late-record", "policy-deleted");
  }

  @Test
  void aPolicyThatStaysForTwoMinutesOutlivesItsGrant() {
    GrantId grant = system.active();
    system.expire(grant);
    system.policies.stuck(grant, true);

    system.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(system.reap(), 0, 0, 0, 0);
    system.pass(Duration.ofMillis(1));
    assertCounted(system.reap(), 0, 0, 1, 0);

    system.policies.stuck(grant, false);
    assertCounted(system.reap(), 0, 1, 0, 0);
  }

  @Test
  void anEndBeforeItsTimeCountsFromThen() {
    GrantId grant = planned();
    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> {
          system.policies.stuck(grant, true);
          system.run("Retire", grant, Map.of("failed", "Activate"));
        });

    system.pass(Duration.ofMinutes(2));

    assertCounted(system.reap(), 0, 0, 1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABORTED", "FAILED", "TIMED_OUT"})
  void anOpenGrantWhoseWorkflowStopsStaysUntilItsTimeIsOver(String status) {
    GrantId grant = system.active();
    List<String> before = system.types(grant);

    system.tellOfWorkflow(grant.value(), status);
    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(system.policies.of(grant)).isPresent();

    system.expire(grant);
    system.tellOfWorkflow(grant.value(), status);
    assertThat(system.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aRequestThatNobodyWillFollowUpFails() {
    GrantId open = system.sought();
    GrantId approved = system.approved();

    system.tellOfWorkflow(open.value(), "ABORTED");
    system.tellOfWorkflow(approved.value(), "ABORTED");

    assertThat(system.events(open)).last().isEqualTo(new Failed("SeekApproval"));
    assertThat(system.events(approved)).last().isEqualTo(new Failed("Activate"));
  }

  @Test
  void aRequestWhoseTimeIsUpLapses() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2));

    system.tellOfWorkflow(grant.value(), "FAILED");

    assertThat(system.types(grant)).endsWith("lapsed");
  }

  @Test
  void aPolicyThatWasBeingMadeWhenItsWorkflowStoppedIsRemoved() {
    GrantId grant = planned();

    system.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(system.types(grant)).endsWith("policy-planned", "failed", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void whatCouldNotBeEndedWhenTheWorkflowStoppedIsToldToLambdaWhichCallsAgain() {
    GrantId grant = planned();
    system.policies.stuck(grant, true);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> system.tellOfWorkflow(grant.value(), "ABORTED"))
        .withNoCause();
  }

  @Test
  void toldTwiceItChangesNothingMore() {
    GrantId grant = system.sought();
    system.tellOfWorkflow(grant.value(), "ABORTED");
    List<String> before = system.types(grant);

    system.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(system.types(grant)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNING", "SUCCEEDED", "PENDING_REDRIVE"})
  void aWorkflowThatDidNotStopBeforeItsEndIsNoReason(String status) {
    GrantId grant = system.sought();
    List<String> before = system.types(grant);

    system.tellOfWorkflow(grant.value(), status);

    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aWorkflowOfNoGrantChangesNothing() {
    system.tellOfWorkflow(UNKNOWN.value(), "ABORTED");
    system.tellOfWorkflow("somebody-elses", "ABORTED");

    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void anotherEventIsRefused() {
    Reap reap = new Reap(system.wiring());
    byte[] event = "{\"detail-type\": \"Something Else\"}".getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            reap.handleRequest(
                new ByteArrayInputStream(event),
                new ByteArrayOutputStream(),
                system.log.of("Reap")));
  }

  @Test
  void aGrantThatWasTakenBackIsLeftAlone() {
    GrantId grant = system.sought();
    system.answer(ProxyCall.of("CancelGrant").on(grant));
    List<String> before = system.types(grant);

    system.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aClosedTicketEndsWhatItOpened() {
    GrantId grant = openedByTicket();
    system.reap();
    assertThat(system.types(grant)).endsWith("activated");

    reapOnceTheTicketIsClosed();

    assertThat(system.types(grant)).contains("refused").endsWith("policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aDeploymentDoesNotTakeOpenAccessOffItsTicket() {
    GrantId grant = openedByTicket();
    system.deploy(Catalogs.approvedBy(new ApprovalPlan.ByRule("another")));
    system.reap();
    assertThat(system.types(grant)).endsWith("activated");

    reapOnceTheTicketIsClosed();

    assertThat(system.types(grant)).contains("refused").endsWith("policy-deleted");
  }

  @Test
  void aTrackerThatDoesNotAnswerEndsNothingAndIsSaid() {
    GrantId grant = openedByTicket();
    system.tickets.reachable(false);

    JsonNode counted = system.reap();

    assertThat(counted.path("Unseen").intValue()).isOne();
    assertThat(system.types(grant)).endsWith("activated");
  }

  @Test
  void accessWithoutATicketAsksNoTracker() {
    system.active();
    List<String> before = system.tickets.asked();

    system.reap();

    assertThat(system.tickets.asked()).isEqualTo(before);
  }

  /// A grant that a rule opened because its ticket is open.
  private void reapOnceTheTicketIsClosed() {
    system.tickets.close("INC-4711");
    system.pass(Duration.ofMinutes(1));
    system.reap();
  }

  private GrantId openedByTicket() {
    system.tickets.open("INC-4711");
    GrantId grant =
        system
            .answer(
                ProxyCall.of("RequestGrant")
                    .withoutHeader("Idempotency-Key")
                    .json(body -> {
                      body.put("entitlement", "read-log-group").put("duration", "PT30M");
                      body.put("ticket", "INC-4711");
                      body.putObject("parameters").put("logGroup", "checkout/api");
                    }))
            .grant();
    system.run("SeekApproval", grant);
    system.run("Activate", grant);
    return grant;
  }

  /// A grant whose policy is there, and nobody knows it.
  private GrantId planned() {
    GrantId grant = system.approved();
    system.policies.losesAnswer(true);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Activate", grant));
    system.policies.losesAnswer(false);
    assertThat(system.policies.of(grant)).isPresent();
    return grant;
  }

  private static void assertCounted(
      JsonNode counted, int incomplete, int reaped, int outlived, int unexplained) {
    assertThat(List.of("Incomplete", "Reaped", "Outlived", "Unexplained"))
        .extracting(name -> counted.path(name).intValue())
        .containsExactly(incomplete, reaped, outlived, unexplained);
  }
}
