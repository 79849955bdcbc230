package dev.hallpass.handlers.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.GrantId;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.workflow.Doorbell;
import dev.hallpass.workflow.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Waiting for the end, and bringing a grant to it from whatever state it is in.
class RetireTest {

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
