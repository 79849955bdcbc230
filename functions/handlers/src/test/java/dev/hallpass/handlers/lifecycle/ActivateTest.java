package dev.hallpass.handlers.lifecycle;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.access.SessionPolicies.NotTheSame;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
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

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void thePolicyIsMadeAndRemovedInTheAccountOfTheEntitlement() {
    GrantId grant = system.activeElsewhere();

    assertThat(system.events(grant))
        .last()
        .isEqualTo(new Activated(PolicyArn.of("aws", TARGET, grant)));

    system.expire(grant);
    system.run("Retire", grant);
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void anApprovedGrantIsOpenedForAsLongAsWasAsked() {
    GrantId grant = system.approved();

    JsonNode next = system.run("Activate", grant);

    assertThat(next.path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(next.path("within").intValue()).isBetween(3599, 3600);
    assertThat(system.types(grant)).endsWith("approved", "policy-planned", "activated");
    assertThat(system.policies.of(grant)).contains(plan(grant).policy());
  }

  @Test
  void thePolicyEndsOnAWholeSecondNotAfterWhatWasAsked() {
    GrantId grant = system.approved();
    Instant latest = system.clock.instant().plus(Duration.ofHours(1));

    system.run("Activate", grant);

    Instant expiresAt = system.expiresAt(grant);
    assertThat(expiresAt).isEqualTo(expiresAt.truncatedTo(ChronoUnit.SECONDS));
    assertThat(expiresAt).isBetween(latest.minusSeconds(1), latest);
    assertThat(PolicyJson.write(plan(grant).policy())).contains(expiresAt.toString());
  }

  @Test
  void thePlanStandsInTheLedgerBeforeThePolicyIsMade() {
    GrantId grant = system.approved();
    List<String> whenMade = new ArrayList<>();
    system.policies.beforeMake(_ -> whenMade.addAll(system.types(grant)));

    system.run("Activate", grant);

    assertThat(whenMade).endsWith("policy-planned");
  }

  @Test
  void anyoneWhoRingsForNothingIsSentBackToWaitForTheRest() {
    GrantId grant = system.sought();
    system.pass(Duration.ofMinutes(30));

    JsonNode next = system.run("Activate", grant);

    assertThat(next.path("next").stringValue()).isEqualTo("SeekApproval");
    assertThat(next.path("within").intValue()).isEqualTo(5400);
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.types(grant)).doesNotContain("policy-planned");
  }

  @Test
  void oneYesOfTwoMakesNoPolicy() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);
    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("SeekApproval");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aGrantThatNobodyAskedForMakesNoPolicy() {
    GrantId unknown = UNKNOWN;

    assertThat(system.run("Activate", unknown).path("next").stringValue()).isEqualTo("Done");
    assertThat(system.policies.of(unknown)).isEmpty();
  }

  @Test
  void aDeniedGrantIsDone() {
    GrantId grant = system.sought();
    system.answer(ProxyCall.of("DenyGrant").on(grant));

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void aCancellationAtTheLastInstantWins() {
    GrantId grant = system.approved();
    system.ledger.beforeNextAppend(() -> system.answer(ProxyCall.of("CancelGrant").on(grant)));

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("Done");
    assertThat(system.policies.of(grant)).isEmpty();
    assertThat(system.types(grant)).endsWith("cancelled");
  }

  @Test
  void aRetryAfterACrashReadsTheEndFromTheLedger() {
    GrantId grant = system.approved();
    system.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Activate", grant));
    PolicyPlanned planned = plan(grant);
    system.pass(Duration.ofMinutes(10));
    system.policies.reachable(true);

    JsonNode next = system.run("Activate", grant);

    assertThat(next.path("within").intValue()).isBetween(2999, 3000);
    assertThat(system.policies.of(grant)).contains(planned.policy());
    assertThat(system.types(grant)).containsOnlyOnce("policy-planned", "activated");
  }

  @Test
  void whatOthersSaidOfAFailureStaysOutOfTheHistory() {
    GrantId grant = system.approved();
    system.policies.reachable(false);

    assertThatExceptionOfType(OutcomeUnknown.class)
        .isThrownBy(() -> system.run("Activate", grant))
        .withNoCause()
        .withMessageContaining("reach IAM");
  }

  @Test
  void afterItsEndNothingIsMadeAnyMore() {
    GrantId grant = system.approved();
    system.policies.reachable(false);
    assertThatExceptionOfType(OutcomeUnknown.class).isThrownBy(() -> system.run("Activate", grant));
    system.expire(grant);
    system.policies.reachable(true);

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("Retire");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void anotherPolicyUnderTheGrantsNameIsNotTakenForIts() {
    GrantId grant = system.approved();
    Policy forged =
        request(grant).policy().ofGrant(grant, system.clock.instant().plus(Duration.ofDays(365)));
    system.policies.put(HUB, grant, forged);

    assertThatExceptionOfType(NotTheSame.class).isThrownBy(() -> system.run("Activate", grant));
    assertThat(system.types(grant)).doesNotContain("activated");
  }

  @Test
  void calledTwiceItOpensOnce() {
    GrantId grant = system.active();
    List<String> before = system.types(grant);

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void twoAtOnceOpenItOnce() {
    GrantId grant = system.approved();
    system.ledger.beforeNextAppend(() -> system.run("Activate", grant));

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitEnd");
    assertThat(system.types(grant)).containsOnlyOnce("policy-planned", "activated");
  }

  private PolicyPlanned plan(GrantId grant) {
    return system.events(grant).stream()
        .filter(PolicyPlanned.class::isInstance)
        .map(PolicyPlanned.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private GrantEvent.Requested request(GrantId grant) {
    return (GrantEvent.Requested) system.events(grant).getFirst();
  }
}
