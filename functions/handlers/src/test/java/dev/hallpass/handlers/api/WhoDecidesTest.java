package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.condition.Ticket;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who decides on a request: people, a rule, or nobody because the glass is broken.
class WhoDecidesTest {

  private final InMemorySystem system = new InMemorySystem();
  private final ProxyCall keyless = ProxyCall.of("RequestGrant").withoutHeader("Idempotency-Key");
  private final ProxyCall shortLook = logs("PT30M", "INC-4711");
  private final ProxyCall emergency =
      keyless.json(body -> partition(body).put("duration", "PT30M").put("breakGlass", true));

  @Test
  void aRuleDecidesOnAShortLookInOfficeHoursWithAnOpenTicket() {
    system.tickets.open("INC-4711");

    ProxyAnswer answer = system.answer(shortLook);

    assertThat(answer.json().path("rule").stringValue()).isEqualTo("incident-in-office-hours");
    assertThat(answer.json().path("automatic").booleanValue()).isTrue();
    assertThat(answer.json().path("approval")).isEmpty();
    assertThat(answer.json().path("ticket").stringValue()).isEqualTo("INC-4711");
    system.run("SeekApproval", answer.grant());
    assertThat(system.types(answer.grant())).contains("approved-by-rule");
    assertThat(system.mailer.taken()).isEmpty();
  }

  @Test
  void aTicketThatIsNotOpenLeavesItToPeople() {
    assertPeopleDecide(shortLook);
    assertThat(system.tickets.asked()).containsExactly("INC-4711");
  }

  @Test
  void aTicketOfAnotherFormLeavesItToPeople() {
    system.tickets.open("CHG-4711");

    assertPeopleDecide(logs("PT30M", "CHG-4711"));
  }

  @Test
  void aLongLookIsLeftToPeople() {
    system.tickets.open("INC-4711");

    assertPeopleDecide(logs("PT31M", "INC-4711"));
  }

  @Test
  void aLookThatEndsAfterHoursIsLeftToPeople() {
    system.tickets.open("INC-4711");
    // A quarter to six in Berlin.
    system.pass(Duration.ofHours(7).plusMinutes(45));

    assertPeopleDecide(shortLook);
  }

  @Test
  void aTrackerThatDoesNotAnswerLeavesItToPeopleAndTheLogSaysSo() {
    system.tickets.open("INC-4711");
    system.tickets.reachable(false);

    String printed = InMemorySystem.printedDuring(() -> assertPeopleDecide(shortLook));

    assertThat(printed)
        .contains("\"level\":\"ERROR\"", "so people decide", "OutcomeUnknown")
        .doesNotContain("INC-4711", "no answer");
  }

  @Test
  void aTicketOfOtherPeopleOrOfOtherAccessLeavesItToPeople() {
    Instant until = system.clock.instant().plusSeconds(3600);
    Set<EntitlementId> logs = Set.of(new EntitlementId("read-log-group"));

    system.tickets.open("INC-4711", new Ticket(Set.of(BOB), logs, until));
    assertPeopleDecide(shortLook);
    system.tickets.open(
        "INC-4711", new Ticket(Set.of(ALICE), Set.of(new EntitlementId("read-parameters")), until));
    assertPeopleDecide(shortLook);
    system.tickets.open("INC-4711", new Ticket(Set.of(ALICE), logs, system.clock.instant()));
    assertPeopleDecide(shortLook);
  }

  @Test
  void slicesOfADayTogetherKeepTheLimitOfARule() {
    system.tickets.open("INC-4711");
    for (int slice = 0; slice < 4; slice++) {
      assertThat(system.answer(shortLook).json().path("automatic").booleanValue(false)).isTrue();
    }

    assertPeopleDecide(shortLook);
  }

  @Test
  void whatOnePersonHasPendingIsBounded() {
    for (int request = 0; request < 10; request++) {
      assertThat(system.answer(keyless).status()).isEqualTo(201);
    }

    ProxyAnswer refused = system.answer(keyless);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-pending");
    assertThat(system.answer(keyless.by(ERIN)).status()).isEqualTo(201);
  }

  @Test
  void whatOnePersonHasPendingIsBoundedHoweverMuchTheyCancelAfterwards() {
    for (int request = 0; request < 9; request++) {
      assertThat(system.answer(keyless).status()).isEqualTo(201);
    }
    system.clock.pass(Duration.ofHours(1));
    for (int request = 0; request < 100; request++) {
      system.clock.pass(Duration.ofMinutes(4));
      GrantId cancelled = system.answer(keyless).grant();
      assertThat(system.answer(ProxyCall.of("CancelGrant").on(cancelled)).status()).isEqualTo(200);
    }
    system.clock.pass(Duration.ofMinutes(4));
    assertThat(system.answer(keyless).status()).isEqualTo(201);

    assertThat(system.answer(keyless).problem()).isEqualTo("too-many-pending");
  }

