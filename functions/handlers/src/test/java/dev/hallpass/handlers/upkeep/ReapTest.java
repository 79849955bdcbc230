package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
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

  private static final GrantId UNKNOWN = new GrantId("grant-" + "0".repeat(32));

  private static final RoleArn ROLE =
      new RoleArn("arn:aws:iam::111122223333:role/hallpass/read-bucket-prefix");

  private final Scene scene = new Scene();

  @Test
  void aPolicyWhoseTimeIsOverIsRemovedWithoutItsWorkflow() {
    GrantId grant = scene.active();
    scene.expire(grant);

    assertCounted(scene.reap(), 1, 1, 0, 0);
    assertThat(scene.types(grant)).endsWith("activated", "ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void beforeItsEndNothingIsTakenAway() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minusMillis(1));

    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertThat(scene.types(grant)).doesNotContain("ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isPresent();
  }

  @Test
  void tenMinutesBeforeTheEndItIsNotedOnce() {
    GrantId grant = scene.active();
    List<String> before = scene.types(grant);
    scene.clock.set(scene.expiresAt(grant).minus(Duration.ofMinutes(10)).minusMillis(1));
    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertThat(scene.types(grant)).isEqualTo(before);

    scene.pass(Duration.ofMillis(1));
    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertCounted(scene.reap(), 1, 0, 0, 0);

    assertThat(scene.types(grant)).endsWith("activated", "end-neared");
  }

  @Test
  void aPolicyInAnotherAccountIsRemovedThere() {
    GrantId grant = scene.activeElsewhere();
    scene.expire(grant);

    assertCounted(scene.reap(), 1, 1, 0, 0);
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void theEndStandsInTheLedgerBeforeThePolicyGoes() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.policies.stuck(grant, true);

    scene.reap();

    assertThat(scene.types(grant)).endsWith("ended");
    assertThat(scene.policies.of(grant)).isPresent();
  }

  @Test
  void anEndThatItsWorkflowBeganIsFinished() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.policies.stuck(grant, true);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Retire", grant));
    scene.policies.stuck(grant, false);

    assertCounted(scene.reap(), 1, 1, 0, 0);
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aPolicyThatArrivesWhenItsGrantIsOverIsRemovedAndThatIsRecorded() {
    GrantId grant = scene.active();
    Policy policy = scene.policies.of(grant).orElseThrow();
    scene.expire(grant);
    scene.run("Retire", grant);
    List<String> before = scene.types(grant);
    scene.policies.put(HUB, grant, policy);

    assertCounted(scene.reap(), 1, 1, 0, 0);
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(scene.types(grant))
        .startsWith(before.toArray(String[]::new))
        .hasSize(before.size() + 1);
    assertThat(scene.events(grant))
        .last()
        .isEqualTo(new GrantEvent.PolicyDeleted(Optional.of(Ender.REAPER)));
  }

  @Test
  void aPassAfterAPassChangesNothing() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.reap();
    List<String> before = scene.types(grant);

    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void besideTheWorkflowItEndsOnce() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.ledger.beforeNextAppend(() -> scene.run("Retire", grant));

    // The workflow was faster, so there was nothing left to remove.
    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
  }

  @Test
  void aWorkflowThatComesLateFindsNothingToDo() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.reap();
    List<String> before = scene.types(grant);

    assertThat(scene.run("Retire", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void aGrantAboutWhichTheLedgerContradictsItselfIsEndedBeforeItsTime() {
    GrantId broken = broken();
    GrantId other = scene.active();
    List<String> before = scene.types(broken);
    scene.ledger.indexKnows(false);

    assertCounted(scene.reap(), 1, 1, 0, 1);

    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(scene.policies.grants(HUB)).containsExactly(other);
    assertThat(scene.types(broken)).isEqualTo(before);
    scene.reap();
    scene.pass(Duration.ofMinutes(70));
    scene.reap();
    assertThat(scene.sessionDenials.denied(ROLE)).isEmpty();
  }

  @Test
  void withoutAWorkflowItIsEndedWithinHalfAnHourAsWhoRevokesItIsTold() {
    GrantId broken = broken();
    scene.doorbells.reachable(false);

    ProxyAnswer answer = scene.answer(ProxyCall.of("RevokeGrant").on(broken).by(BOB));
    assertThat(answer.problem()).isEqualTo("corrupt-ledger");
    assertThat(answer.body()).contains("It ends open access within half an hour");
    for (int minute = 0; minute < 30; minute++) {
      scene.reap();
      scene.pass(Duration.ofMinutes(1));
    }

    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(scene.policies.grants(HUB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RevokeGrant", "ReturnGrant"})
  void itsWorkflowIsWokenToEndItForEveryoneWhoEndsIt(String route) {
    GrantId grant = scene.active();
    Doorbell doorbell = new Doorbell("waits for the end");
    scene.ledger.append(
        scene.ledger.read(grant), new GrantEvent.DoorbellHung(doorbell), scene.clock.instant());
    breakChain(grant);

    ProxyAnswer answer = scene.answer(ProxyCall.of(route).on(grant).by(CAROL));

    assertThat(answer.problem()).isEqualTo("corrupt-ledger");
    assertThat(answer.body()).contains("Its workflow was woken to end open access now");
    assertThat(scene.doorbells.rung()).endsWith(doorbell);
  }

  @Test
  void itIsSoWhenItsWorkflowStops() {
    GrantId broken = broken();

    scene.tellOfWorkflow(broken.value(), "ABORTED");

    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(scene.policies.grants(HUB)).isEmpty();
  }

  @Test
  void andWhenItsWorkflowIsWoken() {
    GrantId broken = broken();

    assertThatExceptionOfType(CorruptLedger.class).isThrownBy(() -> scene.run("Retire", broken));

    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(broken);
    assertThat(scene.policies.grants(HUB)).isEmpty();
  }

  @Test
  void whereItsSessionsCannotBeDeniedItsPolicyStaysAndThatIsTriedAgain() {
    GrantId broken = broken();
    scene.ledger.indexKnows(false);
    scene.sessionDenials.reachable(false);
    assertCounted(scene.reap(), 0, 0, 0, 1);
    assertThat(scene.policies.grants(HUB)).containsExactly(broken);

    scene.sessionDenials.reachable(true);
    assertCounted(scene.reap(), 1, 1, 0, 1);
    assertThat(scene.sessionDenials.denied(ROLE)).containsExactly(broken);
  }

  @Test
  void ofABrokenGrantWhoseSessionsAreOverOnlyThePolicyIsLeftToGo() {
    GrantId broken = scene.active();
    scene.clock.set(scene.expiresAt(broken).plus(LiveSessions.OVER_AFTER_END));
    breakChain(broken);

    assertCounted(scene.reap(), 1, 1, 0, 1);

    assertThat(scene.sessionDenials.denials(ROLE).isEmpty()).isTrue();
    assertThat(scene.policies.grants(HUB)).isEmpty();
  }

  private GrantId broken() {
    GrantId grant = scene.active();
    breakChain(grant);
    return grant;
  }

  private void breakChain(GrantId grant) {
    scene.ledger.append(scene.ledger.read(grant), new GrantEvent.Lapsed(0), scene.clock.instant());
  }

  @Test
  void oneFailureDoesNotStopThePass() {
    GrantId first = scene.active();
    GrantId second = scene.active();
    GrantId third = scene.active();
    scene.expire(third);
    scene.policies.stuck(second, true);

    assertCounted(scene.reap(), 1, 2, 0, 0);
    assertThat(scene.policies.of(first)).isEmpty();
    assertThat(scene.policies.of(second)).isPresent();
    assertThat(scene.policies.of(third)).isEmpty();

    scene.policies.stuck(second, false);
    assertCounted(scene.reap(), 1, 1, 0, 0);
  }

  @Test
  void aPassThatDidNotSeeEveryAccountIsNone() {
    GrantId grant = scene.activeElsewhere();
    scene.expire(grant);
    scene.policies.close(HUB);

    assertCounted(scene.reap(), 0, 1, 0, 0);
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void aPassThatCouldNotReadAGrantIsNoneAndEndsItAllTheSame() {
    GrantId first = scene.active();
    GrantId second = scene.active();
    scene.clock.set(scene.expiresAt(second).plus(LiveSessions.OVER_AFTER_END));
    scene.ledger.beforeNextRead(() -> {
      throw new OutcomeUnknown("read the ledger", new IllegalStateException("no answer"));
    });

    assertCounted(scene.reap(), 0, 2, 0, 0);
    assertThat(scene.policies.grants(HUB)).isEmpty();

    assertCounted(scene.reap(), 1, 0, 0, 0);
    assertThat(List.of(scene.types(first).getLast(), scene.types(second).getLast()))
        .containsExactlyInAnyOrder("late-record", "policy-deleted");
  }

  @Test
  void aPolicyThatStaysForTwoMinutesOutlivesItsGrant() {
    GrantId grant = scene.active();
    scene.expire(grant);
    scene.policies.stuck(grant, true);

    scene.pass(Duration.ofMinutes(2).minusMillis(1));
    assertCounted(scene.reap(), 1, 0, 0, 0);
    scene.pass(Duration.ofMillis(1));
    assertCounted(scene.reap(), 1, 0, 1, 0);

    scene.policies.stuck(grant, false);
    assertCounted(scene.reap(), 1, 1, 0, 0);
  }

  @Test
  void anEndBeforeItsTimeCountsFromThen() {
    GrantId grant = planned();
    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> {
          scene.policies.stuck(grant, true);
          scene.run("Retire", grant, Map.of("failed", "Activate"));
        });

    scene.pass(Duration.ofMinutes(2));

    assertCounted(scene.reap(), 1, 0, 1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABORTED", "FAILED", "TIMED_OUT"})
  void anOpenGrantWhoseWorkflowStopsStaysUntilItsTimeIsOver(String status) {
    GrantId grant = scene.active();
    List<String> before = scene.types(grant);

    scene.tellOfWorkflow(grant.value(), status);
    assertThat(scene.types(grant)).isEqualTo(before);
    assertThat(scene.policies.of(grant)).isPresent();

    scene.expire(grant);
    scene.tellOfWorkflow(grant.value(), status);
    assertThat(scene.types(grant)).endsWith("ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void aRequestThatNobodyWillFollowUpFails() {
    GrantId open = scene.sought();
    GrantId approved = scene.approved();

    scene.tellOfWorkflow(open.value(), "ABORTED");
    scene.tellOfWorkflow(approved.value(), "ABORTED");

    assertThat(scene.events(open)).last().isEqualTo(new Failed("SeekApproval"));
    assertThat(scene.events(approved)).last().isEqualTo(new Failed("Activate"));
  }

  @Test
  void aRequestWhoseTimeIsUpLapses() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofHours(2));

    scene.tellOfWorkflow(grant.value(), "FAILED");

    assertThat(scene.types(grant)).endsWith("lapsed");
  }

  @Test
  void aPolicyThatWasBeingMadeWhenItsWorkflowStoppedIsRemoved() {
    GrantId grant = planned();

    scene.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(scene.types(grant)).endsWith("policy-planned", "failed", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void whatCouldNotBeEndedWhenTheWorkflowStoppedIsToldToLambdaWhichCallsAgain() {
    GrantId grant = planned();
    scene.policies.stuck(grant, true);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> scene.tellOfWorkflow(grant.value(), "ABORTED"))
        .withNoCause();
  }

  @Test
  void toldTwiceItChangesNothingMore() {
    GrantId grant = scene.sought();
    scene.tellOfWorkflow(grant.value(), "ABORTED");
    List<String> before = scene.types(grant);

    scene.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNING", "SUCCEEDED", "PENDING_REDRIVE"})
  void aWorkflowThatDidNotStopBeforeItsEndIsNoReason(String status) {
    GrantId grant = scene.sought();
    List<String> before = scene.types(grant);

    scene.tellOfWorkflow(grant.value(), status);

    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void aWorkflowOfNoGrantChangesNothing() {
    scene.tellOfWorkflow(UNKNOWN.value(), "ABORTED");
    scene.tellOfWorkflow("somebody-elses", "ABORTED");

    assertThat(scene.isUntouched()).isTrue();
  }

  @Test
  void anotherEventIsRefused() {
    Reap reap = new Reap(scene.wiring());
    byte[] event = "{\"detail-type\": \"Something Else\"}".getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            reap.handleRequest(
                new ByteArrayInputStream(event),
                new ByteArrayOutputStream(),
                scene.log.of("Reap")));
  }

  @Test
  void aGrantThatWasTakenBackIsLeftAlone() {
    GrantId grant = scene.sought();
    scene.answer(ProxyCall.of("CancelGrant").on(grant));
    List<String> before = scene.types(grant);

    scene.tellOfWorkflow(grant.value(), "ABORTED");

    assertThat(scene.types(grant)).isEqualTo(before);
  }

  /// A grant whose policy is there, and nobody knows it.
  private GrantId planned() {
    GrantId grant = scene.approved();
    scene.policies.losesAnswer(true);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Activate", grant));
    scene.policies.losesAnswer(false);
    assertThat(scene.policies.of(grant)).isPresent();
    return grant;
  }

  private static void assertCounted(
      JsonNode counted, int passes, int reaped, int outlived, int unexplained) {
    assertThat(List.of("Passes", "Reaped", "Outlived", "Unexplained"))
        .extracting(name -> counted.path(name).intValue())
        .containsExactly(passes, reaped, outlived, unexplained);
  }
}
