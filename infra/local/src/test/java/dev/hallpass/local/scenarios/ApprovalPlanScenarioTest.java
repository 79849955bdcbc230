package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Escalated;
import dev.hallpass.grant.GrantEvent.Trigger;
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

/// The ways in which the deployed catalogue lets decide, each played to its end.
class ApprovalPlanScenarioTest {

  private static final Asked WRITING =
      new Asked("open-database-console", Map.of("user", "support_write"), "PT30M");
  private static final Asked LOOKING =
      new Asked("open-database-console", Map.of("user", "support_read"), "PT30M");

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void levelsAreAskedInTurnAndAnyoneWhoIsLateIsRemindedAndJoined() {
    GrantId grant = scene.request(ALICE, WRITING);
    assertThat(asked(grant)).containsExactly(BOB);

    scene.pass(Duration.ofMinutes(30));
    assertThat(asked(grant)).containsExactly(BOB, BOB);
    assertThat(subjectsTo(BOB)).last().asString().startsWith("Reminder: ");

    scene.pass(Duration.ofMinutes(30));
    assertThat(asked(grant)).containsExactly(BOB, BOB, CAROL, DAVE);
    assertThat(scene.events(grant)).contains(new Escalated(0, Trigger.TIME_PASSED));

    assertThat(scene.approveSigned(CAROL, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(asked(grant)).endsWith(ERIN).hasSize(5);

    scene.pass(Duration.ofMinutes(90));
    assertThat(asked(grant)).endsWith(ERIN, DAVE);
    assertThat(scene.approveSigned(ERIN, grant).statusCode()).isEqualTo(403);
    assertThat(scene.approveSigned(DAVE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @Test
  void aLevelThatNobodyAnswersInItsTimeLapses() {
    GrantId grant = scene.request(ALICE, WRITING);

    scene.pass(Duration.ofHours(2).plusMinutes(1));

    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void whereAYesMustBeSignedALinkIsGoodForANoOnly() {
    GrantId grant = scene.request(ALICE, WRITING);

    assertThat(scene.approve(scene.linkTo(BOB, grant)).statusCode()).isEqualTo(403);
    assertThat(scene.types(grant)).doesNotContain("approved");
    assertThat(scene.deny(scene.linkTo(BOB, grant), "Use the reports.").statusCode())
        .isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("DENIED");
  }

  @Test
  void aReminderTakesThePlaceOfTheFirstMail() {
    GrantId grant = scene.request(ALICE, LOOKING);
    LinkInMail first = scene.linkTo(BOB, grant);
    scene.pass(Duration.ofMinutes(31));

    assertThat(scene.approve(first).body()).contains("There is a newer mail");
    assertThat(scene.deny(scene.linkTo(BOB, grant), "Use the reports.").statusCode())
        .isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.outcome(grant)).isEqualTo("DENIED");
  }

  @Test
  void aMailThatComesBackCallsThoseWhoElseMayAnswer() {
    scene.bounce(BOB);

    GrantId grant = scene.request(ALICE, WRITING);
    scene.pass(A_MOMENT);

    assertThat(scene.events(grant)).contains(new Escalated(0, Trigger.QUORUM_OUT_OF_REACH));
    assertThat(asked(grant)).containsExactly(BOB, CAROL, DAVE);
  }

  @Test
  void whileAnIncidentIsOpenARuleDecidesAndIsRecorded() {
    scene.openTicket("INC-99");

    GrantId grant = ask(ALICE, Asked.logGroup("PT15M"), Map.of("ticket", "INC-99"));

    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(asked(grant)).isEmpty();
    assertThat(scene.types(grant)).contains("approved-by-rule").doesNotContain("approved");
  }

  @Test
  void forATicketThatIsNotOpenPeopleDecide() {
    GrantId grant = ask(ALICE, Asked.logGroup("PT15M"), Map.of("ticket", "INC-99"));

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(asked(grant)).containsExactly(BOB, CAROL);
  }

  @Test
  void anyoneWhoBreaksTheGlassIsInAtOnceAndIsReviewedUntilSomebodyHas() {
    GrantId grant = ask(ALICE, Asked.partition("PT30M"), Map.of("breakGlass", true));
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(subjectsTo(CAROL)).hasSize(1);
    assertThat(subjectsTo(DAVE)).hasSize(1);

    scene.passUntil(scene.expiresAt(grant).plus(Duration.ofMinutes(1)));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.policies()).isEmpty();
    assertThat(reviewsAsked(grant)).isEqualTo(2);

    scene.pass(Duration.ofHours(12));
    assertThat(reviewsAsked(grant)).isEqualTo(4);
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.RUNNING);

    LinkInMail link = scene.linkTo(CAROL, grant);
    assertThat(scene.open(link).statusCode()).isEqualTo(200);
    assertThat(scene.answer(link, link.code(), "justified", "INC-99.").statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.types(grant)).contains("reviewed");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
    scene.pass(Duration.ofHours(13));
    assertThat(reviewsAsked(grant)).isEqualTo(4);
  }

  @Test
  void nobodyReviewsWhatTheyBroke() {
    GrantId grant = ask(ERIN, Asked.partition("PT15M"), Map.of("breakGlass", true));
    scene.passUntil(scene.expiresAt(grant).plus(Duration.ofMinutes(1)));

    assertThat(review(ERIN, grant).statusCode()).isEqualTo(403);
    assertThat(review(BOB, grant).statusCode()).isEqualTo(404);
    assertThat(review(DAVE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void anApproverMayAllowLessTimeThanWasAskedFor() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT1H"));
    scene.signed(BOB, "POST", "/grants/" + grant + "/approval", "{\"duration\":\"PT20M\"}");
    Instant approved = scene.now();
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(scene.expiresAt(grant))
        .isBetween(approved.plus(Duration.ofMinutes(19)), approved.plus(Duration.ofMinutes(21)));
  }

  @Test
  void theRequesterIsToldOfEachTurn() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT30M"));
    assertThat(subjectsTo(ALICE)).isEmpty();

    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);
    // One mail says that it was approved and that it is open.
    assertThat(subjectsTo(ALICE)).hasSize(1);

    scene.passUntil(scene.expiresAt(grant).minus(Duration.ofMinutes(8)));
    assertThat(subjectsTo(ALICE)).hasSize(2);

    scene.passUntil(scene.expiresAt(grant).plus(Duration.ofMinutes(1)));
    assertThat(subjectsTo(ALICE)).hasSize(3).doesNotHaveDuplicates();
    assertThat(subjectsTo(CAROL)).hasSize(2);
  }

  @Test
  void whatWaitsForSomebodyIsListedForThem() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT30M"));

    assertThat(scene.signed(BOB, "GET", "/approvals", "").body()).contains(grant.value());
    assertThat(scene.signed(DAVE, "GET", "/approvals", "").body()).doesNotContain(grant.value());
    scene.approveSigned(CAROL, grant);
    assertThat(scene.signed(BOB, "GET", "/approvals", "").body()).doesNotContain(grant.value());
  }

  private GrantId ask(Person person, Asked asked, Map<String, Object> more) {
    HttpResponse<String> answer = scene.requested(person, asked.with(more), Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    scene.pass(A_MOMENT);
    return Scene.idIn(answer);
  }

  private HttpResponse<String> review(Person person, GrantId grant) {
    return scene.signed(
        person,
        "POST",
        "/grants/" + grant + "/review",
        "{\"verdict\":\"JUSTIFIED\",\"remarks\":\"It was down.\"}");
  }

  /// Who was mailed a question, in order.
  private List<Person> asked(GrantId grant) {
    return scene.events(grant).stream()
        .filter(ApprovalSought.class::isInstance)
        .map(event -> ((ApprovalSought) event).approver())
        .toList();
  }

  private long reviewsAsked(GrantId grant) {
    return scene.types(grant).stream().filter("review-sought"::equals).count();
  }

  private List<String> subjectsTo(Person person) {
    return scene.system().mails().stream()
        .filter(mail -> mail.to().contains(person.email()))
        .map(mail -> mail.subject())
        .toList();
  }
}