  @Test
  void theTrackerIsAskedOnlyWhereARuleLooksAtTickets() {
    system.answer(keyless.json(body -> body.put("ticket", "INC-4711")));
    system.answer(logs("PT30M", "INC-4711").json(body -> body.remove("ticket")));

    assertThat(system.tickets.asked()).isEmpty();
  }

  @Test
  void theParametersSayWhoDecides() {
    ProxyAnswer looking = system.answer(database("support_read"));
    ProxyAnswer writing = system.answer(database("support_write"));

    assertThat(looking.json().path("rule").stringValue()).isEqualTo("looking");
    assertThat(looking.json().path("approval")).hasSize(1);
    assertThat(writing.json().path("rule").stringValue()).isEqualTo("writing");
    assertThat(writing.json().path("signed").booleanValue()).isTrue();
    assertThat(writing.json().path("approval")).hasSize(2);
  }

  @Test
  void theGlassIsBrokenWithoutAnybodysYesAndReviewedAfterwards() {
    GrantId grant = system.answer(emergency).grant();
    assertThat(system.answer(show(grant)).json().path("breakGlass").path("owners"))
        .extracting(JsonNode::stringValue)
        .containsExactly("carol@example.com", "dave@example.com");

    system.run("SeekApproval", grant);
    system.run("Activate", grant);
    assertThat(system.answer(show(grant)).json().path("state").stringValue()).isEqualTo("ACTIVE");
    assertThat(system.answer(show(grant)).json().has("awaitsReview")).isFalse();
  }

