package dev.hallpass.handlers.notifications;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.UNKNOWN;
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
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.port.BusEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is told what, when, and how often.
class NotifyTest {

  private static final Duration HOURS = Duration.ofHours(2);

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aYesThatSettlesIsToldToTheRequesterToTheOthersAndToTheApproverWhoseLinkWasUsed() {
    GrantId grant = system.sought();
    decide(grant, BOB, "approve");

    system.notifyOf(grant);

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
  void anyoneWhoGetsInIsToldHowToUseItToGiveItBackAndToAskForMore() {
    GrantId grant = system.active();

    system.notifyOf(grant);

    assertThat(mailTo(ALICE).text())
        .contains("hallpass run " + grant + " -- PROGRAM")
        .contains("hallpass console " + grant)
        .contains("hallpass return " + grant)
        .contains("hallpass extend " + grant + " --for 30m");
  }

  @Test
  void aRevocationByLinkIsToldToTheRequesterAndToAnyoneWhoGaveIt() {
    GrantId grant = system.sought();
    decide(grant, BOB, "approve");
    system.run("Activate", grant);
    decide(grant, BOB, "revoke");

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, BOB);
    assertThat(mailTo(ALICE).text())
        .contains("bob@example.com revoked your access.", "In the words of bob@example.com:");
    assertThat(mailTo(BOB).text()).contains("Your revocation was recorded.");
  }

  @Test
  void aReturnIsToldToNobody() {
    GrantId grant = system.active();
    system.answer(ProxyCall.of("ReturnGrant").on(grant));

    system.notifyOf(grant);

    assertThat(toldPeople()).isEmpty();
  }

