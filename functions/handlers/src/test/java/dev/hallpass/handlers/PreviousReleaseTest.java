package dev.hallpass.handlers;

import static dev.hallpass.handlers.Scene.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A grant that was under way when this release was deployed goes on: its entries and what its
/// execution sends were recorded when release 1.0 wrote them.
class PreviousReleaseTest {

  private static final String RELEASE = "1.0";
  private static final History LIFE = read(Sample.ledger(RELEASE, "expired.json"));
  private static final GrantId GRANT = LIFE.grant();
  private static final AccountId HUB = new AccountId("111122223333");

  @Test
  void everyRecordingIsReplayedHere() {
    assertThat(Sample.names("lifecycle/" + RELEASE))
        .containsExactly("activate.json", "await-end.json", "retire.json", "seek-approval.json");
    assertThat(Sample.names("ledger/" + RELEASE)).containsExactly("expired.json");
  }

  @Test
  void itsLedgerIsReadToTheEnd() {
    assertThat(LIFE.entries()).hasSize(12);
    assertThat(LIFE.state()).isInstanceOf(Grant.Over.class);
  }

  @Test
  void aGrantThatWasJustAskedForIsMailedToItsApprovers() {
    Scene scene = sceneAfter("requested");

    replay(scene, "SeekApproval");

    assertThat(scene.mailer.taken()).hasSize(2);
    assertThat(scene.doorbells.rung()).isEmpty();
  }

  @Test
  void aGrantThatWaitedForApprovalAsksOnlyThoseWhoWereNotAskedYet() {
    Scene scene = sceneAfter("code-refused");

    replay(scene, "SeekApproval");

    assertThat(scene.mailer.recipients()).containsExactly(CAROL);
  }

  @Test
  void theDoorbellThatWasHungThenIsRungNow() {
    Scene scene = sceneAfter("code-refused");

    scene.answer(ProxyCall.of("ApproveGrant").on(GRANT));

    assertThat(scene.doorbells.rung())
        .containsExactly(new Doorbell("made-up-task-token-of-seek-approval"));
  }

  @Test
  void aGrantThatWasApprovedIsActivated() {
    Scene scene = sceneAfter("approved");

    JsonNode next = replay(scene, "Activate");

    assertThat(next.path("next").asString()).isEqualTo("AwaitEnd");
    assertThat(next.propertyNames()).containsExactlyInAnyOrder("next", "within", "until");
    assertThat(scene.types(GRANT)).endsWith("approved", "policy-planned", "activated");
  }

  @Test
  void aPolicyThatWasPlannedIsMadeAsItWasPlannedAndEndsWhenItWasToEnd() {
    Scene scene = sceneAfter("policy-planned");

    JsonNode next = replay(scene, "Activate");

    assertThat(next.path("until").asString()).isEqualTo("2026-11-23T10:04:32.000Z");
    assertThat(scene.policies.of(GRANT)).contains(planned(scene));
    assertThat(scene.types(GRANT)).containsOnlyOnce("policy-planned", "activated");
  }

  @Test
  void anActiveGrantIsWaitedForAndEndsOnTime() {
    Scene scene = sceneAfter("credentials-issued");
    scene.policies.put(HUB, GRANT, planned(scene));

    replay(scene, "AwaitEnd");
    assertThat(scene.doorbells.rung()).isEmpty();

    scene.expire(GRANT);
    assertThat(replay(scene, "Retire").path("next").asString()).isEqualTo("Done");
    // It did not say how long its sessions live, so they may.
    assertThat(scene.types(GRANT)).endsWith("ended", "sessions-denied", "policy-deleted");
    assertThat(scene.policies.of(GRANT)).isEmpty();
  }

  @Test
  void aRetirementThatWasInterruptedIsCompleted() {
    Scene scene = sceneAfter("ended");
    scene.policies.put(HUB, GRANT, planned(scene));

    assertThat(replay(scene, "Retire").path("next").asString()).isEqualTo("Done");
    assertThat(scene.types(GRANT)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(scene.policies.of(GRANT)).isEmpty();
  }

  @Test
  void aGrantThatIsOverStaysAsItIs() {
    Scene scene = sceneAfter("policy-deleted");
    // It did not say how long its sessions live; an hour later none does.
    scene.pass(Duration.ofHours(1));
    List<String> before = scene.types(GRANT);

    assertThat(replay(scene, "Activate").path("next").asString()).isEqualTo("Done");
    assertThat(replay(scene, "Retire").path("next").asString()).isEqualTo("Done");
    assertThat(scene.types(GRANT)).isEqualTo(before);
  }

  private static JsonNode replay(Scene scene, String function) {
    return scene.run(function, Sample.lifecycle(RELEASE, function));
  }

  /// The moment after an entry was written.
  private static Scene sceneAfter(String type) {
    var scene = new Scene();
    for (StoredEntry entry : Sample.ledger(RELEASE, "expired.json")) {
      Entry recorded = LIFE.entries().get(entry.sequence());
      scene.ledger.append(scene.ledger.read(GRANT), recorded.event(), recorded.at());
      scene.clock.set(recorded.at().plusMillis(100));
      if (entry.type().equals(type)) {
        return scene;
      }
    }
    throw new IllegalArgumentException("Nothing of the type " + type + " was recorded");
  }

  private static Policy planned(Scene scene) {
    Instant end = scene.expiresAt(GRANT);
    return LIFE.known().dossier().request().policy().until(end);
  }

  /// The entries as they were stored, each checked to be the next link of the chain.
  private static History read(List<StoredEntry> stored) {
    History history = History.of(new GrantId(stored.getFirst().grant()));
    for (StoredEntry entry : stored) {
      history = history.with(entry.entryBehind(history));
    }
    return history;
  }
}