  @Test
  void whoMayNotBreakTheGlassIsToldWhoMay() {
    ProxyAnswer answer = system.answer(emergency.by(BOB));

    assertThat(mistake(answer)).contains("alice@example.com, erin@example.com");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void nobodyBreaksTheGlassWhileAnEarlierAccessWaitsForItsReview() {
    GrantId earlier = system.unreviewed();

    assertThat(mistake(system.answer(emergency)))
        .contains(earlier.value(), "waits for its review", "ask one of its owners");

    system.answer(ProxyCall.of("ReviewGrant").on(earlier));
    assertThat(system.answer(emergency).status()).isEqualTo(201);
  }

  @Test
  void nobodyBreaksTheGlassAfterAnAccessThatWasNotJustified() {
    GrantId earlier = system.unreviewed();
    system.answer(
        ProxyCall.of("ReviewGrant").on(earlier).json(body -> body.put("verdict", "NOT_JUSTIFIED")));

    assertThat(mistake(system.answer(emergency)))
        .contains(earlier.value(), "not justified", "let another person ask");
    assertThat(system.answer(emergency.by(ERIN)).status()).isEqualTo(201);

    system.pass(Duration.ofDays(90));
    assertThat(system.answer(emergency).status()).isEqualTo(201);
  }

  @Test
  void anEarlierAccessThatIsStillOpenDoesNotBarAnother() {
    GrantId earlier = system.broken();
    system.run("SeekApproval", earlier);
    system.run("Activate", earlier);

    assertThat(system.answer(emergency).status()).isEqualTo(201);
  }

  @Test
  void aRequestThatPassedByTheBarOpensNothing() {
    GrantId forged = system.broken();
    GrantId earlier = system.unreviewed();
    GrantEvent request = system.events(forged).getFirst();
    GrantId grant = Examples.grant(77);
    system.grants.run(grant, new GrantCommand.Request((GrantEvent.Requested) request));
    system.run("SeekApproval", grant);
    system.run("Activate", grant);

    assertThat(system.events(earlier)).isNotEmpty();
    assertThat(system.events(grant))
        .last()
        .isEqualTo(new GrantEvent.Refused(GrantEvent.Doubt.RULE_NOT_MET));
    assertThat(system.policies.of(grant)).isEmpty();
  }

  @Test
  void theAlarmRingsByTheFunctionThatOpensTheAccess() {
    GrantId grant = system.broken();
    system.run("SeekApproval", grant);

    String printed = InMemorySystem.printedDuring(() -> system.run("Activate", grant));

    assertThat(printed).contains("\"GlassBroken\":1");
  }

  @Test
  void whoBreaksTheGlassForTooLongIsToldForHowLongItCanBe() {
    ProxyAnswer answer = system.answer(emergency.json(body -> body.put("duration", "PT31M")));

    assertThat(mistake(answer)).contains("at most PT30M");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void glassThatIsNotThereIsNotBroken() {
    ProxyAnswer answer = system.answer(keyless.json(body -> body.put("breakGlass", true)));

    assertThat(mistake(answer)).contains("is not possible for this entitlement");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void glassThatIsLeftAloneLeavesItToPeople() {
    ProxyAnswer answer = system.answer(emergency.json(body -> body.put("breakGlass", false)));

    assertThat(answer.json().has("breakGlass")).isFalse();
    assertThat(answer.json().path("approval")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ticket", "breakGlass"})
  void theSameKeyWithAnotherTicketOrGlassIsAConflict(String member) {
    ProxyCall keyed =
        emergency.header("Idempotency-Key", "one").json(body -> body.put("ticket", "a"));
    system.answer(keyed);

    ProxyAnswer same = system.answer(keyed);
    ProxyAnswer other =
        system.answer(
            keyed.json(body -> {
              if (member.equals("ticket")) {
                body.put("ticket", "b");
              } else {
                body.remove("breakGlass");
              }
            }));

    assertThat(same.status()).isEqualTo(201);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void whatIsOfferedSaysWhoDecidesWhen() {
    JsonNode rules = offered(BOB, "read-log-group").path("rules");

    assertThat(rules).hasSize(2);
    assertThat(rules.path(0).path("automatic").booleanValue()).isTrue();
    assertThat(rules.path(0).path("when").stringValue())
        .startsWith("when ")
        .contains("PT30M", "from 08:00 to 18:00 (Europe/Berlin)", "INC-[0-9]{1,6}");
    assertThat(rules.path(1).has("when")).isFalse();
    assertThat(rules.path(1).path("approval").path(0).path("quorum").intValue()).isEqualTo(1);
  }

  @Test
  void onlyThoseWhoMayBreakTheGlassAreShownIt() {
    JsonNode glass = offered(ALICE, "edit-table-partition").path("breakGlass");

    assertThat(glass.path("longest").stringValue()).isEqualTo("PT30M");
    assertThat(glass.path("owners")).hasSize(2);
    assertThat(offered(ERIN, "edit-table-partition").has("breakGlass")).isTrue();
    assertThat(offered(BOB, "edit-table-partition").has("breakGlass")).isFalse();
    assertThat(offered(ALICE, "read-bucket-prefix").has("breakGlass")).isFalse();
  }

  @Test
  void onesOtherAddressIsOneselfAndAListIsNobody() {
    GrantId grant = system.answer(emergency.by(Person.of("a.smith@example.com"))).grant();

    assertThat(((Requested) system.events(grant).getFirst()).requester()).isEqualTo(ALICE);
    ProxyAnswer list = system.answer(emergency.by(Person.of("platform@example.com")));
    assertThat(list.status()).isEqualTo(403);
    assertThat(list.problem()).isEqualTo("unknown-caller");
  }

  private void assertPeopleDecide(ProxyCall call) {
    ProxyAnswer answer = system.answer(call);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("rule").stringValue()).isEqualTo("approval");
    assertThat(answer.json().has("automatic")).isFalse();
    assertThat(answer.json().path("approval")).hasSize(1);
  }

  @Test
  void anOfferNamesTheManagedPoliciesThatItOpens() {
    assertThat(offered(ALICE, "see-bills").path("managedPolicies"))
        .extracting(JsonNode::stringValue)
        .containsExactly("AWSBillingReadOnlyAccess");
    assertThat(offered(ALICE, "read-log-group").has("managedPolicies")).isFalse();
  }

  private ProxyCall logs(String duration, String ticket) {
    return ProxyCall.of("RequestGrant")
        .withoutHeader("Idempotency-Key")
        .json(body -> {
          body.put("entitlement", "read-log-group").put("duration", duration);
          body.put("ticket", ticket);
          body.putObject("parameters").put("logGroup", "checkout/api");
        });
  }

  private ProxyCall database(String user) {
    return keyless.json(body -> {
      body.put("entitlement", "open-database-console");
      body.putObject("parameters").put("user", user);
    });
  }

  private static ObjectNode partition(ObjectNode body) {
    body.putObject("parameters").put("table", "orders").put("key", "c#4711");
    return body.put("entitlement", "edit-table-partition");
  }

  private ProxyCall show(GrantId grant) {
    return ProxyCall.of("ShowGrant").on(grant).by(ALICE);
  }

  private JsonNode offered(Person person, String entitlement) {
    return system
        .answer(ProxyCall.of("ListEntitlements").by(person))
        .json()
        .path("entitlements")
        .valueStream()
        .filter(one -> one.path("entitlement").stringValue().equals(entitlement))
        .findFirst()
        .orElseThrow();
  }

  private static String mistake(ProxyAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    JsonNode mistake = answer.json().at("/mistakes/0");
    assertThat(mistake.path("member").stringValue()).isEqualTo("breakGlass");
    return mistake.path("says").stringValue();
  }
}
