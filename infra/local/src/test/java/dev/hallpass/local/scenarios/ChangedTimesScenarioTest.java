package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import tools.jackson.databind.JsonNode;

/// Access that ends early, goes on longer, or begins later than it is approved.
class ChangedTimesScenarioTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whatIsReturnedIsOverWithinAMomentAndTheReportSaysHow() {
    GrantId grant = scene.opened(Asked.prefix("PT30M"), BOB);
    scene.pass(Duration.ofMinutes(5));
    Instant returned = scene.now();

    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("RETURNED");
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
    JsonNode end = scene.show(grant).path("end");
    assertThat(Instant.parse(Json.text(end, "due"))).isEqualTo(returned);
    assertThat(Instant.parse(Json.text(end, "recorded"))).isEqualTo(returned);
    assertThat(Json.text(end, "by")).isEqualTo("WORKFLOW");
    assertThat(Json.text(end, "removedBy")).isEqualTo("WORKFLOW");
    assertThat(Instant.parse(Json.text(end, "policyGone")))
        .isBetween(returned, returned.plus(A_MOMENT));
    assertThat(scene.show(grant).at("/return/reason").stringValue()).isEqualTo("Done.");
  }

  @Test
  void theLinkOfAYesRevokesWhatItOpenedAndTheRequesterIsTold() {
    GrantId grant = scene.opened(Asked.prefix("PT30M"), BOB);
    LinkInMail link = scene.linkTo(BOB, grant);
    assertThat(scene.open(link).body()).contains("alice@example.com has access", "You approved it");

    assertThat(scene.revoke(link).body()).contains("You revoked the access");
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    assertThat(scene.policies()).isEmpty();
    assertThat(subjectsTo(ALICE)).anyMatch(subject -> subject.startsWith("Access was revoked"));
    assertThat(scene.open(link).body()).contains("You have answered already");
    assertThat(scene.revoke(link).body()).contains("This is already decided");
  }

  @Test
  void anyoneWhoWasAskedMayRevokeWhatOthersApprovedAndStrangersMayNot() {
    GrantId grant = scene.opened(Asked.prefix("PT30M"), BOB);

    assertThat(scene.revokeSigned(ERIN, grant).statusCode()).isEqualTo(404);
    assertThat(scene.revokeSigned(ALICE, grant).statusCode()).isEqualTo(403);
    assertThat(scene.open(scene.linkTo(CAROL, grant)).body()).contains("You were asked as");
    assertThat(scene.revokeSigned(CAROL, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
  }

  @Test
  void anExtensionIsApprovedAnewAndTakesOverWhenTheFirstEnds() {
    GrantId grant = scene.opened(Asked.prefix("PT30M"), BOB);
    Instant end = scene.expiresAt(grant);

    GrantId longer = scene.extend(ALICE, grant, Map.of());
    assertThat(scene.state(longer)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.show(longer).path("extensionOf").stringValue()).isEqualTo(grant.value());
    assertThat(scene.approve(scene.linkTo(BOB, longer)).body()).contains("access opens at ");
    scene.pass(A_MOMENT);
    assertThat(scene.state(longer)).isEqualTo("APPROVED");
    assertThat(scene.policies()).containsExactly(grant.value());

    scene.passUntil(end.plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.state(longer)).isEqualTo("ACTIVE");
    assertThat(scene.policies()).containsExactly(longer.value());
    assertThat(scene.expiresAt(longer)).isEqualTo(end.plus(Duration.ofMinutes(15)));
    assertThat(scene.keys(longer).expiration()).isAfter(end);

    GrantId longest = scene.extend(ALICE, longer, Map.of());
    assertThat(scene.show(longest).path("extensionOf").stringValue()).isEqualTo(longer.value());
  }

  @Test
  void anExtensionOfWhatWasRevokedDoesNotBegin() {
    GrantId grant = scene.opened(Asked.prefix("PT30M"), BOB);
    Instant end = scene.expiresAt(grant);
    GrantId longer = scene.extend(ALICE, grant, Map.of());
    scene.approve(scene.linkTo(BOB, longer));
    scene.pass(A_MOMENT);

    scene.revokeSigned(BOB, grant);
    scene.passUntil(end.plus(Duration.ofMinutes(1)));

    assertThat(scene.outcome(longer)).isEqualTo("NOTHING_TO_EXTEND");
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.types(longer)).doesNotContain("policy-planned");
  }

  @Test
  void whatIsToBeginLaterBeginsThenAndEndsAsAsked() {
    Instant start = scene.now().plus(Duration.ofHours(3));
    GrantId grant =
        scene.request(ALICE, Asked.prefix("PT30M").with(Map.of("startsAt", start.toString())));
    assertThat(scene.approve(scene.linkTo(BOB, grant)).body()).contains("access opens at ");
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("APPROVED");
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
    assertThat(scene.policies()).isEmpty();

    scene.passUntil(start.plus(A_MOMENT));
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(scene.expiresAt(grant)).isEqualTo(start.plus(Duration.ofMinutes(30)));

    scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void whatIsRevokedBeforeItBeginsNeverOpens() {
    Instant start = scene.now().plus(Duration.ofHours(1));
    GrantId grant =
        scene.request(ALICE, Asked.prefix("PT30M").with(Map.of("startsAt", start.toString())));
    LinkInMail link = scene.linkTo(BOB, grant);
    scene.approve(link);
    scene.pass(A_MOMENT);

    HttpResponse<String> revoked = scene.revoke(link);
    assertThat(revoked.body()).contains("You revoked the access");
    scene.passUntil(start.plus(Duration.ofMinutes(1)));

    assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    assertThat(scene.types(grant)).doesNotContain("policy-planned");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  private List<String> subjectsTo(Person person) {
    return scene.system().mails().stream()
        .filter(mail -> mail.to().contains(person.email()))
        .map(mail -> mail.subject())
        .toList();
  }
}
