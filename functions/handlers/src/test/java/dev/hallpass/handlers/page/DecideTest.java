package dev.hallpass.handlers.page;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a mailed link is good for, and what it is not.
class DecideTest {

  private final InMemorySystem system = new InMemorySystem();

  @SuppressWarnings("NullAway.Init")
  private GrantId grant;

  @SuppressWarnings("NullAway.Init")
  private MailedLink bobs;

  @BeforeEach
  void seek() {
    grant = system.sought();
    bobs = system.mailed(BOB);
  }

  @Test
  void theLinkAndTheCodeApprove() {
    ProxyAnswer answer = decide(bobs, "approve", "");

    assertThat(heading(answer)).isEqualTo("You approved");
    assertThat(system.types(grant)).endsWith("approved");
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aDenialIsRecordedWithItsReason() {
    ProxyAnswer answer = decide(bobs, "deny", " Not today.\n");

    assertThat(heading(answer)).isEqualTo("You denied");
    assertThat(system.events(grant))
        .last()
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.reason()).isEqualTo("Not today."));
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aLineBreakIsOneCharacterAsInTheFieldThatItWasTypedInto() {
    String typed = "no\n".repeat(333) + "!";

    decide(bobs, "deny", typed.replace("\n", "\r\n"));

    assertThat(system.events(grant))
        .last()
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.reason()).isEqualTo(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "no\u0000", "no\u202Eon"})
  void aDenialNeedsAReasonInPlainText(String reason) {
    List<String> before = system.types(grant);

    ProxyAnswer answer = decide(bobs, "deny", reason);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void lookingDecidesNothingHoweverOften() {
    List<String> before = system.types(grant);

    for (int look = 0; look < 10; look++) {
      assertThat(show(bobs.link()).status()).isEqualTo(200);
    }

    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(system.doorbells.rung()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "code", "123", "1234567", "abcdef", "12345a", "１２３４５６"})
  void aScannerThatTypesNoCodeChangesNothingAndLocksNothing(String typed) {
    List<String> before = system.types(grant);

    for (int attempt = 0; attempt < 10; attempt++) {
      assertThat(decide(bobs.link(), typed, "approve", "x").status()).isEqualTo(422);
    }

    assertThat(system.types(grant)).isEqualTo(before);
    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("You approved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "APPROVE"})
  void aFormWithoutAChoiceIsNoAnswer(String choice) {
    List<String> before = system.types(grant);

    assertThat(decide(bobs, choice, "").status()).isEqualTo(422);
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\u00a0", "\u2009", "\u202f", "\u3000", "\t", "\r\n", "\u2028", "\u200b", "\ufeff",
        "-", "\u2011", "\u2013", "\u2212", "\u00ad"
      })
  void theCodeIsTakenHoweverItIsPasted(String between) {
    String digits = bobs.code().digits();
    String pasted = between + digits.substring(0, 3) + between + digits.substring(3) + between;

    assertThat(heading(decide(bobs.link(), pasted, "approve", ""))).isEqualTo("You approved");
  }

  @Test
  void aWrongCodeIsCountedAndToldAndNotRepeated() {
    Code wrong = bobs.wrongCode();

    ProxyAnswer answer = decide(bobs.link(), wrong.digits(), "approve", "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("4 attempts").doesNotContain(wrong.digits());
    assertThat(system.types(grant)).endsWith("code-refused");
    assertThat(system.doorbells.rung()).isEmpty();
  }

  @Test
  void fiveWrongCodesLockTheLinkAndThenEvenTheRightOneIsRefused() {
    ProxyAnswer fifth = wrongCodes(5);
    List<String> before = system.types(grant);

    assertThat(heading(fifth)).isEqualTo("This link is locked");
    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This link is locked");
    assertThat(heading(decide(bobs, "deny", "no"))).isEqualTo("This link is locked");
    assertThat(heading(show(bobs.link()))).isEqualTo("This link is locked");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void fourWrongCodesDoNot() {
    wrongCodes(4);

    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("You approved");
  }

  @Test
  void aLockedLinkLocksNobodyElse() {
    wrongCodes(5);

    assertThat(heading(decide(system.mailed(CAROL), "approve", ""))).isEqualTo("You approved");
  }

  @Test
  void twoWrongCodesAtTheSameInstantCountTwice() {
    String wrong = bobs.wrongCode().digits();
    system.ledger.beforeNextAppend(() -> decide(bobs.link(), wrong, "approve", ""));

    decide(bobs.link(), wrong, "approve", "");

    assertThat(system.types(grant)).endsWith("code-refused", "code-refused");
    wrongCodes(3);
    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This link is locked");
  }

  @Test
  void theRightCodeAtTheInstantOfTheFifthWrongOneIsRefused() {
    wrongCodes(4);
    system.ledger.beforeNextAppend(() -> wrongCodes(1));

    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This link is locked");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void aLinkIsGoodForOneAnswer() {
    decide(bobs, "approve", "");
    List<String> before = system.types(grant);

    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("You have answered already");
    assertThat(heading(decide(bobs, "deny", "on second thoughts")))
        .isEqualTo("You have answered already");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aLinkIsOvertakenWhenOthersWereFaster() {
    decide(system.mailed(CAROL), "approve", "");

    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This is already decided");
    assertThat(heading(decide(bobs, "deny", "no"))).isEqualTo("This is already decided");
  }

  @Test
  void aLinkIsOvertakenWhenOthersAreFasterWithinTheSameInstant() {
    system.ledger.beforeNextAppend(() -> decide(system.mailed(CAROL), "deny", "no"));

    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This is already decided");
    assertThat(system.types(grant)).endsWith("denied");
  }

  @Test
  void aLinkExpiresWithTheTimeToAnswer() {
    system.pass(Duration.ofHours(2).minusMillis(1));
    assertThat(show(bobs.link()).status()).isEqualTo(200);

    system.pass(Duration.ofMillis(1));

    assertThat(heading(show(bobs.link()))).isEqualTo("This link has expired");
    assertThat(heading(decide(bobs, "approve", ""))).isEqualTo("This link has expired");
    assertThat(system.types(grant)).doesNotContain("approved");
  }

  @Test
  void wrongForeignAndMissingLinksAreNotToldFromEachOther() {
    GrantId other = system.sought();
    MailedLink foreign = system.mailed(BOB);
    List<String> before = system.types(grant);

    ProxyAnswer wrong = show(new Link("wrong"));

    assertThat(heading(wrong)).isEqualTo("This link is not known");
    assertThat(show(foreign.link())).isEqualTo(wrong);
    assertThat(show(new Link(""))).isEqualTo(wrong);
    assertThat(system.answer(show(other, bobs.link()))).isEqualTo(wrong);
    assertThat(system.answer(show(other, bobs.link()).on("no-grant"))).isEqualTo(wrong);
    assertThat(system.answer(show(UNKNOWN, bobs.link()))).isEqualTo(wrong);
    assertThat(heading(decide(foreign, "approve", ""))).isEqualTo("This link is not known");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aFormOfAnotherContentTypeOrTooLargeDecidesNothing() {
    List<String> before = system.types(grant);
    ProxyCall form = form(bobs.link(), bobs.code().digits(), "approve", "");

    assertThat(system.answer(form.header("Content-Type", "application/json")).status())
        .isEqualTo(422);
    assertThat(system.answer(form.withoutHeader("Content-Type")).status()).isEqualTo(422);
    assertThat(system.answer(form.body("a".repeat(100_000))).status()).isEqualTo(422);
    assertThat(system.answer(form.body("link=%zz")).status()).isEqualTo(422);
    assertThat(system.answer(form.body("")).status()).isEqualTo(404);
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void everyPageGoesOutWithStrictHeaders() {
    for (ProxyAnswer page :
        List.of(
            show(bobs.link()),
            show(new Link("wrong")),
            decide(bobs.link(), "", "approve", ""),
            decide(bobs, "approve", ""))) {
      assertThat(page.header("Content-Security-Policy"))
          .startsWith("default-src 'none'")
          .contains("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("script-src", "unsafe");
      assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(page.header("Cache-Control")).isEqualTo("no-store");
      assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(Jsoup.parse(page.body()).select("script, iframe, img, [onclick]")).isEmpty();
    }
  }

  @Test
  void theLinkStandsInTheFormAndNowhereElse() {
    String token = bobs.link().token();

    ProxyAnswer page = show(bobs.link());
    var document = Jsoup.parse(page.body());

    assertThat(document.select("form input[name=link]").val()).isEqualTo(token);
    document.select("form input[name=link]").remove();
    assertThat(document.html()).doesNotContain(token, bobs.code().digits());
    assertThat(page.headers().values()).noneMatch(value -> value.contains(token));
  }

  @Test
  void noLinkAndNoCodeStandsInALogInTheLedgerOrInANotice() {
    String token = bobs.link().token();
    StringBuilder notices = new StringBuilder();

    String printed =
        InMemorySystem.printedDuring(() -> {
          system.ledger.beforeNextRead(() -> {
            throw new CorruptLedger("entry 1 is missing");
          });
          notices.append(show(bobs.link()).body());
          system.doorbells.reachable(false);
          notices.append(decide(bobs, "approve", "").body());
          notices.append(decide(bobs, "approve", "").body());
        });

    assertThat(printed).contains("ERROR").doesNotContain(token, bobs.code().digits());
    assertThat(notices.toString()).doesNotContain(token, bobs.code().digits());
    assertThat(system.written(grant))
        .doesNotContain(token)
        .doesNotContain("\"" + bobs.code().digits());
  }

  @Test
  void anApproverMayAllowAShorterTime() {
    ProxyAnswer answer = system.answer(form(bobs, "PT15M"));

    assertThat(heading(answer)).isEqualTo("You approved");
    assertThat(system.events(grant))
        .last()
        .isInstanceOfSatisfying(
            Approved.class, yes -> assertThat(yes.shortenedTo()).contains(Duration.ofMinutes(15)));
  }

  @Test
  void theTimeThatWasAskedForIsNoShorterOne() {
    system.answer(form(bobs, "PT60M"));

    assertThat(system.events(grant))
        .last()
        .isInstanceOfSatisfying(Approved.class, yes -> assertThat(yes.shortenedTo()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "PT0S", "-PT1H", "PT90S", "an hour", "15"})
  void aTimeThatIsNotOfferedIsNoAnswerAndSaysSo(String duration) {
    List<String> before = system.types(grant);

    ProxyAnswer answer = system.answer(form(bobs, duration));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(Jsoup.parse(answer.body()).select("#complaint").text())
        .contains("Choose one of the times in the list");
    assertThat(system.types(grant)).isEqualTo(before);
  }

  @Test
  void aWrongCodeKeepsWhatWasChosenAndTyped() {
    ProxyAnswer answer =
        system.answer(
            ProxyCall.of("Decide")
                .on(grant)
                .form(
                    bobs,
                    bobs.wrongCode().digits(),
                    "approve",
                    Map.of("reason", "my words", "duration", "PT30M")));

    var page = Jsoup.parse(answer.body());
    assertThat(page.select("option[selected]").val()).isEqualTo("PT30M");
    assertThat(page.select("textarea").text()).isEqualTo("my words");
  }

  @Test
  void whereAYesMustBeSignedTheLinkIsGoodForANoOnly() {
    GrantId signed =
        system.requestedUnder(
            new ApprovalPlan.ByPeople(
                "signed", List.of(new Level(List.of(BOB), 1, Duration.ofHours(2))), true));
    system.run("SeekApproval", signed);
    MailedLink mailed = system.mailed(BOB);

    assertThat(
            Jsoup.parse(system.answer(show(signed, mailed.link())).body())
                .select("button[name=answer]")
                .eachText())
        .containsExactly("Deny");
    assertThat(heading(system.answer(form(mailed, "").on(signed))))
        .isEqualTo("This needs a proof of who you are");
    assertThat(system.types(signed)).doesNotContain("approved");
    assertThat(
            heading(
                system.answer(
                    form(mailed.link(), mailed.code().digits(), "deny", "no").on(signed))))
        .isEqualTo("You denied");
  }

  @Test
  void aLinkThatLocksWakesTheWorkflowWhenOthersAreNeeded() {
    GrantId late =
        system.requestedUnder(
            new ApprovalPlan.ByPeople(
                "late",
                List.of(
                    new Level(
                        List.of(BOB),
                        1,
                        Duration.ofHours(2),
                        Optional.empty(),
                        Optional.of(
                            new Escalation(Duration.ofHours(1), List.of(CAROL), Mode.JOIN)))),
                false));
    system.run("SeekApproval", late);
    MailedLink mailed = system.mailed(BOB);

    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(system.doorbells.rung()).isEmpty();
      system.answer(form(mailed.link(), mailed.wrongCode().digits(), "approve", "").on(late));
    }

    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void thePageTellsSinceWhenThePersonHasHadIt() {
    assertThat(Jsoup.parse(show(bobs.link()).body()).select("main").text())
        .contains("alice@example.com has never had this before.");
    GrantId earlier = system.active();
    system.expire(earlier);
    system.run("Retire", earlier);
    GrantId next = system.sought();

    assertThat(
            Jsoup.parse(system.answer(show(next, system.mailed(BOB).link())).body())
                .select("main")
                .text())
        .contains("alice@example.com has had this once, on 2026-11-23.");
  }

  @Test
  void itTellsWhatEndedEarlyAndWhatWasDenied() {
    system.answer(ProxyCall.of("ReturnGrant").on(system.active()));
    system.answer(ProxyCall.of("DenyGrant").on(system.sought()));
    GrantId next = system.sought();

    assertThat(
            Jsoup.parse(system.answer(show(next, system.mailed(BOB).link())).body())
                .select("main")
                .text())
        .contains(
            "alice@example.com has had this once, on 2026-11-23.",
            "1 request for it ended early.",
            "1 request for it was denied.");
  }

  @Test
  void anOwnerReviewsBrokenGlassWithTheLinkAndTheCode() {
    GrantId broken = system.toReview();
    MailedLink carols = system.mailed(CAROL);

    var page = Jsoup.parse(system.answer(show(broken, carols.link())).body());
    assertThat(page.select("h1").text()).isEqualTo("alice@example.com broke the glass");
    assertThat(page.select("main").text())
        .contains("Opened: 2026-11-23 09:00 UTC.", "Ended: ", "when its time was up")
        .contains("Credentials were fetched: 1 time.", "Broken glass");
    assertThat(page.select("button[name=answer]").eachAttr("value"))
        .containsExactly("not-justified", "justified");

    for (String choice : List.of("approve", "deny", "")) {
      assertThat(review(broken, carols, choice, "I looked.").status()).isEqualTo(422);
    }
    ProxyAnswer silent = review(broken, carols, "justified", " ");
    assertThat(silent.status()).isEqualTo(422);
    assertThat(Jsoup.parse(silent.body()).select("#complaint").text())
        .contains("Say what you looked at");
    assertThat(system.types(broken)).doesNotContain("reviewed");

    assertThat(heading(review(broken, carols, "not-justified", "It could wait.")))
        .isEqualTo("You reviewed");
    assertThat(system.events(broken))
        .last()
        .isEqualTo(new Reviewed(CAROL, Verdict.NOT_JUSTIFIED, "It could wait.", Channel.LINK));
    assertThat(heading(review(broken, carols, "justified", "Again.")))
        .isEqualTo("You have answered already");
    assertThat(heading(system.answer(show(broken, system.mailed(DAVE).link()))))
        .isEqualTo("This is already decided");
  }

  @Test
  void aWrongCodeOfAReviewIsCountedAndRingsNothing() {
    GrantId broken = system.toReview();
    MailedLink carols = system.mailed(CAROL);
    int rung = system.doorbells.rung().size();

    ProxyAnswer answer =
        system.answer(
            form(carols.link(), carols.wrongCode().digits(), "justified", "I looked.").on(broken));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(Jsoup.parse(answer.body()).select("textarea").text()).isEqualTo("I looked.");
    assertThat(system.doorbells.rung()).hasSize(rung);
  }

  private ProxyAnswer review(GrantId broken, MailedLink mailed, String verdict, String remarks) {
    return system.answer(form(mailed.link(), mailed.code().digits(), verdict, remarks).on(broken));
  }

  private ProxyCall form(MailedLink mailed, String duration) {
    return ProxyCall.of("Decide")
        .on(grant)
        .form(mailed, mailed.code().digits(), "approve", Map.of("duration", duration));
  }

  private ProxyAnswer wrongCodes(int count) {
    ProxyAnswer answer = decide(bobs.link(), bobs.wrongCode().digits(), "approve", "");
    return count == 1 ? answer : wrongCodes(count - 1);
  }

  private ProxyAnswer show(Link link) {
    return system.answer(show(grant, link));
  }

  private static ProxyCall show(GrantId grant, Link link) {
    return ProxyCall.of("ShowDecision").on(grant).link(link);
  }

  private ProxyAnswer decide(MailedLink mailed, String answer, String reason) {
    return decide(mailed.link(), mailed.code().digits(), answer, reason);
  }

  private ProxyAnswer decide(Link link, String code, String answer, String reason) {
    return system.answer(form(link, code, answer, reason));
  }

  private ProxyCall form(Link link, String code, String answer, String reason) {
    return ProxyCall.of("Decide")
        .on(grant)
        .form(
            new TreeMap<>(
                Map.of("link", link.token(), "code", code, "answer", answer, "reason", reason)));
  }

  private static String heading(ProxyAnswer page) {
    return Jsoup.parse(page.body()).select("h1").text();
  }
}
