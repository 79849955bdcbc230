package dev.hallpass.handlers.upkeep;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Denials of sessions that deny none any more, and those that are missing.
class DenialSweepTest {

  private static final GrantId UNKNOWN = new GrantId("grant-" + "0".repeat(32));

  private final Scene scene = new Scene();

  @Test
  void aDenialStaysUntilTheLastSessionIsOver() {
    GrantId grant = denied();
    scene.clock.set(until(grant).minusMillis(1));
    scene.reap();
    assertThat(scene.sessionDenials.denied(role(grant))).containsExactly(grant);

    scene.clock.set(until(grant));
    scene.reap();

    assertThat(scene.sessionDenials.denied(role(grant))).isEmpty();
    assertThat(scene.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void aDenialOfAGrantThatNobodyAskedForIsRemoved() {
    RoleArn role = role(scene.requested());
    scene.sessionDenials.deny(role, UNKNOWN);

    scene.reap();

    assertThat(scene.sessionDenials.denied(role)).isEmpty();
    assertThat(scene.events(UNKNOWN)).isEmpty();
  }

  @Test
  void aDenialStaysOfWhichTheLedgerDoesNotTell() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    scene.clock.set(until(grant));
    scene.ledger.answers(false);
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).containsExactly(grant);

    scene.ledger.answers(true);
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).isEmpty();
    assertThat(scene.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void aDenialStaysAboutWhichTheLedgerContradictsItselfUntilEverySessionIsOver() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    scene.ledger.append(scene.ledger.read(grant), new GrantEvent.Lapsed(0), scene.clock.instant());
    Instant seen = scene.clock.instant().plus(Duration.ofHours(2));
    scene.clock.set(seen);
    scene.reap();

    scene.clock.set(seen.plus(Duration.ofMinutes(70)).minusMillis(1));
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).containsExactly(grant);

