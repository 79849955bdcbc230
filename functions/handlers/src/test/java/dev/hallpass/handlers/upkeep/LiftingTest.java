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

/// Revocations that shut nobody out any more, and those that are missing.
class LiftingTest {

  private static final GrantId UNKNOWN = new GrantId("grant-" + "0".repeat(32));

  private final Scene scene = new Scene();

  @Test
  void aRevocationStaysUntilTheLastSessionIsOver() {
    GrantId grant = shutOut();
    scene.clock.set(until(grant).minusMillis(1));
    scene.reap();
    assertThat(scene.revocations.revoked(role(grant))).containsExactly(grant);

    scene.clock.set(until(grant));
    scene.reap();

    assertThat(scene.revocations.revoked(role(grant))).isEmpty();
    assertThat(scene.types(grant)).endsWith("revocation-lifted");
  }

  @Test
  void aRevocationOfAGrantThatNobodyAskedForIsLifted() {
    RoleArn role = role(scene.requested());
    scene.revocations.revoke(role, UNKNOWN);

    scene.reap();

    assertThat(scene.revocations.revoked(role)).isEmpty();
    assertThat(scene.events(UNKNOWN)).isEmpty();
  }

  @Test
  void aRevocationStaysOfWhichTheLedgerDoesNotTell() {
    GrantId grant = shutOut();
    RoleArn role = role(grant);
    scene.clock.set(until(grant));
    scene.ledger.answers(false);
    scene.reap();
    assertThat(scene.revocations.revoked(role)).containsExactly(grant);

    scene.ledger.answers(true);
    scene.reap();
    assertThat(scene.revocations.revoked(role)).isEmpty();
    assertThat(scene.types(grant)).endsWith("revocation-lifted");
  }

