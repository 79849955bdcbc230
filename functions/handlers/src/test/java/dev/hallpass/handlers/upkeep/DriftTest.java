package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.HUB;
import static dev.hallpass.handlers.Scene.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Drift;
import dev.hallpass.grant.GrantEvent.DriftFound;
import dev.hallpass.grant.GrantEvent.Ended;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.Policy;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Policies that are not as the ledger tells.
class DriftTest {

  private static final GrantId UNKNOWN = new GrantId("grant-" + "0".repeat(32));

  private final Scene scene = new Scene();

  @Test
  void aPolicyOfAGrantThatNobodyAskedForIsPutOnFileAndRemoved() {
    scene.policies.put(HUB, UNKNOWN, somePolicy());

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.policies.grants(HUB)).doesNotContain(UNKNOWN);
    assertThat(scene.events(UNKNOWN)).containsExactly(new DriftFound(Drift.GRANT_UNKNOWN));
  }

  @Test
  void aPolicyThatWasNeverAnnouncedIsPutOnFileAndRemovedAndTheGrantGoesOn() {
    GrantId open = scene.sought();
    GrantId approved = scene.approved();
    scene.policies.put(HUB, open, somePolicy());
    scene.policies.put(HUB, approved, somePolicy());

    assertFound(scene.reap(), 2, 2);
    assertThat(List.of(scene.events(open), scene.events(approved)))
        .allSatisfy(
            events -> assertThat(events).last().isEqualTo(new DriftFound(Drift.NOT_ANNOUNCED)));
    scene.run("Activate", approved);
    assertThat(scene.types(approved)).endsWith("activated");
  }

  @Test
  void aPolicyInAnotherAccountThanItsGrantsIsRemovedThereAlone() {
    GrantId grant = scene.active();
    scene.policies.put(TARGET, grant, somePolicy());

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.policies.grants(TARGET)).isEmpty();
    assertThat(scene.policies.grants(HUB)).contains(grant);
    assertThat(scene.events(grant)).last().isEqualTo(new DriftFound(Drift.NOT_ANNOUNCED));
  }

  @Test
  void aPolicyInTheHubOfAGrantThatIsOpenElsewhereIsRemovedAPassLater() {
    GrantId grant = scene.activeElsewhere();
    scene.policies.put(HUB, grant, somePolicy());

    scene.reap();
    scene.reap();

    assertThat(scene.policies.grants(HUB)).isEmpty();
    assertThat(scene.policies.grants(TARGET)).containsExactly(grant);
    assertThat(scene.types(grant)).endsWith("drift-found");
  }

  @Test
  void aPolicyWhoseMakingIsAnnouncedIsNoDrift() {
    GrantId grant = scene.approved();
    scene.policies.beforeMake(_ -> {
      scene.policies.put(HUB, grant, somePolicy());
      assertFound(scene.reap(), 0, 0);
      scene.policies.remove(HUB, grant);
    });

    scene.run("Activate", grant);

    assertThat(scene.types(grant)).endsWith("policy-planned", "activated");
  }

  @Test
  void anotherVersionInForceEndsTheAccess() {
    GrantId grant = scene.active();
    scene.policies.replace(HUB, grant, somePolicy());

    assertFound(scene.reap(), 1, 1);
    assertDrifted(grant, Drift.OTHER_DOCUMENT);
  }

  @Test
  void anAttachedPolicyIsTakenAwayAndEndsTheAccess() {
    GrantId grant = scene.active();
    scene.policies.attach(HUB, grant);

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.policies.isAttached(HUB, grant)).isFalse();
    assertDrifted(grant, Drift.ATTACHED);
  }

  @Test
  void anotherDocumentIsFoundWithinHalfAnHour() {
    GrantId grant = scene.active();
    scene.policies.forge(HUB, grant, somePolicy());

    for (int minute = 0; minute < 30; minute++) {
      scene.reap();
      scene.pass(Duration.ofMinutes(1));
    }

    assertDrifted(grant, Drift.OTHER_DOCUMENT);
  }

  @Test
  void aDocumentAsItWasPlannedIsNoDrift() {
    GrantId grant = scene.active();

    for (int minute = 0; minute < 30; minute++) {
      assertFound(scene.reap(), 0, 0);
      scene.pass(Duration.ofMinutes(1));
    }

    assertThat(scene.policies.of(grant)).isPresent();
  }

  @Test
  void aPermissionsBoundaryStaysAndAlarmsAndIsOnFileOnce() {
    GrantId grant = scene.active();
    scene.policies.bound(HUB, grant, true);

    assertFound(scene.reap(), 1, 0);
    scene.pass(Duration.ofMinutes(2));
    JsonNode counted = scene.reap();

    assertFound(counted, 1, 0);
    assertThat(counted.path("Outlived").intValue()).isEqualTo(1);
    assertThat(scene.types(grant)).endsWith("drift-found", "ended");
    assertThat(scene.policies.of(grant)).isPresent();

    scene.policies.bound(HUB, grant, false);
    scene.reap();
    assertThat(scene.types(grant)).endsWith("drift-found", "ended", "policy-deleted");
  }

  @Test
  void aVersionThatIsNotInForceKeepsNoPolicyThere() {
    GrantId grant = scene.active();
    scene.policies.addVersion(HUB, grant);
    scene.expire(grant);

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.types(grant)).endsWith("ended", "drift-found", "policy-deleted");
  }

  @Test
  void aTangledPolicyOfAGrantThatIsOverIsRemovedToo() {
    GrantId grant = scene.active();
    Policy policy = scene.policies.of(grant).orElseThrow();
    scene.expire(grant);
    scene.run("Retire", grant);
    scene.policies.put(HUB, grant, policy);
    scene.policies.attach(HUB, grant);

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.types(grant)).endsWith("policy-deleted", "drift-found", "policy-deleted");
  }

  @Test
  void whatCannotBePutOnFileIsNotRemoved() {
    scene.policies.put(HUB, UNKNOWN, somePolicy());
    scene.ledger.beforeNextAppend(() -> {
      throw new OutcomeUnknown("append", new IllegalStateException("no answer"));
    });

    assertFound(scene.reap(), 1, 0);
    assertThat(scene.policies.grants(HUB)).contains(UNKNOWN);

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.events(UNKNOWN)).hasSize(1);
  }

  @Test
  void whatDriftedAndCannotBeRemovedIsOnFileOnce() {
    scene.policies.put(HUB, UNKNOWN, somePolicy());
    scene.policies.stuck(UNKNOWN, true);
    scene.reap();
    scene.reap();
    scene.policies.stuck(UNKNOWN, false);

    assertFound(scene.reap(), 1, 1);
    assertThat(scene.events(UNKNOWN)).hasSize(1);
  }

  private void assertDrifted(GrantId grant, Drift drift) {
    List<GrantEvent> events = scene.events(grant);
    assertThat(events).containsSubsequence(new DriftFound(drift), new Ended(Cause.DRIFTED));
    assertThat(scene.types(grant)).endsWith("drift-found", "ended", "policy-deleted");
    assertThat(scene.policies.of(grant)).isEmpty();
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