    scene.clock.set(seen.plus(Duration.ofMinutes(70)));
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).isEmpty();
  }

  @Test
  void aDenialThatIsWrittenAfterItsRemovalStaysAsLongAgain() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    scene.ledger.append(scene.ledger.read(grant), new GrantEvent.Lapsed(0), scene.clock.instant());
    scene.reap();
    scene.pass(Duration.ofMinutes(70));
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).isEmpty();

    assertThat(scene.sessionDenials.deny(role, grant)).isTrue();
    scene.reap();
    scene.pass(Duration.ofMinutes(1));
    scene.reap();
    assertThat(scene.sessionDenials.denied(role)).containsExactly(grant);
  }

  @Test
  void afterAColdStartItStaysAsLongOnceMore() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    scene.ledger.append(scene.ledger.read(grant), new GrantEvent.Lapsed(0), scene.clock.instant());
    scene.reap();
    scene.pass(Duration.ofMinutes(70));
    scene.restartReap();

    scene.reap();

    assertThat(scene.sessionDenials.denied(role)).containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneItIsRecordedAllTheSame() {
    GrantId grant = denied();
    scene.sessionDenials.removeRole(role(grant));
    scene.clock.set(until(grant));

    scene.reap();

    assertThat(scene.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void whatSomebodyTookAwayIsPutBack() {
    GrantId grant = denied();
    takeAway(grant);
    List<String> before = scene.types(grant);

    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
    assertThat(scene.sessionDenials.denied(role(grant))).containsExactly(grant);
    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isZero();
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void onceTheLastSessionIsOverNothingIsPutBack() {
    GrantId grant = denied();
    takeAway(grant);
    scene.clock.set(until(grant));

    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isZero();
    assertThat(scene.sessionDenials.denied(role(grant))).isEmpty();
  }

  @Test
  void whatIsToBePutBackNeedsRoom() {
    GrantId grant = denied();
    takeAway(grant);
    scene.sessionDenials.room(0, false);

    assertThat(scene.reap().path("SessionDenialsFull").asInt()).isEqualTo(1);

    scene.sessionDenials.room(1, false);
    scene.reap();
    assertThat(scene.sessionDenials.denied(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleCouldNotBeLookedAtNothingIsPutBackUntilItCan() {
    GrantId grant = denied();
    takeAway(grant);
    scene.sessionDenials.reachable(false);
    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isZero();

    scene.sessionDenials.reachable(true);
    assertThat(scene.sessionDenials.denied(role(grant))).isEmpty();
    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsMissingIsPutBackAlsoWhileAnotherAccountIsClosed() {
    GrantId grant = denied();
    takeAway(grant);
    scene.sessionDenials.close(Scene.TARGET);

    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
    assertThat(scene.sessionDenials.denied(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneNothingIsPutBack() {
    GrantId grant = denied();
    scene.sessionDenials.removeRole(role(grant));

    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isZero();
  }

  @Test
  void roomIsMadeBeforeItIsNeeded() {
    GrantId first = denied();
    GrantId second = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(second));
    scene.sessionDenials.room(1, false);
    scene.clock.set(until(first));
    scene.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    scene.pass(Duration.ofMinutes(1));

    scene.reap();

    assertThat(scene.types(first)).endsWith("session-denial-removed");
    assertThat(scene.types(second)).endsWith("policy-deleted");
    assertThat(scene.ledger.read(second).state()).isInstanceOf(Known.class);
  }

  @Test
  void aRoleOnWhichNothingIsDeniedCostsOneCall() {
    scene.requested();
    int[] calls = {0};
    scene.sessionDenials.atEveryCall(() -> calls[0]++);

    scene.reap();

    int accounts = 2;
    int roles =
        scene.sessionDenials.roles(HUB).size() + scene.sessionDenials.roles(Scene.TARGET).size();
    assertThat(calls[0] - accounts).isEqualTo(accounts + roles);
  }

  @Test
  void whereARoleIsFullOneDenialByTimeTakesThePlaceOfAll() {
    GrantId first = denied();
    GrantId second = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(second));
    scene.sessionDenials.room(1, true);
    scene.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    scene.pass(Duration.ofMinutes(1));

    scene.reap();
    assertThat(scene.types(second)).endsWith("returned", "sessions-denied", "policy-deleted");
    assertThat(scene.sessionDenials.denials(role(first)).before()).hasSize(1);
    assertThat(scene.sessionDenials.denied(role(first))).containsExactly(first);

    JsonNode counted = scene.reap();
    assertThat(counted.path("SessionDenialsFull").asInt()).isEqualTo(1);
    assertThat(counted.path("SessionDenialsMissing").asInt()).isZero();
    assertThat(scene.sessionDenials.denied(role(first))).isEmpty();
    assertThat(scene.sessionDenials.denials(role(first)).before()).hasSize(1);
    assertThat(scene.types(first)).doesNotContain("session-denial-removed");
  }

  @Test
  void aDenialByTimeStaysUntilEverySessionIsOverThatItDenies() {
    RoleArn role = role(scene.requested());
    Instant instant = scene.clock.instant();
    scene.sessionDenials.denyBefore(role, instant);

    scene.clock.set(instant.plus(Duration.ofMinutes(70)).minusMillis(1));
    scene.reap();
    assertThat(scene.sessionDenials.denials(role).before()).containsExactly(instant);

    scene.clock.set(instant.plus(Duration.ofMinutes(70)));
    scene.reap();
    assertThat(scene.sessionDenials.denials(role).isEmpty()).isTrue();
  }

  @Test
  void aDenialByTimeIsNoneOfASessionThatBeganLater() {
    GrantId grant = denied();
    Instant instant = scene.clock.instant();
    scene.sessionDenials.denyBefore(role(grant), instant);

    scene.reap();
    assertThat(scene.sessionDenials.denied(role(grant))).containsExactly(grant);

    takeAway(grant);
    assertThat(scene.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
  }

  @Test
  void ofDenialsByTimeTheNewestStays() {
    RoleArn role = role(scene.requested());
    Instant instant = scene.clock.instant();
    scene.sessionDenials.denyBefore(role, instant);
    scene.sessionDenials.denyBefore(role, instant.plusSeconds(60));

    scene.reap();

    assertThat(scene.sessionDenials.denials(role).before())
        .containsExactly(instant.plusSeconds(60));
  }

  /// As somebody else would.
  private void takeAway(GrantId grant) {
    scene.sessionDenials.remove(role(grant), scene.sessionDenials.denials(role(grant)));
  }

  /// A grant that was used and given back, whose sessions are denied.
  private GrantId denied() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    scene.run("Retire", grant);
    assertThat(scene.types(grant)).endsWith("sessions-denied", "policy-deleted");
    return grant;
  }

  private Instant until(GrantId grant) {
    return scene.ledger.read(grant).known().dossier().sessions().until().orElseThrow();
  }

  private RoleArn role(GrantId grant) {
    return request(grant).role();
  }

  private GrantEvent.Requested request(GrantId grant) {
    return (GrantEvent.Requested) scene.events(grant).getFirst();
  }
}