  @Test
  void aRevocationStaysAboutWhichTheLedgerContradictsItself() {
    GrantId grant = shutOut();
    scene.ledger.append(scene.ledger.read(grant), new GrantEvent.Lapsed(0), scene.clock.instant());
    scene.clock.set(scene.clock.instant().plusSeconds(7200));

    scene.reap();

    assertThat(scene.ledger.read(grant).entries()).isNotEmpty();
    assertThat(scene.revocations.revoked(RoleArn.of("aws", HUB, request(grant).entitlement())))
        .containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneItIsRecordedAllTheSame() {
    GrantId grant = shutOut();
    scene.revocations.remove(role(grant));
    scene.clock.set(until(grant));

    scene.reap();

    assertThat(scene.types(grant)).endsWith("revocation-lifted");
  }

  @Test
  void whatSomebodyTookAwayIsPutBack() {
    GrantId grant = shutOut();
    takeAway(grant);
    List<String> before = scene.types(grant);

    assertThat(scene.reap().path("LetIn").asInt()).isEqualTo(1);
    assertThat(scene.revocations.revoked(role(grant))).containsExactly(grant);
    assertThat(scene.reap().path("LetIn").asInt()).isZero();
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void onceTheLastSessionIsOverNothingIsPutBack() {
    GrantId grant = shutOut();
    takeAway(grant);
    scene.clock.set(until(grant));

    assertThat(scene.reap().path("LetIn").asInt()).isZero();
    assertThat(scene.revocations.revoked(role(grant))).isEmpty();
  }

  @Test
  void whatIsToBePutBackNeedsRoom() {
    GrantId grant = shutOut();
    takeAway(grant);
    scene.revocations.room(0, false);

    assertThat(scene.reap().path("RevocationsFull").asInt()).isEqualTo(1);

    scene.revocations.room(1, false);
    scene.reap();
    assertThat(scene.revocations.revoked(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleCouldNotBeLookedAtNothingIsPutBackUntilItCan() {
    GrantId grant = shutOut();
    takeAway(grant);
    scene.revocations.reachable(false);
    assertThat(scene.reap().path("LetIn").asInt()).isZero();

    scene.revocations.reachable(true);
    assertThat(scene.revocations.revoked(role(grant))).isEmpty();
    assertThat(scene.reap().path("LetIn").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsMissingIsPutBackAlsoWhileAnotherAccountIsClosed() {
    GrantId grant = shutOut();
    takeAway(grant);
    scene.revocations.close(Scene.TARGET);

    assertThat(scene.reap().path("LetIn").asInt()).isEqualTo(1);
    assertThat(scene.revocations.revoked(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneNothingIsPutBack() {
    GrantId grant = shutOut();
    scene.revocations.remove(role(grant));

    assertThat(scene.reap().path("LetIn").asInt()).isZero();
  }

  @Test
  void roomIsMadeBeforeItIsNeeded() {
    GrantId first = shutOut();
    GrantId second = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(second));
    scene.revocations.room(1, false);
    scene.clock.set(until(first));
    scene.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    scene.pass(Duration.ofMinutes(1));

    scene.reap();

    assertThat(scene.types(first)).endsWith("revocation-lifted");
    assertThat(scene.types(second)).endsWith("policy-deleted");
    assertThat(scene.ledger.read(second).state()).isInstanceOf(Known.class);
  }

  @Test
  void aRoleFromWhichNobodyIsShutOutCostsOneCall() {
    scene.requested();
    int[] calls = {0};
    scene.revocations.atEveryCall(() -> calls[0]++);

    scene.reap();

    int accounts = 2;
    int roles = scene.revocations.roles(HUB).size() + scene.revocations.roles(Scene.TARGET).size();
    assertThat(calls[0] - accounts).isEqualTo(accounts + roles);
  }

  @Test
  void whereARoleIsFullOneDenialByTimeTakesThePlaceOfAll() {
    GrantId first = shutOut();
    GrantId second = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(second));
    scene.revocations.room(1, true);
    scene.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    scene.pass(Duration.ofMinutes(1));

    scene.reap();
    assertThat(scene.types(second)).endsWith("returned", "sessions-revoked", "policy-deleted");
    assertThat(scene.revocations.denials(role(first)).before()).hasSize(1);
    assertThat(scene.revocations.revoked(role(first))).containsExactly(first);

    JsonNode counted = scene.reap();
    assertThat(counted.path("RevocationsFull").asInt()).isEqualTo(1);
    assertThat(counted.path("LetIn").asInt()).isZero();
    assertThat(scene.revocations.revoked(role(first))).isEmpty();
    assertThat(scene.revocations.denials(role(first)).before()).hasSize(1);
    assertThat(scene.types(first)).doesNotContain("revocation-lifted");
  }

  @Test
  void aDenialByTimeStaysUntilEverySessionIsOverThatItDenies() {
    RoleArn role = role(scene.requested());
    Instant instant = scene.clock.instant();
    scene.revocations.revokeBefore(role, instant);

    scene.clock.set(instant.plus(Duration.ofMinutes(70)).minusMillis(1));
    scene.reap();
    assertThat(scene.revocations.denials(role).before()).containsExactly(instant);

    scene.clock.set(instant.plus(Duration.ofMinutes(70)));
    scene.reap();
    assertThat(scene.revocations.denials(role).isEmpty()).isTrue();
  }

  @Test
  void aDenialByTimeIsNoneOfASessionThatBeganLater() {
    GrantId grant = shutOut();
    Instant instant = scene.clock.instant();
    scene.revocations.revokeBefore(role(grant), instant);

    scene.reap();
    assertThat(scene.revocations.revoked(role(grant))).containsExactly(grant);

    takeAway(grant);
    assertThat(scene.reap().path("LetIn").asInt()).isEqualTo(1);
  }

  @Test
  void ofDenialsByTimeTheNewestStays() {
    RoleArn role = role(scene.requested());
    Instant instant = scene.clock.instant();
    scene.revocations.revokeBefore(role, instant);
    scene.revocations.revokeBefore(role, instant.plusSeconds(60));

    scene.reap();

    assertThat(scene.revocations.denials(role).before()).containsExactly(instant.plusSeconds(60));
  }

  /// As somebody else would.
  private void takeAway(GrantId grant) {
    scene.revocations.lift(role(grant), scene.revocations.denials(role(grant)));
  }

  /// A grant that was used and given back, whose sessions are shut out.
  private GrantId shutOut() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("IssueCredentials").on(grant));
    scene.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    scene.run("Retire", grant);
    assertThat(scene.types(grant)).endsWith("sessions-revoked", "policy-deleted");
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
