package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Drift;
import dev.hallpass.grant.GrantEvent.DriftFound;
import dev.hallpass.grant.GrantEvent.Ended;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Policies that are not as the ledger tells.
class DriftTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aPolicyOfAGrantThatNobodyAskedForIsPutOnFileAndRemoved() {
    system.policies.put(HUB, UNKNOWN, somePolicy());

    assertFound(system.reap(), 1, 1);
    assertThat(system.policies.grants(HUB)).doesNotContain(UNKNOWN);
    assertThat(system.events(UNKNOWN)).containsExactly(new DriftFound(Drift.GRANT_UNKNOWN));
  }

  @Test
  void aPolicyThatOthersMakeWhileNothingIsOpenIsRemovedWhenAnEventTellsOfIt() {
    system.reap();
    system.policies.put(HUB, UNKNOWN, somePolicy());
    system.reap();
    assertThat(system.policies.grants(HUB)).contains(UNKNOWN);

    system.tellOfChange(HUB);

    assertThat(system.policies.grants(HUB)).isEmpty();
  }

  @Test
  void aPolicyThatWasNeverAnnouncedIsPutOnFileAndRemovedAndTheGrantGoesOn() {
    GrantId open = system.sought();
    GrantId approved = system.approved();
    system.policies.put(HUB, open, somePolicy());
    system.policies.put(HUB, approved, somePolicy());

    assertFound(system.reap(), 2, 2);
    assertThat(List.of(system.events(open), system.events(approved)))
        .allSatisfy(
            events -> assertThat(events).last().isEqualTo(new DriftFound(Drift.NOT_ANNOUNCED)));
    system.run("Activate", approved);
    assertThat(system.types(approved)).endsWith("activated");
  }

  @Test
  void aPolicyInAnotherAccountThanItsGrantsIsRemovedThereAlone() {
    GrantId grant = system.active();
    system.policies.put(TARGET, grant, somePolicy());

    assertFound(system.reap(), 1, 1);
    assertThat(system.policies.grants(TARGET)).isEmpty();
    assertThat(system.policies.grants(HUB)).contains(grant);
    assertThat(system.events(grant)).last().isEqualTo(new DriftFound(Drift.NOT_ANNOUNCED));
  }

  @Test
  void aPolicyInTheHubOfAGrantThatIsOpenElsewhereIsRemovedAPassLater() {
    GrantId grant = system.activeElsewhere();
    system.policies.put(HUB, grant, somePolicy());

    system.reap();
    system.reap();

    assertThat(system.policies.grants(HUB)).isEmpty();
    assertThat(system.policies.grants(TARGET)).containsExactly(grant);
    assertThat(system.types(grant)).endsWith("drift-found");
  }

  @Test
  void aPolicyWhoseMakingIsAnnouncedIsNoDrift() {
    GrantId grant = system.approved();
    system.policies.beforeMake(_ -> {
      system.policies.put(HUB, grant, somePolicy());
      assertFound(system.reap(), 0, 0);
      system.policies.remove(HUB, grant);
    });

    system.run("Activate", grant);

    assertThat(system.types(grant)).endsWith("policy-planned", "activated");
  }

  @Test
  void anotherVersionInForceEndsTheAccess() {
    GrantId grant = system.active();
    system.policies.replace(HUB, grant, somePolicy());

    assertFound(system.reap(), 1, 1);
    assertDrifted(grant, Drift.OTHER_DOCUMENT);
  }

  @Test
  void anAttachedPolicyIsTakenAwayAndEndsTheAccess() {
    GrantId grant = system.active();
    system.policies.attach(HUB, grant);

    assertFound(system.reap(), 1, 1);
    assertThat(system.policies.isAttached(HUB, grant)).isFalse();
    assertDrifted(grant, Drift.ATTACHED);
  }

  @Test
  void anotherDocumentIsFoundWithinHalfAnHour() {
    GrantId grant = system.active();
    system.policies.forge(HUB, grant, somePolicy());

    for (int minute = 0; minute < 30; minute++) {
      system.reap();
      system.pass(Duration.ofMinutes(1));
    }

    assertDrifted(grant, Drift.OTHER_DOCUMENT);
  }

  @Test
  void aDocumentAsItWasPlannedIsNoDrift() {
    GrantId grant = system.active();

    for (int minute = 0; minute < 30; minute++) {
      assertFound(system.reap(), 0, 0);
      system.pass(Duration.ofMinutes(1));
    }

    assertThat(system.policies.of(grant)).isPresent();
  }

  @Test
  void aPolicyThatOthersDeletedEndsTheAccessWithinTwoMinutes() {
    GrantId grant = system.active();
    assertFound(system.reap(), 0, 0);
    system.policies.remove(HUB, grant);
    system.pass(Duration.ofMinutes(1));
    assertFound(system.reap(), 0, 0);
    system.pass(Duration.ofMinutes(1));

    assertFound(system.reap(), 1, 0);
    assertDrifted(grant, Drift.MISSING);
  }

  @Test
  void aPolicyThatWasNeverSeenIsMissingOnlyWhenAwsMustSeeItEverywhere() {
    GrantId grant = system.active();
    system.policies.remove(HUB, grant);
    for (int minute = 0; minute < 5; minute++) {
      assertFound(system.reap(), 0, 0);
      system.pass(Duration.ofMinutes(1));
    }
    assertFound(system.reap(), 0, 0);
    system.pass(Duration.ofMinutes(1));

    assertFound(system.reap(), 1, 0);
    assertDrifted(grant, Drift.MISSING);
  }

  @Test
  void aPolicyThatOnePassDoesNotSeeIsNotMissing() {
    GrantId grant = system.active();
    Policy policy = system.policies.of(grant).orElseThrow();
    system.reap();
    system.policies.remove(HUB, grant);
    system.reap();
    system.policies.put(HUB, grant, policy);
    system.reap();
    system.policies.remove(HUB, grant);

    assertFound(system.reap(), 0, 0);
    assertThat(system.types(grant)).endsWith("activated");
  }

  @Test
  void whereTheAccountCannotBeListedNoPolicyIsMissing() {
    GrantId grant = system.activeElsewhere();
    system.reap();
    system.policies.remove(TARGET, grant);
    system.policies.close(TARGET);

    for (int minute = 0; minute < 10; minute++) {
      assertFound(system.reap(), 0, 0);
      system.pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void aGrantThatIsReturnedMissesNoPolicy() {
    GrantId grant = system.active();
    system.reap();
    system.answer(ProxyCall.of("ReturnGrant").on(grant));
    system.run("Retire", grant);

    assertFound(system.reap(), 0, 0);
    assertFound(system.reap(), 0, 0);
    assertThat(system.types(grant)).doesNotContain("drift-found");
  }

  @Test
  void aPermissionsBoundaryStaysAndAlarmsAndIsOnFileOnce() {
    GrantId grant = system.active();
    system.policies.bound(HUB, grant, true);

    assertFound(system.reap(), 1, 0);
    system.pass(Duration.ofMinutes(2));
    JsonNode counted = system.reap();

    assertFound(counted, 1, 0);
    assertThat(counted.path("Outlived").intValue()).isEqualTo(1);
    assertThat(system.types(grant)).endsWith("drift-found", "ended");
    assertThat(system.policies.of(grant)).isPresent();

    system.policies.bound(HUB, grant, false);
    system.reap();
    assertThat(system.types(grant)).endsWith("drift-found", "ended", "policy-deleted");
  }

  @Test
  void aVersionThatIsNotInForceKeepsNoPolicyThere() {
    GrantId grant = system.active();
    system.policies.addVersion(HUB, grant);
    system.expire(grant);

    assertFound(system.reap(), 1, 1);
    assertThat(system.types(grant)).endsWith("ended", "drift-found", "policy-deleted");
  }

  @Test
  void aTangledPolicyOfAGrantThatIsOverIsRemovedToo() {
    GrantId grant = system.active();
    Policy policy = system.policies.of(grant).orElseThrow();
    system.expire(grant);
    system.run("Retire", grant);
    system.policies.put(HUB, grant, policy);
    system.policies.attach(HUB, grant);

    assertFound(system.reap(), 1, 1);
    assertThat(system.types(grant)).endsWith("policy-deleted", "drift-found", "policy-deleted");
  }

  @Test
  void whatCannotBePutOnFileIsNotRemoved() {
    system.policies.put(HUB, UNKNOWN, somePolicy());
    system.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("append", new IllegalStateException("no answer"));
    });

    assertFound(system.reap(), 1, 0);
    assertThat(system.policies.grants(HUB)).contains(UNKNOWN);

    assertFound(system.reap(), 1, 1);
    assertThat(system.events(UNKNOWN)).hasSize(1);
  }

  @Test
  void whatDriftedAndCannotBeRemovedIsOnFileOnce() {
    system.policies.put(HUB, UNKNOWN, somePolicy());
    system.policies.stuck(UNKNOWN, true);
    system.reap();
    system.reap();
    system.policies.stuck(UNKNOWN, false);

    assertFound(system.reap(), 1, 1);
    assertThat(system.events(UNKNOWN)).hasSize(1);
  }

  private void assertDrifted(GrantId grant, Drift drift) {
    List<GrantEvent> events = system.events(grant);
    assertThat(events).containsSubsequence(new DriftFound(drift), new Ended(Cause.DRIFTED));
    assertThat(system.types(grant)).endsWith("drift-found", "ended", "policy-deleted");
    assertThat(system.policies.of(grant)).isEmpty();
  }

  /// A policy that opens something else than any grant's here.
  private Policy somePolicy() {
    return new Policy(List.of());
  }

  private static void assertFound(JsonNode counted, int drifted, int reaped) {
    assertThat(counted.path("Drifted").intValue()).as("drifted").isEqualTo(drifted);
    assertThat(counted.path("Reaped").intValue()).as("reaped").isEqualTo(reaped);
  }
}