  @Test
  void aSignedYesNeedsNoReceipt() {
    GrantId grant = system.approved();

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, CAROL);
  }

  @Test
  void aYesThatDoesNotSettleIsToldOnlyToAnyoneWhoGaveItByLink() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);
    decide(grant, BOB, "approve");
    system.notifyOf(grant);

    decide(grant, CAROL, "approve");
    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(BOB, CAROL, ALICE, DAVE);
  }

  @Test
  void aYesToALevelThatIsNotTheLastSaysThatOthersAreAsked() {
    GrantId grant =
        system.requestedUnder(
            new ApprovalPlan.ByPeople(
                "two",
                List.of(new Level(List.of(BOB), 1, HOURS), new Level(List.of(CAROL), 1, HOURS)),
                false));
    system.run("SeekApproval", grant);
    approve(grant, BOB);

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE);
    assertThat(mailTo(ALICE).text()).contains("the next approvers are asked now");
  }

  @Test
  void aNoIsToldWithItsReason() {
    GrantId grant = system.sought();
    decide(grant, BOB, "deny");

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, BOB, CAROL);
    assertThat(mailTo(ALICE).text())
        .contains("In the words of bob@example.com:", "  > Not today, see www[.]evil[.]example.");
    assertThat(mailTo(BOB).text()).contains("Your no was recorded.");
    assertThat(mailTo(CAROL).text()).contains("bob@example.com said no");
  }

  @Test
  void anyoneWhoWasNotMailedIsNotTold() {
    system.mailer.dead(CAROL);
    InMemorySystem.printedDuring(() -> {
      GrantId grant = system.approved();
      system.mailer.recover();
      system.notifyOf(grant);
    });

    assertThat(toldPeople()).containsExactly(ALICE);
  }

  @Test
  void whatTheRequesterTakesBackIsToldToThoseWhoWereAsked() {
    GrantId grant = system.sought();
    system.answer(ProxyCall.of("CancelGrant").on(grant));

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(BOB, CAROL);
    assertThat(mailTo(BOB).text()).contains("alice@example.com took the request back.");
  }

  @Test
  void whatNobodyAnswersIsToldToTheRequester() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2));
    system.grants.run(grant, new GrantCommand.Lapse());

    system.notifyOf(grant);

    assertThat(told()).containsExactly("alice: Not answered in time: alice@example.com, 1 hour");
  }

  @Test
  void thoseWhoAreRelievedAreTold() {
    GrantId grant = escalated(Mode.TAKE_OVER);

    system.notifyOf(grant, system.types(grant).indexOf("escalated"));

    assertThat(toldPeople()).containsExactly(BOB, CAROL);
    assertThat(mailTo(BOB).text()).contains("now dave@example.com is asked instead");
  }

  @Test
  void anyoneWhoIsOnlyJoinedIsToldNothing() {
    GrantId grant = escalated(Mode.JOIN);

    system.notifyOf(grant, system.types(grant).indexOf("escalated"));

    assertThat(told()).isEmpty();
  }

  @Test
  void theRequesterIsToldWhenItOpensWhenItsEndIsNearAndWhenItIsOver() {
    GrantId grant = system.active();
    system.notifyOf(grant);
    assertThat(mailTo(ALICE).text())
        .contains(
            "Your access is open.",
            "It ends by itself at ",
            "hallpass run " + grant.value() + " -- PROGRAM");

    system.clock.set(system.expiresAt(grant).minus(Duration.ofMinutes(9)));
    system.grants.run(grant, new GrantCommand.NoteEndNear());
    system.notifyOf(grant);
    assertThat(mailTo(ALICE).subject()).startsWith("Access ends soon: ");
    assertThat(mailTo(ALICE).text()).contains("hallpass extend " + grant);

    system.expire(grant);
    system.run("Retire", grant);
    system.notifyOf(grant, system.types(grant).indexOf("ended"));
    assertThat(mailTo(ALICE).text()).contains("Your access is over.", "Its time is up.");
    assertThat(toldPeople()).containsExactly(ALICE, ALICE, ALICE);
  }

  @Test
  void theRequesterIsToldWhenItCannotBeOpened() {
    GrantId grant = system.approved();
    system.grants.run(grant, new GrantCommand.Fail("Activate"));

    system.notifyOf(grant);

    assertThat(told()).containsExactly("alice: Access did not open: alice@example.com, 1 hour");
  }

  @Test
  void theOwnersAreToldOfBrokenGlassAtOnceAndAnAlarmRings() {
    GrantId grant = system.brokenGlass();

    String printed = InMemorySystem.printedDuring(() -> system.notifyOf(grant));
    String again = InMemorySystem.printedDuring(() -> system.notifyOf(grant, 0));

    assertThat(toldPeople()).containsExactly(CAROL, DAVE);
    assertThat(mailTo(CAROL).text()).contains("alice@example.com broke the glass.");
    assertThat(Json.read(printed).path("GlassBroken").intValue()).isEqualTo(1);
    assertThat(again).doesNotContain("GlassBroken");
  }

  @Test
  void anOrdinaryRequestIsToldToNobody() {
    GrantId grant = system.requested();

    String printed = InMemorySystem.printedDuring(() -> system.notifyOf(grant));

    assertThat(told()).isEmpty();
    assertThat(printed).doesNotContain("GlassBroken");
  }

  @Test
  void theWordOfARuleIsToldButNotWhereTheGlassWasBroken() {
    GrantId ruled = system.requestedUnder(new ApprovalPlan.ByRule("office-hours"));
    GrantId broken = system.brokenGlass();
    for (GrantId grant : List.of(ruled, broken)) {
      system.run("SeekApproval", grant);
      system.notifyOf(grant, system.types(grant).indexOf("approved-by-rule"));
    }

    assertThat(toldPeople()).containsExactly(ALICE);
    assertThat(mailTo(ALICE).text()).contains("The rule office-hours of the catalogue approved it");
  }

  @Test
  void aReviewIsToldToTheRequesterAndToTheOtherOwners() {
    GrantId grant = system.toReview();
    system.grants.run(
        grant,
        new GrantCommand.Review(CAROL, Verdict.NOT_JUSTIFIED, "It could wait.", Channel.SIGNED));

    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE, DAVE);
    assertThat(mailTo(DAVE).text())
        .contains("carol@example.com reviewed the access.", "They found it not justified.")
        .contains("  > It could wait.");
  }

  @Test
  void nobodyIsToldTwiceHoweverOftenTheStreamBringsIt() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.notifyOf(grant, yes);
    system.run("Activate", grant);

    system.notifyOf(grant, yes);
    system.notifyOf(grant, yes);

    assertThat(toldPeople()).containsExactly(ALICE, CAROL);
  }

  @Test
  void whatWasToldIsForgottenWithTheFunctionAndToldOnceMore() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.notifyOf(grant, yes);

    system.deploy(Catalogs.deployed());
    system.notifyOf(grant, yes);

    assertThat(toldPeople()).containsExactly(ALICE, CAROL, ALICE, CAROL);
  }

  @Test
  void aMailWhoseAnswerIsLostGoesOutOnceMoreAndNoOther() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.mailer.loseNextAnswer();

    InMemorySystem.printedDuring(
        () -> assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).hasSize(1));
    assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).isEmpty();

    assertThat(toldPeople()).containsExactly(ALICE, CAROL, ALICE);
  }

  @Test
  void newsIsNotNotedInTheLedger() {
    GrantId grant = system.approved();
    List<String> before = system.types(grant);

    system.notifyOf(grant);

    assertThat(toldPeople()).isNotEmpty();
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void oneMailTellsWhoApprovedAndThatItIsOpenWhereBothAreKnownTogether() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.run("Activate", grant);

    system.notifyOf(grant, yes);
    system.notifyOf(grant);

    assertThat(told())
        .containsExactly(
            "carol: Already decided: alice@example.com, 1 hour",
            "alice: Access is open: alice@example.com, 1 hour");
    assertThat(mailTo(ALICE).text())
        .contains("Approved by bob@example.com.", "It ends by itself at ");
  }

  @Test
  void oneMailTellsWhichRuleApprovedAndThatItIsOpen() {
    GrantId grant = system.requestedUnder(new ApprovalPlan.ByRule("office-hours"));
    system.run("SeekApproval", grant);
    system.run("Activate", grant);

    system.notifyOf(grant, system.types(grant).indexOf("approved-by-rule"));
    system.notifyOf(grant);

    assertThat(toldPeople()).containsExactly(ALICE);
    assertThat(mailTo(ALICE).text())
        .contains("The rule office-hours of the catalogue approved it.", "It ends by itself at ");
  }

  @Test
  void whatIsToldLaterIsToldAsItWasThen() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);
    approve(grant, BOB);
    int first = system.ledger.read(grant).next() - 1;
    approve(grant, CAROL);
    int second = first + 1;

    system.notifyOf(grant, second);
    system.notifyOf(grant, first);

    assertThat(toldPeople()).containsExactly(ALICE, DAVE);
  }

  @Test
  void aDeadMailboxHoldsUpNobodyAndTheStreamBringsItAgain() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.mailer.dead(ALICE);

    InMemorySystem.printedDuring(() ->
        assertThat(
                system
                    .notifyOf(grant, yes)
                    .path("batchItemFailures")
                    .path(0)
                    .path("itemIdentifier"))
            .isEqualTo(Json.read("\"111100000000000000001\"")));
    assertThat(toldPeople()).containsExactly(CAROL);

    system.mailer.recover();
    assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).isEmpty();
    assertThat(toldPeople()).containsExactly(CAROL, ALICE);
  }

  @Test
  void ofABatchTheFirstThatFailedIsNamedAndTheRestIsDone() {
    GrantId first = system.approved();
    GrantId second = system.approved();
    ObjectNode batch = InMemorySystem.streamed(first, system.ledger.read(first).next() - 1);
    for (GrantId grant : List.of(first, second)) {
      JsonNode record =
          InMemorySystem.streamed(grant, system.ledger.read(grant).next() - 1)
              .path("Records")
              .path(0);
      ((ObjectNode) record.path("dynamodb")).put("SequenceNumber", grant.value());
      batch.withArray("Records").add(record);
    }
    batch.withArray("Records").remove(0);
    system.mailer.dead(ALICE);

    InMemorySystem.printedDuring(() ->
        assertThat(
                system
                    .run("Notify", batch)
                    .path("batchItemFailures")
                    .findValuesAsString("itemIdentifier"))
            .containsExactly(first.value()));

    assertThat(toldPeople()).containsExactly(CAROL, CAROL);
  }

  @Test
  void theBusIsToldOfEachTurnOnceHoweverOftenTheStreamBringsIt() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;

    system.notifyOf(grant, yes);
    system.notifyOf(grant, yes);

    assertThat(system.bus.taken())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo("approved");
          assertThat(Json.read(event.detail()).path("id").stringValue())
              .isEqualTo(grant + "/" + yes);
        });
  }

  @Test
  void theBusIsToldOfWhatPeopleAreNotToldOf() {
    GrantId grant = system.requested();

    system.notifyOf(grant);

    assertThat(told()).isEmpty();
    assertThat(system.bus.taken()).extracting(BusEvent::type).containsExactly("requested");
  }

  @Test
  void mailsDoNotWaitForABusThatTakesNothingAndTheStreamBringsItAgain() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.bus.dead();

    InMemorySystem.printedDuring(
        () -> assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).hasSize(1));
    assertThat(toldPeople()).containsExactly(ALICE, CAROL);

    system.bus.recover();
    assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).isEmpty();
    assertThat(system.bus.taken()).hasSize(1);
    assertThat(toldPeople()).containsExactly(ALICE, CAROL);
  }

  @Test
  void theBusDoesNotWaitForMailsThatFailAndIsNotToldAgain() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.mailer.dead(ALICE, CAROL);

    InMemorySystem.printedDuring(() -> {
      system.notifyOf(grant, yes);
      system.notifyOf(grant, yes);
    });

    assertThat(toldPeople()).isEmpty();
    assertThat(system.bus.taken()).hasSize(1);
  }

  @Test
  void anEventWhoseAnswerWasLostIsPutAgainWithTheSameId() {
    GrantId grant = system.approved();
    int yes = system.ledger.read(grant).next() - 1;
    system.bus.loseNextAnswer();

    InMemorySystem.printedDuring(
        () -> assertThat(system.notifyOf(grant, yes).path("batchItemFailures")).hasSize(1));
    system.notifyOf(grant, yes);

    assertThat(system.bus.taken()).hasSize(2);
    assertThat(system.bus.taken().getFirst()).isEqualTo(system.bus.taken().getLast());
  }

  @Test
  void theMailsOfABatchWaitOnceForABusThatDoesNotAnswer() {
    GrantId first = system.approved();
    GrantId second = system.approved();
    ObjectNode batch = InMemorySystem.streamed(first, system.ledger.read(first).next() - 1);
    batch
        .withArray("Records")
        .addAll(
            InMemorySystem.streamed(second, system.ledger.read(second).next() - 1)
                .withArray("Records")
                .valueStream()
                .toList());
    system.bus.dead();

    InMemorySystem.printedDuring(() -> system.run("Notify", batch));

    assertThat(system.bus.calls()).isEqualTo(1);
    assertThat(toldPeople()).containsExactly(ALICE, CAROL, ALICE, CAROL);
  }

  @Test
  void oldEntriesAreNotTold() {
    GrantId grant = system.approved();
    system.pass(Duration.ofDays(1));

    assertThat(system.notifyOf(grant).path("batchItemFailures")).isEmpty();

    assertThat(told()).isEmpty();
    assertThat(system.bus.taken()).isEmpty();
    assertThat(system.log.text()).contains("too old to notify anybody of");
  }

  @Test
  void ofTheStreamNothingIsBelievedButWhichEntryItIs() {
    GrantId grant = system.sought();
    List<String> before = system.types(grant);

    assertThat(system.notifyOf(grant).path("batchItemFailures")).isEmpty();
    assertThat(system.notifyOf(grant, 99).path("batchItemFailures")).isEmpty();
    assertThat(system.notifyOf(UNKNOWN, 0).path("batchItemFailures")).isEmpty();
    assertThat(
            system
                .run("Notify", (ObjectNode) Json.read("{\"Records\":[{}]}"))
                .path("batchItemFailures"))
        .isEmpty();

    assertThat(told()).isEmpty();
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aGrantThatCannotBeReadDoesNotHoldUpTheStream() {
    GrantId grant = system.approved();
    system.ledger.beforeNextRead(() -> {
      throw new CorruptLedger("entry 1 is missing");
    });

    InMemorySystem.printedDuring(
        () -> assertThat(system.notifyOf(grant, 0).path("batchItemFailures")).isEmpty());
  }

  @Test
  void theseMailsAskForNothing() {
    GrantId grant = system.sought();
    MailedLink bobs = system.mailed(BOB);
    decide(grant, BOB, "approve");
    system.notifyOf(grant);

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
        system.requestedUnder(
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
    system.run("SeekApproval", grant);
    system.pass(Duration.ofHours(1));
    system.run("SeekApproval", grant);
    return grant;
  }

  private void approve(GrantId grant, Person person) {
    system.grants.run(grant, new GrantCommand.Approve(person, Channel.SIGNED, Optional.empty()));
  }

  private void decide(GrantId grant, Person person, String answer) {
    MailedLink mailed = system.mailed(person);
    system.answer(
        ProxyCall.of("Decide").on(grant).form(mailed, answer, "Not today, see www.evil.example."));
  }

  private List<Mail> toldMails() {
    return system.mailer.taken().stream().filter(mail -> mail.link().isEmpty()).toList();
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
