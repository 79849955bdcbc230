package dev.hallpass.handlers.upkeep;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.HUB;
import static dev.hallpass.grant.Examples.TARGET;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Denials of sessions that deny none any more, and those that are missing.
class DenialSweepTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aDenialStaysUntilTheLastSessionIsOver() {
    GrantId grant = denied();
    system.clock.set(until(grant).minusMillis(1));
    system.reap();
    assertThat(system.sessionDenials.denied(role(grant))).containsExactly(grant);

    system.clock.set(until(grant));
    system.reap();

    assertThat(system.sessionDenials.denied(role(grant))).isEmpty();
    assertThat(system.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void aDenialOfAGrantThatNobodyAskedForIsRemoved() {
    RoleArn role = role(system.requested());
    system.sessionDenials.deny(role, UNKNOWN);

    system.reap();

    assertThat(system.sessionDenials.denied(role)).isEmpty();
    assertThat(system.events(UNKNOWN)).isEmpty();
  }

  @Test
  void aDenialStaysOfWhichTheLedgerDoesNotTell() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    system.clock.set(until(grant));
    system.ledger.answers(false);
    system.reap();
    assertThat(system.sessionDenials.denied(role)).containsExactly(grant);

    system.ledger.answers(true);
    system.reap();
    assertThat(system.sessionDenials.denied(role)).isEmpty();
    assertThat(system.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void aDenialStaysAboutWhichTheLedgerContradictsItselfUntilEverySessionIsOver() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.Lapsed(0), system.clock.instant());
    Instant seen = system.clock.instant().plus(Duration.ofHours(2));
    system.clock.set(seen);
    system.reap();

    system.clock.set(seen.plus(Duration.ofMinutes(70)).minusMillis(1));
    system.reap();
    assertThat(system.sessionDenials.denied(role)).containsExactly(grant);

    system.clock.set(seen.plus(Duration.ofMinutes(70)));
    system.reap();
    assertThat(system.sessionDenials.denied(role)).isEmpty();
  }

