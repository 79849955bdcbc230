package dev.hallpass.handlers.notifications;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Notified;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is told what, when, and never twice.
class NotifyTest {

  private static final Duration HOURS = Duration.ofHours(2);

  private final Scene scene = new Scene();

  @Test
  void aYesThatSettlesIsToldToTheRequesterToTheOthersAndToTheApproverWhoseLinkWasUsed() {
    GrantId grant = scene.sought();
    decide(grant, BOB, "approve");

    scene.notifyOf(grant);

    assertThat(told())
        .containsExactly(
            "bob: Recorded: alice@example.com, 1 hour",
            "alice: Approved: alice@example.com, 1 hour",
            "carol: Already decided: alice@example.com, 1 hour");
    assertThat(mailTo(ALICE).text())
        .contains("bob@example.com approved.", "the access opens within a minute");
    assertThat(mailTo(CAROL).text()).contains("bob@example.com said yes");
    assertThat(mailTo(BOB).text()).contains("Your yes was recorded.", "If it was not you");
  }

  @Test
  void anyoneWhoGetsInIsToldHowToFetchToGiveBackAndToAskForMore() {
    GrantId grant = scene.active();

    scene.notifyOf(grant);

    assertThat(mailTo(ALICE).text())
        .contains("/grants/" + grant + "/credentials\"")
        .contains("/grants/" + grant + "/return\" --header 'Content-Type: application/json'")
        .contains("/grants/" + grant + "/extension\" --header 'Content-Type: application/json'");
  }

