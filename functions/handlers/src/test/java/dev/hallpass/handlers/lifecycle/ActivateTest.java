package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.handlers.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.SessionPolicies.NotTheSame;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Making the policy that was approved, and only that one, and only if it was.
class ActivateTest {

  private final Scene scene = new Scene();

  @Test
  void thePolicyIsMadeAndRemovedInTheAccountOfTheEntitlement() {
    GrantId grant = scene.activeElsewhere();

    assertThat(scene.events(grant))
        .last()
        .isEqualTo(new Activated(PolicyArn.of("aws", Scene.TARGET, grant)));

    scene.expire(grant);
    scene.run("Retire", grant);
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void anApprovedGrantIsOpenedForAsLongAsWasAsked() {
    GrantId grant = scene.approved();

    JsonNode next = scene.run("Activate", grant);

    assertThat(next.path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(next.path("within").intValue()).isBetween(3599, 3600);
    assertThat(scene.types(grant)).endsWith("approved", "policy-planned", "activated");
    assertThat(scene.policies.of(grant)).contains(plan(grant).policy());
  }

  @Test
  void thePolicyEndsOnAWholeSecondNotAfterWhatWasAsked() {
    GrantId grant = scene.approved();
    Instant latest = scene.clock.instant().plus(Duration.ofHours(1));

    scene.run("Activate", grant);

    Instant expiresAt = scene.expiresAt(grant);
    assertThat(expiresAt).isEqualTo(expiresAt.truncatedTo(ChronoUnit.SECONDS));
    assertThat(expiresAt).isBetween(latest.minusSeconds(1), latest);
    assertThat(PolicyJson.write(plan(grant).policy())).contains(expiresAt.toString());
  }

  @Test
  void thePlanStandsInTheLedgerBeforeThePolicyIsMade() {
    GrantId grant = scene.approved();
    List<String> whenMade = new ArrayList<>();
    scene.policies.beforeMake(_ -> whenMade.addAll(scene.types(grant)));

    scene.run("Activate", grant);

    assertThat(whenMade).endsWith("policy-planned");
  }

  @Test
  void anyoneWhoRingsForNothingIsSentBackToWaitForTheRest() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofMinutes(30));

    JsonNode next = scene.run("Activate", grant);

    assertThat(next.path("next").stringValue()).isEqualTo("SeekApproval");
    assertThat(next.path("within").intValue()).isEqualTo(5400);
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(scene.types(grant)).doesNotContain("policy-planned");
  }

  @Test
  void oneYesOfTwoMakesNoPolicy() {
    GrantId grant = scene.requestedOfTwo();
    scene.run("SeekApproval", grant);
    scene.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("SeekApproval");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void aGrantThatNobodyAskedForMakesNoPolicy() {
    GrantId unknown = new GrantId("grant-" + "f".repeat(32));

    assertThat(scene.run("Activate", unknown).path("next").stringValue()).isEqualTo("Done");
    assertThat(scene.policies.of(unknown)).isEmpty();
  }

  @Test
  void aDeniedGrantIsDone() {
    GrantId grant = scene.sought();
    scene.answer(ProxyCall.of("DenyGrant").on(grant));

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void aCancellationAtTheLastInstantWins() {
    GrantId grant = scene.approved();
    scene.ledger.beforeNextAppend(() -> scene.answer(ProxyCall.of("CancelGrant").on(grant)));

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(scene.policies.of(grant)).isEmpty();
    assertThat(scene.types(grant)).endsWith("cancelled");
  }

  @Test
  void aRetryAfterACrashReadsTheEndFromTheLedger() {
    GrantId grant = scene.approved();
    scene.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Activate", grant));
    PolicyPlanned planned = plan(grant);
    scene.pass(Duration.ofMinutes(10));
    scene.policies.reachable(true);

    JsonNode next = scene.run("Activate", grant);

    assertThat(next.path("within").intValue()).isBetween(2999, 3000);
    assertThat(scene.policies.of(grant)).contains(planned.policy());
    assertThat(scene.types(grant)).containsOnlyOnce("policy-planned", "activated");
  }

  @Test
  void whatOthersSaidOfAFailureStaysOutOfTheHistory() {
    GrantId grant = scene.approved();
    scene.policies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> scene.run("Activate", grant))
        .withNoCause()
        .withMessageContaining("reach IAM");
  }

  @Test
  void afterItsEndNothingIsMadeAnyMore() {
    GrantId grant = scene.approved();
    scene.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> scene.run("Activate", grant));
    scene.expire(grant);
    scene.policies.reachable(true);

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("Retire");
    assertThat(scene.policies.of(grant)).isEmpty();
  }

  @Test
  void anotherPolicyUnderTheGrantsNameIsNotTakenForIts() {
    GrantId grant = scene.approved();
    Policy forged = request(grant).policy().until(scene.clock.instant().plus(Duration.ofDays(365)));
    scene.policies.put(Scene.HUB, grant, forged);

    assertThatExceptionOfType(NotTheSame.class).isThrownBy(() -> scene.run("Activate", grant));
    assertThat(scene.types(grant)).doesNotContain("activated");
  }

  @Test
  void calledTwiceItOpensOnce() {
    GrantId grant = scene.active();
    List<String> before = scene.types(grant);

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void twoAtOnceOpenItOnce() {
    GrantId grant = scene.approved();
    scene.ledger.beforeNextAppend(() -> scene.run("Activate", grant));

    assertThat(scene.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(scene.types(grant)).containsOnlyOnce("policy-planned", "activated");
  }

  private PolicyPlanned plan(GrantId grant) {
    return scene.events(grant).stream()
        .filter(PolicyPlanned.class::isInstance)
        .map(PolicyPlanned.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private GrantEvent.Requested request(GrantId grant) {
    return (GrantEvent.Requested) scene.events(grant).getFirst();
  }
}
