package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant;
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
    InMemorySystem system = sceneAfter("requested");

    replay(system, "SeekApproval");

    assertThat(system.mailer.taken()).hasSize(2);
    assertThat(system.doorbells.rung()).isEmpty();
  }

  @Test
  void aGrantThatWaitedForApprovalAsksOnlyThoseWhoWereNotAskedYet() {
    InMemorySystem system = sceneAfter("code-refused");

    replay(system, "SeekApproval");

    assertThat(system.mailer.recipients()).containsExactly(CAROL);
  }

  @Test
  void theDoorbellThatWasHungThenIsRungNow() {
    InMemorySystem system = sceneAfter("code-refused");

    system.answer(ProxyCall.of("ApproveGrant").on(GRANT));

    assertThat(system.doorbells.rung())
        .containsExactly(new Doorbell("made-up-task-token-of-seek-approval"));
  }

  @Test
  void aGrantThatWasApprovedIsRefusedBecauseItsYesWasNotSealed() {
    InMemorySystem system = sceneAfter("approved");

    JsonNode next = replay(system, "Activate");

    assertThat(next.path("next").asString()).isEqualTo("Done");
    assertThat(system.types(GRANT)).endsWith("approved", "refused");
    assertThat(system.policies.of(GRANT)).isEmpty();
  }

  @Test
  void aPolicyThatWasPlannedIsNotMadeAndIsGone() {
    InMemorySystem system = sceneAfter("policy-planned");

    JsonNode next = replay(system, "Activate");

    assertThat(next.path("next").asString()).isEqualTo("Retire");
    assertThat(replay(system, "Retire").path("next").asString()).isEqualTo("Done");
    assertThat(system.types(GRANT)).endsWith("policy-planned", "refused", "policy-deleted");
    assertThat(system.policies.of(GRANT)).isEmpty();
  }

  @Test
  void anActiveGrantIsWaitedForAndEndsOnTime() {
    InMemorySystem system = sceneAfter("credentials-issued");
    system.policies.put(HUB, GRANT, planned(system));

    replay(system, "AwaitEnd");
    assertThat(system.doorbells.rung()).isEmpty();

    system.expire(GRANT);
    assertThat(replay(system, "Retire").path("next").asString()).isEqualTo("Done");
    // It did not say how long its sessions live, so they may.
    assertThat(system.types(GRANT)).endsWith("ended", "sessions-denied", "policy-deleted");
    assertThat(system.policies.of(GRANT)).isEmpty();
  }

  @Test
  void aRetirementThatWasInterruptedIsCompleted() {
    InMemorySystem system = sceneAfter("ended");
    system.policies.put(HUB, GRANT, planned(system));

    assertThat(replay(system, "Retire").path("next").asString()).isEqualTo("Done");
    assertThat(system.types(GRANT)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(system.policies.of(GRANT)).isEmpty();
  }

  @Test
  void aGrantThatIsOverStaysAsItIs() {
    InMemorySystem system = sceneAfter("policy-deleted");
    // It did not say how long its sessions live; an hour later none does.
    system.pass(Duration.ofHours(1));
    List<String> before = system.types(GRANT);

    assertThat(replay(system, "Activate").path("next").asString()).isEqualTo("Done");
    assertThat(replay(system, "Retire").path("next").asString()).isEqualTo("Done");
    assertThat(system.types(GRANT)).isEqualTo(before);
  }

  private static JsonNode replay(InMemorySystem system, String function) {
    return system.run(function, Sample.lifecycle(RELEASE, function));
  }

  /// The moment after an entry was written.
  private static InMemorySystem sceneAfter(String type) {
    var system = new InMemorySystem();
    for (StoredEntry entry : Sample.ledger(RELEASE, "expired.json")) {
      Entry recorded = LIFE.entries().get(entry.sequence());
      system.ledger.append(system.ledger.read(GRANT), recorded.event(), recorded.at());
      system.clock.set(recorded.at().plusMillis(100));
      if (entry.type().equals(type)) {
        return system;
      }
    }
    throw new IllegalArgumentException("Nothing of the type " + type + " was recorded");
  }

  private static Policy planned(InMemorySystem system) {
    Instant end = system.expiresAt(GRANT);
    return LIFE.known().dossier().request().policy().ofGrant(GRANT, end);
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
