package dev.hallpass.handlers.api;

import static dev.hallpass.handlers.InMemorySessions.ACCESS_KEY;
import static dev.hallpass.handlers.InMemorySessions.SECRET_KEY;
import static dev.hallpass.handlers.InMemorySessions.SESSION_TOKEN;
import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.access.Sessions;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Credentials of an active grant: announced before they are asked for, written down nowhere.
class IssueCredentialsTest {

  private final Scene scene = new Scene();
  private final ProxyCall fetch = ProxyCall.of("IssueCredentials");

  @Test
  void theyComeInTheFormThatCredentialProcessReads() {
    GrantId grant = scene.active();

    ProxyAnswer answer = scene.answer(fetch.on(grant));

    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder(
            "Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
    assertThat(answer.json().path("Version").intValue()).isEqualTo(1);
    assertThat(answer.json().path("SecretAccessKey").stringValue()).isEqualTo(SECRET_KEY);
  }

  @Test
  void theSessionIsAnnouncedInTheLedgerBeforeItIsAskedFor() {
    GrantId grant = scene.active();
    List<String> whenCalled = new ArrayList<>();
    scene.sessions.whenCalled(_ -> whenCalled.addAll(scene.types(grant)));

    scene.answer(fetch.on(grant));

    assertThat(whenCalled).endsWith("credentials-planned");
    assertThat(scene.types(grant)).endsWith("credentials-planned", "credentials-issued");
  }

  @Test
  void theSessionIsTheAnnouncedOneUnderTheGrantsOwnPolicyAndRole() {
    GrantId grant = scene.active();

    scene.answer(fetch.on(grant));

    Sessions.Order order = scene.sessions.opened().getFirst();
    assertThat(order.grant()).isEqualTo(grant);
    assertThat(order.requester()).isEqualTo(ALICE);
    assertThat(order.policy().value()).endsWith("policy/hallpass/" + grant);
    assertThat(order.role().value()).endsWith("role/hallpass/read-bucket-prefix");
    assertThat(order.life()).isEqualTo(Duration.ofMinutes(15));
    assertThat(scene.events(grant))
        .contains(
            new CredentialsPlanned(
                ALICE,
                order.name(),
                // Fifteen minutes of life, one to begin it in, and ten for clocks that differ.
                Optional.of(scene.clock.instant().plus(Duration.ofMinutes(26)))));
  }

  @Test
  void everyFetchIsASessionOfItsOwn() {
    GrantId grant = scene.active();

    scene.answer(fetch.on(grant));
    scene.answer(fetch.on(grant));

    assertThat(scene.sessions.opened()).extracting(Sessions.Order::name).doesNotHaveDuplicates();
  }

  @Test
  void earlyTheyLastAsLongAsTheSession() {
    GrantId grant = scene.active();
    Instant sessionEnds = scene.grants.now().plus(Duration.ofMinutes(15));

    assertThat(expiration(scene.answer(fetch.on(grant)))).isEqualTo(sessionEnds);
  }

  @Test
  void lateTheyLastAsLongAsTheGrant() {
    GrantId grant = scene.active();
    scene.clock.set(scene.expiresAt(grant).minus(Duration.ofMinutes(2)));

    assertThat(expiration(scene.answer(fetch.on(grant)))).isEqualTo(scene.expiresAt(grant));
  }

  @Test
  void onTheSecondOfTheEndThereAreNone() {
    GrantId grant = scene.active();
    List<String> before = scene.types(grant);
    scene.expire(grant);

    ProxyAnswer answer = scene.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("not-active");
    assertThat(scene.types(grant)).isEqualTo(before);
    assertThat(scene.sessions.opened()).isEmpty();
  }

  @Test
  void beforeActivationThereAreNone() {
    GrantId grant = scene.approved();

    assertThat(scene.answer(fetch.on(grant)).problem()).isEqualTo("not-active");
    assertThat(scene.sessions.opened()).isEmpty();
  }

  @Test
  void anApproverGetsNone() {
    GrantId grant = scene.active();

    ProxyAnswer answer = scene.answer(fetch.on(grant).by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("not-requester");
    assertThat(scene.sessions.opened()).isEmpty();
  }

  @Test
  void whenTheGrantEndedMeanwhileTheyAreNotHandedOut() {
    GrantId grant = scene.active();
    scene.sessions.whenCalled(_ -> {
      scene.expire(grant);
      scene.run("Retire", grant);
    });

    ProxyAnswer answer = scene.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
    assertThat(scene.types(grant))
        .contains("credentials-planned")
        .doesNotContain("credentials-issued");
  }

  @Test
  void asLongAsThePolicyIsNotVisibleOneIsToldWhenToAskAgain() {
    GrantId grant = scene.active();
    scene.sessions.visible(false);

    ProxyAnswer answer = scene.answer(fetch.on(grant));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("not-visible-yet");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(scene.types(grant)).doesNotContain("credentials-issued");

    scene.sessions.visible(true);
    assertThat(scene.answer(fetch.on(grant)).status()).isEqualTo(200);
  }

  @Test
  void whenStsDoesNotAnswerOneIsToldWhenToAskAgain() {
    GrantId grant = scene.active();
    scene.sessions.reachable(false);

    Scene.printedDuring(() -> {
      ProxyAnswer answer = scene.answer(fetch.on(grant));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    });
    assertThat(scene.types(grant)).doesNotContain("credentials-issued");
  }

  @Test
  void noKeyStandsInTheLedgerOrInALog() {
    GrantId grant = scene.active();

    String printed =
        Scene.printedDuring(() -> {
          scene.answer(fetch.on(grant));
          scene.sessions.reachable(false);
          scene.answer(fetch.on(grant));
        });

    assertThat(printed).contains("ERROR").doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
    assertThat(scene.written(grant)).doesNotContain(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN);
  }

  private static Instant expiration(ProxyAnswer answer) {
    return Instant.parse(answer.json().path("Expiration").stringValue());
  }
}
