package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.handlers.InMemorySessions.ACCESS_KEY;
import static dev.hallpass.handlers.InMemorySessions.SECRET_KEY;
import static dev.hallpass.handlers.InMemorySessions.SESSION_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Sessions;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Credentials of an active grant: announced before they are asked for, written down nowhere.
class IssueCredentialsTest {

  private final InMemorySystem system = new InMemorySystem();
  private final ProxyCall fetch = ProxyCall.of("IssueCredentials");

  @Test
  void theyComeInTheFormThatCredentialProcessReads() {
    GrantId grant = system.active();

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder(
            "Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "AccountId");
    assertThat(answer.json().path("Version").intValue()).isEqualTo(1);
    assertThat(answer.json().path("SecretAccessKey").stringValue()).isEqualTo(SECRET_KEY);
    assertThat(answer.json().path("AccountId").stringValue()).isEqualTo("111122223333");
  }

  @Test
  void theSessionIsAnnouncedInTheLedgerBeforeItIsAskedFor() {
    GrantId grant = system.active();
    List<String> whenCalled = new ArrayList<>();
    system.sessions.whenCalled(_ -> whenCalled.addAll(system.types(grant)));

    system.answer(fetch.on(grant));

    assertThat(whenCalled).endsWith("credentials-planned");
    assertThat(system.types(grant)).endsWith("credentials-planned", "credentials-issued");
  }

  @Test
  void theSessionIsTheAnnouncedOneUnderTheGrantsOwnPolicyAndRole() {
    GrantId grant = system.active();

    system.answer(fetch.on(grant));

    Sessions.Order order = system.sessions.opened().getFirst();
    Instant end = system.grants.read(grant).plannedEnd().orElseThrow();
    assertThat(order.grant()).isEqualTo(grant);
    assertThat(order.requester()).isEqualTo(ALICE);
    assertThat(order.policy().value()).endsWith("policy/hallpass/" + grant);
    assertThat(order.role().value()).endsWith("role/hallpass/read-bucket-prefix");
    assertThat(order.life()).isEqualTo(Duration.between(system.clock.instant(), end));
    assertThat(system.events(grant))
        .contains(
            new CredentialsPlanned(
                ALICE,
                order.name(),
                // Its life, a minute to begin it in, and ten for clocks that differ.
                Optional.of(end.plus(Duration.ofMinutes(11)))));
  }

  @Test
  void everyFetchIsASessionOfItsOwn() {
    GrantId grant = system.active();

    system.answer(fetch.on(grant));
    system.pass(LiveSessions.BETWEEN);
    system.answer(fetch.on(grant));

    assertThat(system.sessions.opened()).hasSize(2);
    assertThat(system.sessions.opened()).extracting(Sessions.Order::name).doesNotHaveDuplicates();
  }

  @Test
  void earlyTheyLastAsLongAsTheSession() {
    GrantId grant = system.activeForTwoHours();
    Instant sessionEnds = system.grants.now().plus(Duration.ofHours(1));

    assertThat(expiration(system.answer(fetch.on(grant)))).isEqualTo(sessionEnds);
  }

  @Test
  void onceInHalfAMinuteAndTheAnswerSaysWhenAgain() {
    GrantId grant = system.active();
    system.answer(fetch.on(grant));
    system.pass(LiveSessions.BETWEEN.minusSeconds(7));

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.problem()).isEqualTo("too-soon");
    assertThat(answer.header("Retry-After")).isEqualTo("7");
    assertThat(system.sessions.opened()).hasSize(1);
    system.pass(Duration.ofSeconds(7));
    assertThat(system.answer(fetch.on(grant)).status()).isEqualTo(200);
  }

  @Test
  void ofTwoCallsAtTheSameTimeOnlyTheFasterGetsThem() {
    GrantId grant = system.active();
    List<ProxyAnswer> faster = new ArrayList<>();
    system.seals.whileNextIsChecked(() -> faster.add(system.answer(fetch.on(grant))));

    ProxyAnswer slower = system.answer(fetch.on(grant));

    assertThat(faster).extracting(ProxyAnswer::status).containsExactly(200);
    assertThat(slower.status()).isEqualTo(429);
    assertThat(slower.header("Retry-After")).isEqualTo("30");
    assertThat(system.types(grant)).containsOnlyOnce("credentials-issued");
  }

  @Test
  void onlySoManyAtOnceAndTheAnswerSaysWhenAgain() {
    GrantId grant = system.activeForTwoHours();
    for (int times = 0; times < LiveSessions.MOST_AT_ONCE; times++) {
      assertThat(system.answer(fetch.on(grant)).status()).isEqualTo(200);
      system.pass(LiveSessions.BETWEEN);
    }

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.problem()).isEqualTo("too-many-sessions");
    system.pass(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))));
    assertThat(system.answer(fetch.on(grant)).status()).isEqualTo(200);
  }

  @Test
  void lateTheyLastAsLongAsTheGrant() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minus(Duration.ofMinutes(2)));

    assertThat(expiration(system.answer(fetch.on(grant)))).isEqualTo(system.expiresAt(grant));
  }

  @Test
  void onTheSecondOfTheEndThereAreNone() {
    GrantId grant = system.active();
    List<String> before = system.types(grant);
    system.expire(grant);

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("not-active");
    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(system.sessions.opened()).isEmpty();
  }

  @Test
  void beforeActivationThereAreNone() {
    GrantId grant = system.approved();

    assertThat(system.answer(fetch.on(grant)).problem()).isEqualTo("not-active");
    assertThat(system.sessions.opened()).isEmpty();
  }

  @Test
  void anApproverGetsNone() {
    GrantId grant = system.active();

    ProxyAnswer answer = system.answer(fetch.on(grant).by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("not-requester");
    assertThat(system.sessions.opened()).isEmpty();
  }

  @Test
  void whenTheGrantEndedMeanwhileTheyAreNotHandedOut() {
    GrantId grant = system.active();
    system.sessions.whenCalled(_ -> {
      system.expire(grant);
      system.run("Retire", grant);
    });

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
    assertThat(system.types(grant))
        .contains("credentials-planned")
        .doesNotContain("credentials-issued");
  }

  @Test
  void asLongAsThePolicyIsNotVisibleOneIsToldWhenToAskAgain() {
    GrantId grant = system.active();
    system.sessions.visible(false);

    ProxyAnswer answer = system.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("not-visible-yet");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(system.types(grant)).doesNotContain("credentials-issued");

    system.sessions.visible(true);
    assertThat(system.answer(fetch.on(grant)).status()).isEqualTo(200);
  }

  @Test
  void whenStsDoesNotAnswerOneIsToldWhenToAskAgain() {
    GrantId grant = system.active();
    system.sessions.reachable(false);

    InMemorySystem.printedDuring(() -> {
      ProxyAnswer answer = system.answer(fetch.on(grant));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    });
    assertThat(system.types(grant)).doesNotContain("credentials-issued");
  }

  @Test
  void noKeyStandsInTheLedgerOrInALog() {
    GrantId grant = system.active();

    String printed =
        InMemorySystem.printedDuring(() -> {
          system.answer(fetch.on(grant));
          system.pass(LiveSessions.BETWEEN);
          system.sessions.reachable(false);
          system.answer(fetch.on(grant));
        });

    assertThat(printed).contains("ERROR").doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
    assertThat(system.written(grant)).doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
  }

  private static Instant expiration(ProxyAnswer answer) {
    return Instant.parse(answer.json().path("Expiration").stringValue());
  }
}