  @Test
  void aRevocationByLinkIsToldToTheRequesterAndToAnyoneWhoGaveIt() {
    GrantId grant = scene.sought();
    decide(grant, BOB, "approve");
    scene.run("Activate", grant);
    decide(grant, BOB, "revoke");

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, BOB);
    assertThat(mailTo(ALICE).text())
        .contains("bob@example.com revoked your access.", "In the words of bob@example.com:");
    assertThat(mailTo(BOB).text()).contains("Your revocation was recorded.");
  }

  @Test
  void aReturnIsToldToNobody() {
    GrantId grant = scene.active();
    scene.answer(ProxyCall.of("ReturnGrant").on(grant));

    scene.notifyOf(grant);

    assertThat(toldPeople()).isEmpty();
  }

  @Test
  void aSignedYesNeedsNoReceipt() {
    GrantId grant = scene.approved();

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, CAROL);
  }

  @Test
  void aYesThatDoesNotSettleIsToldOnlyToAnyoneWhoGaveItByLink() {
    GrantId grant = scene.requestedOfTwo();
    scene.run("SeekApproval", grant);
    decide(grant, BOB, "approve");
    scene.notifyOf(grant);

    decide(grant, CAROL, "approve");
    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(BOB, CAROL, ALICE, DAVE);
  }

  @Test
  void aYesToALevelThatIsNotTheLastSaysThatOthersAreAsked() {
    GrantId grant =
        scene.requestedUnder(
            new ApprovalPlan.ByPeople(
                "two",
                List.of(new Level(List.of(BOB), 1, HOURS), new Level(List.of(CAROL), 1, HOURS)),
                false));
    scene.run("SeekApproval", grant);
    approve(grant, BOB);

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE);
    assertThat(mailTo(ALICE).text()).contains("the next approvers are asked now");
  }

  @Test
  void aNoIsToldWithItsReason() {
    GrantId grant = scene.sought();
    decide(grant, BOB, "deny");

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, BOB, CAROL);
    assertThat(mailTo(ALICE).text())
        .contains("In the words of bob@example.com:", "  > Not today, see www[.]evil[.]example.");
    assertThat(mailTo(BOB).text()).contains("Your no was recorded.");
    assertThat(mailTo(CAROL).text()).contains("bob@example.com said no");
  }

  @Test
  void anyoneWhoWasNotMailedIsNotTold() {
    scene.mailer.dead(CAROL);
    Scene.printedDuring(() -> {
      GrantId grant = scene.approved();
      scene.mailer.recover();
      scene.notifyOf(grant);
    });

    assertThat(toldPeople()).containsExactly(ALICE);
  }

  @Test
  void whatTheRequesterTakesBackIsToldToThoseWhoWereAsked() {
    GrantId grant = scene.sought();
    scene.answer(ProxyCall.of("CancelGrant").on(grant));

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(BOB, CAROL);
    assertThat(mailTo(BOB).text()).contains("alice@example.com took the request back.");
  }

  @Test
  void whatNobodyAnswersIsToldToTheRequester() {
    GrantId grant = scene.sought();
    scene.pass(Duration.ofHours(2));
    scene.grants.run(grant, new GrantCommand.Lapse());

    scene.notifyOf(grant);

    assertThat(told()).containsExactly("alice: Not answered in time: alice@example.com, 1 hour");
  }

  @Test
  void thoseWhoAreRelievedAreTold() {
    GrantId grant = escalated(Mode.TAKE_OVER);

    scene.notifyOf(grant, scene.types(grant).indexOf("escalated"));

    assertThat(toldPeople()).containsExactly(BOB, CAROL);
    assertThat(mailTo(BOB).text()).contains("now dave@example.com is asked instead");
  }

  @Test
  void anyoneWhoIsOnlyJoinedIsToldNothing() {
    GrantId grant = escalated(Mode.JOIN);

    scene.notifyOf(grant, scene.types(grant).indexOf("escalated"));

    assertThat(told()).isEmpty();
  }

  @Test
  void theRequesterIsToldWhenItOpensWhenItsEndIsNearAndWhenItIsOver() {
    GrantId grant = scene.active();
    scene.notifyOf(grant);
    assertThat(mailTo(ALICE).text())
        .contains(
            "Your access is open.",
            "It ends by itself at ",
            "--request POST \"$API/grants/" + grant.value() + "/credentials\"");

    scene.clock.set(scene.expiresAt(grant).minus(Duration.ofMinutes(9)));
    scene.grants.run(grant, new GrantCommand.NoteEndNear());
    scene.notifyOf(grant);
    assertThat(mailTo(ALICE).subject()).startsWith("Access ends soon: ");
    assertThat(mailTo(ALICE).text()).contains("/grants/" + grant + "/extension\"");

    scene.expire(grant);
    scene.run("Retire", grant);
    scene.notifyOf(grant, scene.types(grant).indexOf("ended"));
    assertThat(mailTo(ALICE).text()).contains("Your access is over.", "Its time is up.");
    assertThat(toldPeople()).containsExactly(ALICE, ALICE, ALICE);
  }

  @Test
  void theRequesterIsToldWhenItCannotBeOpened() {
    GrantId grant = scene.approved();
    scene.grants.run(grant, new GrantCommand.Fail("Activate"));

    scene.notifyOf(grant);

    assertThat(told()).containsExactly("alice: Access did not open: alice@example.com, 1 hour");
  }

  @Test
  void theOwnersAreToldOfBrokenGlassAtOnceAndAnAlarmRings() {
    GrantId grant = scene.brokenGlass();

    String printed = Scene.printedDuring(() -> scene.notifyOf(grant));
    String again = Scene.printedDuring(() -> scene.notifyOf(grant, 0));

    assertThat(toldPeople()).containsExactly(CAROL, DAVE);
    assertThat(mailTo(CAROL).text()).contains("alice@example.com broke the glass.");
    assertThat(Json.read(printed).path("GlassBroken").intValue()).isEqualTo(1);
    assertThat(again).doesNotContain("GlassBroken");
  }

  @Test
  void anOrdinaryRequestIsToldToNobody() {
    GrantId grant = scene.requested();

    String printed = Scene.printedDuring(() -> scene.notifyOf(grant));

    assertThat(told()).isEmpty();
    assertThat(printed).doesNotContain("GlassBroken");
  }

  @Test
  void theWordOfARuleIsToldButNotWhereTheGlassWasBroken() {
    GrantId ruled = scene.requestedUnder(new ApprovalPlan.ByRule("office-hours"));
    GrantId broken = scene.brokenGlass();
    for (GrantId grant : List.of(ruled, broken)) {
      scene.run("SeekApproval", grant);
      scene.notifyOf(grant, scene.types(grant).indexOf("approved-by-rule"));
    }

    assertThat(toldPeople()).containsExactly(ALICE);
    assertThat(mailTo(ALICE).text()).contains("The rule office-hours of the catalogue approved it");
  }

  @Test
  void aReviewIsToldToTheRequesterAndToTheOtherOwners() {
    GrantId grant = scene.toReview();
    scene.grants.run(
        grant,
        new GrantCommand.Review(CAROL, Verdict.NOT_JUSTIFIED, "It could wait.", Channel.SIGNED));

    scene.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, DAVE);
    assertThat(mailTo(DAVE).text())
        .contains("carol@example.com reviewed the broken glass.", "They found it not justified.")
        .contains("  > It could wait.");
  }

  @Test
  void nobodyIsToldTwiceHoweverOftenTheStreamBringsIt() {
    GrantId grant = scene.approved();
    int yes = scene.ledger.read(grant).next() - 1;
    scene.notifyOf(grant, yes);
    scene.run("Activate", grant);

    scene.notifyOf(grant, yes);
    scene.notifyOf(grant, yes);

    assertThat(toldPeople()).containsExactly(ALICE, CAROL);
    assertThat(scene.events(grant)).filteredOn(Notified.class::isInstance).hasSize(2);
  }

  @Test
  void whatIsToldLaterIsToldAsItWasThen() {
    GrantId grant = scene.requestedOfTwo();
    scene.run("SeekApproval", grant);
    approve(grant, BOB);
    int first = scene.ledger.read(grant).next() - 1;
    approve(grant, CAROL);
    int second = first + 1;

    scene.notifyOf(grant, second);
    scene.notifyOf(grant, first);

    assertThat(toldPeople()).containsExactly(ALICE, DAVE);
  }

  @Test
  void aDeadMailboxHoldsUpNobodyAndTheStreamBringsItAgain() {
    GrantId grant = scene.approved();
    int yes = scene.ledger.read(grant).next() - 1;
    scene.mailer.dead(ALICE);

    Scene.printedDuring(() ->
        assertThat(
                scene.notifyOf(grant, yes).path("batchItemFailures").path(0).path("itemIdentifier"))
            .isEqualTo(Json.read("\"111100000000000000001\"")));
    assertThat(toldPeople()).containsExactly(CAROL);

    scene.mailer.recover();
    assertThat(scene.notifyOf(grant, yes).path("batchItemFailures")).isEmpty();
    assertThat(toldPeople()).containsExactly(CAROL, ALICE);
  }

  @Test
  void ofABatchTheFirstThatFailedIsNamedAndTheRestIsDone() {
    GrantId first = scene.approved();
    GrantId second = scene.approved();
    ObjectNode batch = Scene.streamed(first, scene.ledger.read(first).next() - 1);
    for (GrantId grant : List.of(first, second)) {
      JsonNode record =
          Scene.streamed(grant, scene.ledger.read(grant).next() - 1).path("Records").path(0);
      ((ObjectNode) record.path("dynamodb")).put("SequenceNumber", grant.value());
      batch.withArray("Records").add(record);
    }
    batch.withArray("Records").remove(0);
    scene.mailer.dead(ALICE);

    Scene.printedDuring(() ->
        assertThat(
                scene
                    .run("Notify", batch)
                    .path("batchItemFailures")
                    .findValuesAsString("itemIdentifier"))
            .containsExactly(first.value()));

    assertThat(toldPeople()).containsExactly(CAROL, CAROL);
  }

  @Test
  void oldEntriesAreNotTold() {
    GrantId grant = scene.approved();
    scene.pass(Duration.ofDays(1));

    assertThat(scene.notifyOf(grant).path("batchItemFailures")).isEmpty();

    assertThat(told()).isEmpty();
    assertThat(scene.log.text()).contains("too old to notify anybody of");
  }

  @Test
  void ofTheStreamNothingIsBelievedButWhichEntryItIs() {
    GrantId grant = scene.sought();
    List<String> before = scene.types(grant);

    assertThat(scene.notifyOf(grant).path("batchItemFailures")).isEmpty();
    assertThat(scene.notifyOf(grant, 99).path("batchItemFailures")).isEmpty();
    assertThat(scene.notifyOf(new GrantId("grant-" + "f".repeat(32)), 0).path("batchItemFailures"))
        .isEmpty();
    assertThat(
            scene
                .run("Notify", (ObjectNode) Json.read("{\"Records\":[{}]}"))
                .path("batchItemFailures"))
        .isEmpty();

    assertThat(told()).isEmpty();
    assertThat(scene.types(grant)).isEqualTo(before);
  }

  @Test
  void aGrantThatCannotBeReadDoesNotHoldUpTheStream() {
    GrantId grant = scene.approved();
    scene.ledger.beforeNextRead(() -> {
      throw new CorruptLedger("entry 1 is missing");
    });

    Scene.printedDuring(
        () -> assertThat(scene.notifyOf(grant, 0).path("batchItemFailures")).isEmpty());
  }

  @Test
  void theseMailsAskForNothing() {
    GrantId grant = scene.sought();
    MailedLink bobs = scene.mailed(BOB);
    decide(grant, BOB, "approve");
    scene.notifyOf(grant);

    assertThat(toldMails())
        .hasSize(3)
        .allSatisfy(mail -> {
          assertThat(mail.link()).isEmpty();
          assertThat(mail.text() + mail.html())
              .doesNotContain("http", "href", bobs.link().token(), bobs.code().digits());
        });
  }

  private GrantId escalated(Mode mode) {
    GrantId grant =
        scene.requestedUnder(
            new ApprovalPlan.ByPeople(
                "late",
                List.of(
                    new Level(
                        List.of(BOB, CAROL),
                        1,
                        HOURS,
                        Optional.empty(),
                        Optional.of(new Escalation(Duration.ofHours(1), List.of(DAVE), mode)))),
                false));
    scene.run("SeekApproval", grant);
    scene.pass(Duration.ofHours(1));
    scene.run("SeekApproval", grant);
    return grant;
  }

  private void approve(GrantId grant, Person person) {
    scene.grants.run(grant, new GrantCommand.Approve(person, Channel.SIGNED, Optional.empty()));
  }

  private void decide(GrantId grant, Person person, String answer) {
    MailedLink mailed = scene.mailed(person);
    scene.answer(
        ProxyCall.of("Decide")
            .on(grant)
            .form(
                new TreeMap<>(
                    Map.of(
                        "link",
                        mailed.link().token(),
                        "code",
                        mailed.code().digits(),
                        "answer",
                        answer,
                        "reason",
                        "Not today, see www.evil.example."))));
  }

  private List<Mail> toldMails() {
    return scene.mailer.taken().stream().filter(mail -> mail.link().isEmpty()).toList();
  }

  private List<Person> toldPeople() {
    return toldMails().stream().map(Mail::to).toList();
  }

  private List<String> told() {
    return toldMails().stream()
        .map(mail ->
            mail.to().email().replaceAll("@.*", "")
                + ": "
                + mail.subject().replaceAll("^(.*?: .*?): .*", "$1"))
        .toList();
  }

  private Mail mailTo(Person person) {
    return toldMails().stream()
        .filter(mail -> mail.to().equals(person))
        .reduce((_, later) -> later)
        .orElseThrow();
  }
}
