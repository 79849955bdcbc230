package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Asking for access that is to begin later.
class ScheduledStartTest {

  private final InMemorySystem system = new InMemorySystem();
  private final ProxyCall request = ProxyCall.of("RequestGrant");

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T13:00:00Z, 2026-11-23T13:00:00.000Z",
    "2026-11-23T13:00Z, 2026-11-23T13:00:00.000Z",
    "2026-11-23T14:00:30+01:00, 2026-11-23T13:00:30.000Z",
    "2026-11-23T09:00:01Z, 2026-11-23T09:00:01.000Z",
    "2026-12-23T09:00:00Z, 2026-12-23T09:00:00.000Z"
  })
  void aTimeInTheNextThirtyDaysIsTaken(String startsAt, String shown) {
    ProxyAnswer answer = system.answer(at(startsAt));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().path("startsAt").stringValue()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T09:00:00Z",
        "2025-11-23T13:00:00Z",
        "2026-12-23T09:00:01Z",
        "+999999999-12-31T23:59:59Z",
        "2026-11-23T13:00:00.5Z",
        "2026-11-23T13:00:00",
        "2026-11-23",
        "tomorrow",
        ""
      })
  void anyOtherTimeIsAMistakeThatSaysWhatToDo(String startsAt) {
    ProxyAnswer answer = system.answer(at(startsAt));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/mistakes/0/member").stringValue()).isEqualTo("startsAt");
    assertThat(answer.json().at("/mistakes/0/says").stringValue()).startsWith("must be");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void brokenGlassBeginsAtOnce() {
    ProxyAnswer answer =
        system.answer(at("2026-11-23T13:00:00Z").json(body -> body.put("breakGlass", true)));

    assertThat(answer.json().at("/mistakes/0/member").stringValue()).isEqualTo("startsAt");
    assertThat(answer.json().at("/mistakes/0/says").stringValue()).contains("breakGlass");
  }

  @Test
  void theSameKeyWithAnotherStartIsAConflict() {
    ProxyAnswer first = system.answer(at("2026-11-23T13:00:00Z"));

    assertThat(system.answer(at("2026-11-23T14:00:00+01:00"))).isEqualTo(first);
    assertThat(system.answer(at("2026-11-23T13:00:01Z")).problem())
        .isEqualTo("idempotency-key-reused");
    assertThat(system.answer(request).problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void aRepeatMayComeAfterTheStart() {
    ProxyAnswer first = system.answer(at("2026-11-23T09:01:00Z"));
    system.pass(Duration.ofMinutes(2));

    assertThat(system.answer(at("2026-11-23T09:01:00Z"))).isEqualTo(first);
  }

  @Test
  void theApproverSeesFromWhenUntilWhenAndIsToldWhenItOpens() {
    GrantId grant = system.answer(at("2026-11-23T10:00:00Z")).grant();
    system.run("SeekApproval", grant);
    var mailed = system.mailed(BOB);
    String window = "1 hour, from 2026-11-23 10:00 UTC until 2026-11-23 11:00 UTC";

    String page = system.answer(ProxyCall.of("ShowDecision").on(grant).link(mailed.link())).body();
    assertThat(Jsoup.parse(page).select("main").text())
        .contains(window)
        .doesNotContain("from the moment the last approval is in")
        .contains("Answer by 2026-11-23 11:00 UTC");
    assertThat(system.mailer.taken().getLast().text()).contains(window);

    system.answer(ProxyCall.of("ApproveGrant").on(grant));
    system.notifyOf(grant);
    assertThat(system.mailer.taken())
        .filteredOn(mail -> mail.to().equals(ALICE))
        .singleElement()
        .satisfies(
            mail -> assertThat(mail.text()).contains("the access opens at 2026-11-23 10:00 UTC"));
  }

  @Test
  void itOpensThenAndNotBefore() {
    GrantId grant = system.answer(at("2026-11-23T10:00:00Z")).grant();
    system.run("SeekApproval", grant);
    system.answer(ProxyCall.of("ApproveGrant").on(grant));

    assertThat(system.run("Activate", grant).path("next").stringValue()).isEqualTo("AwaitStart");
    assertThat(system.types(grant)).doesNotContain("policy-planned");
    assertThat(system.answer(ProxyCall.of("IssueCredentials").on(grant)).problem())
        .isEqualTo("not-active");

    system.pass(Duration.ofMinutes(60));
    system.run("Activate", grant);
    assertThat(system.types(grant)).endsWith("activated");
    assertThat(system.expiresAt(grant)).isEqualTo("2026-11-23T11:00:00Z");
  }

  @Test
  void rulesThatLookAtTheHourLookAtTheStart() {
    system.tickets.open("INC-99");

    ProxyAnswer byNight = system.answer(incidentAt("2026-11-24T01:00:00Z"));
    assertThat(byNight.json().path("rule").stringValue()).isEqualTo("approval");
  }

  @Test
  void aRuleWithoutPeopleOpensNothingInTheFuture() {
    system.tickets.open("INC-99");

    ProxyAnswer answer = system.answer(incidentAt("2026-11-24T10:00:00Z"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/mistakes/0/member").stringValue()).isEqualTo("startsAt");
    assertThat(answer.json().at("/mistakes/0/says").stringValue())
        .contains("incident-in-office-hours", "leave it out, or ask at that time");
  }

  /// The request for a look at logs for an incident.
  private ProxyCall incidentAt(String startsAt) {
    return at(startsAt)
        .withoutHeader("Idempotency-Key")
        .json(body -> {
          body.put("entitlement", "read-log-group").put("duration", "PT30M");
          body.putObject("parameters").put("logGroup", "checkout/api");
          body.put("ticket", "INC-99");
        });
  }

  private ProxyCall at(String startsAt) {
    return request.json(body -> body.put("startsAt", startsAt));
  }
}