  @Test
  void aDenialThatIsWrittenAfterItsRemovalStaysAsLongAgain() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.Lapsed(0), system.clock.instant());
    system.reap();
    system.pass(Duration.ofMinutes(70));
    system.reap();
    assertThat(system.sessionDenials.denied(role)).isEmpty();

    assertThat(system.sessionDenials.deny(role, grant)).isTrue();
    system.reap();
    system.pass(Duration.ofMinutes(1));
    system.reap();
    assertThat(system.sessionDenials.denied(role)).containsExactly(grant);
  }

  @Test
  void afterAColdStartItStaysAsLongOnceMore() {
    GrantId grant = denied();
    RoleArn role = role(grant);
    system.ledger.append(
        system.ledger.read(grant), new GrantEvent.Lapsed(0), system.clock.instant());
    system.reap();
    system.pass(Duration.ofMinutes(70));
    system.restartReap();

    system.reap();

    assertThat(system.sessionDenials.denied(role)).containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneItIsRecordedAllTheSame() {
    GrantId grant = denied();
    system.sessionDenials.removeRole(role(grant));
    system.clock.set(until(grant));

    system.reap();

    assertThat(system.types(grant)).endsWith("session-denial-removed");
  }

  @Test
  void whatSomebodyTookAwayIsPutBack() {
    GrantId grant = denied();
    takeAway(grant);
    List<String> before = system.types(grant);

    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
    assertThat(system.sessionDenials.denied(role(grant))).containsExactly(grant);
    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isZero();
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void onceTheLastSessionIsOverNothingIsPutBack() {
    GrantId grant = denied();
    takeAway(grant);
    system.clock.set(until(grant));

    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isZero();
    assertThat(system.sessionDenials.denied(role(grant))).isEmpty();
  }

  @Test
  void whatIsToBePutBackNeedsRoom() {
    GrantId grant = denied();
    takeAway(grant);
    system.sessionDenials.room(0, false);

    assertThat(system.reap().path("SessionDenialsFull").asInt()).isEqualTo(1);

    system.sessionDenials.room(1, false);
    system.reap();
    assertThat(system.sessionDenials.denied(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleCouldNotBeLookedAtNothingIsPutBackUntilItCan() {
    GrantId grant = denied();
    takeAway(grant);
    system.sessionDenials.reachable(false);
    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isZero();

    system.sessionDenials.reachable(true);
    assertThat(system.sessionDenials.denied(role(grant))).isEmpty();
    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsMissingIsPutBackAlsoWhileAnotherAccountIsClosed() {
    GrantId grant = denied();
    takeAway(grant);
    system.sessionDenials.close(TARGET);

    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
    assertThat(system.sessionDenials.denied(role(grant))).containsExactly(grant);
  }

  @Test
  void whereTheRoleIsGoneNothingIsPutBack() {
    GrantId grant = denied();
    system.sessionDenials.removeRole(role(grant));

    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isZero();
  }

  @Test
  void roomIsMadeBeforeItIsNeeded() {
    GrantId first = denied();
    GrantId second = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(second));
    system.sessionDenials.room(1, false);
    system.clock.set(until(first));
    system.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    system.pass(Duration.ofMinutes(1));

    system.reap();

    assertThat(system.types(first)).endsWith("session-denial-removed");
    assertThat(system.types(second)).endsWith("policy-deleted");
    assertThat(system.ledger.read(second).state()).isInstanceOf(Known.class);
  }

  @Test
  void aRoleOnWhichNothingIsDeniedCostsOneCall() {
    system.requested();
    int[] calls = {0};
    system.sessionDenials.atEveryCall(_ -> calls[0]++);

    system.reap();

    int accounts = 2;
    int roles =
        system.sessionDenials.roles(HUB).size() + system.sessionDenials.roles(TARGET).size();
    assertThat(calls[0] - accounts).isEqualTo(accounts + roles);
  }

  @Test
  void whereARoleIsFullOneDenialByTimeTakesThePlaceOfAll() {
    GrantId first = denied();
    GrantId second = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(second));
    system.sessionDenials.room(1, true);
    system.grants.run(second, new GrantCommand.Return(ALICE, "done"));
    system.pass(Duration.ofMinutes(1));

    system.reap();
    assertThat(system.types(second)).endsWith("returned", "sessions-denied", "policy-deleted");
    assertThat(system.sessionDenials.denials(role(first)).before()).hasSize(1);
    assertThat(system.sessionDenials.denied(role(first))).containsExactly(first);

    JsonNode counted = system.reap();
    assertThat(counted.path("SessionDenialsFull").asInt()).isEqualTo(1);
    assertThat(counted.path("SessionDenialsMissing").asInt()).isZero();
    assertThat(system.sessionDenials.denied(role(first))).isEmpty();
    assertThat(system.sessionDenials.denials(role(first)).before()).hasSize(1);
    assertThat(system.types(first)).doesNotContain("session-denial-removed");
  }

  @Test
  void aDenialByTimeStaysUntilEverySessionIsOverThatItDenies() {
    RoleArn role = role(system.requested());
    Instant instant = system.clock.instant();
    system.sessionDenials.denyBefore(role, instant);

    system.clock.set(instant.plus(Duration.ofMinutes(70)).minusMillis(1));
    system.reap();
    assertThat(system.sessionDenials.denials(role).before()).containsExactly(instant);

    system.clock.set(instant.plus(Duration.ofMinutes(70)));
    system.reap();
    assertThat(system.sessionDenials.denials(role).isEmpty()).isTrue();
  }

  @Test
  void aDenialByTimeIsNoneOfASessionThatBeganLater() {
    GrantId grant = denied();
    Instant instant = system.clock.instant();
    system.sessionDenials.denyBefore(role(grant), instant);

    system.reap();
    assertThat(system.sessionDenials.denied(role(grant))).containsExactly(grant);

    takeAway(grant);
    assertThat(system.reap().path("SessionDenialsMissing").asInt()).isEqualTo(1);
  }

  @Test
  void ofDenialsByTimeTheNewestStays() {
    RoleArn role = role(system.requested());
    Instant instant = system.clock.instant();
    system.sessionDenials.denyBefore(role, instant);
    system.sessionDenials.denyBefore(role, instant.plusSeconds(60));

    system.reap();

    assertThat(system.sessionDenials.denials(role).before())
        .containsExactly(instant.plusSeconds(60));
  }

  /// As somebody else would.
  private void takeAway(GrantId grant) {
    system.sessionDenials.remove(role(grant), system.sessionDenials.denials(role(grant)));
  }

  /// A grant that was used and given back, whose sessions are denied.
  private GrantId denied() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.grants.run(grant, new GrantCommand.Return(ALICE, "done"));
    system.run("Retire", grant);
    assertThat(system.types(grant)).endsWith("sessions-denied", "policy-deleted");
    return grant;
  }

  private Instant until(GrantId grant) {
    return system.ledger.read(grant).known().dossier().sessions().until().orElseThrow();
  }

  private RoleArn role(GrantId grant) {
    return request(grant).role();
  }

  private GrantEvent.Requested request(GrantId grant) {
    return (GrantEvent.Requested) system.events(grant).getFirst();
  }
}
