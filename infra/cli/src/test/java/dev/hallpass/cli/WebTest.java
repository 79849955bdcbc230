package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakeBrowser;
import dev.hallpass.cli.scene.FakeBrowser.Answer;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hallpass in a browser: asking, using and answering by forms alone.
class WebTest {

  private static final String FORM = "/entitlements/read-bucket-prefix";
  private static final Map<String, String> FILLED_IN =
      Map.of(
          "parameters.bucket", "acme-exports",
          "parameters.prefix", "customers/4711",
          "duration", "30m",
          "justification", "Support case 4711");

  private final Town town;
  private final Desk alice;
  private final Desk bob;

  WebTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    bob = town.desk("bob");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private static void browsing(Desk desk, Consumer<FakeBrowser> person) {
    Ran ran =
        desk.browsing(address -> {
          FakeBrowser browser = new FakeBrowser(address);
          browser.open();
          person.accept(browser);
        });
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static Answer ask(FakeBrowser browser) {
    Answer asked = browser.press(browser.get(FORM), "request", FILLED_IN);
    assertThat(asked.status()).as(asked.text("main")).isEqualTo(200);
    return asked;
  }

  private String requested() {
    Ran ran = alice.asksForExports("customers/4711", "30m");
    town.timeline().advance(Duration.ofSeconds(5));
    return ran.printed().getFirst();
  }

  private String opened() {
    String grant = requested();
    bob.hallpass("approve", grant, "--yes");
    assertThat(alice.hallpass("wait", grant).exit()).isZero();
    return grant;
  }

  @Test
  void itIsOpenForADayOfWork() {
    Ran ran = alice.hallpass("web");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("http://127\\.0\\.0\\.1:[0-9]+/enter\\?token=[0-9a-f]{64}");
    assertThat(ran.err()).contains("Ctrl-C", "12 hours");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void withPrintNoBrowserIsOpened() {
    assertThat(alice.answering(List.of("here"), "web", "--print").printed()).hasSize(1);
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void withoutABrowserTheAddressIsStillPrinted() {
    alice.programs().lack("xdg-open");
    alice.programs().lack("wslview");
    Ran ran = alice.answering(List.of("here"), "web");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("/enter?token=");
    assertThat(ran.err()).contains("--print");
  }

  @Test
  void whatCanBeAskedForIsListedInItsOwnWords() {
    browsing(
        alice,
        browser -> {
          Answer offers = browser.get("/entitlements");

          assertThat(offers.text("main")).contains("read-bucket-prefix", "up to 8 h");
          assertThat(offers.page().select("main a").eachAttr("href")).contains(FORM);
        });
  }

  @Test
  void anEntitlementIsAFormInItsOwnWords() {
    browsing(
        alice,
        browser -> {
          Answer form = browser.get(FORM);

          assertThat(form.text("legend, label"))
              .contains(
                  "The bucket", "The prefix, without a slash at its end", "How long?", "Ticket");
          assertThat(form.page().select("[name=parameters.bucket]").eachAttr("value"))
              .contains("acme-exports", "acme-invoices");
          assertThat(form.text("#request-parameters-prefix-hint"))
              .contains("such as customers/4711");
          assertThat(form.text("#request-duration-hint")).contains("Up to 8 h");
          assertThat(form.page().select("[name=breakGlass]")).isEmpty();
        });
  }

  @Test
  void breakGlassIsOfferedWhereItCanBeHad() {
    browsing(
        alice,
        browser -> {
          Answer form = browser.get("/entitlements/edit-table-partition");
          assertThat(form.text("fieldset")).contains("Is it an emergency?", "carol@example.com");

          Answer grant =
              browser.press(
                  form,
                  "request",
                  Map.of(
                      "parameters.table", "orders",
                      "parameters.key", "customer#4711",
                      "duration", "15m",
                      "justification", "the shop is down",
                      "breakGlass", form.page().select("[name=breakGlass]").val()));
          town.timeline().advance(Duration.ofMinutes(1));
          assertThat(grant.text("h1")).isNotEmpty();
          assertThat(browser.get("/").text("main")).contains("open until");
        });
  }

  @Test
  void aFormThatIsSentAsksAndShowsTheGrant() {
    browsing(
        alice,
        browser -> {
          Answer grant = ask(browser);

          assertThat(grant.text("main"))
              .contains("waits", "bucket=acme-exports prefix=customers/4711")
              .contains("Support case 4711", "open and download objects");
          town.timeline().advance(Duration.ofSeconds(5));
          assertThat(bob.hallpass("approvals").out()).contains("alice@example.com");
          assertThat(browser.get("/").text(".grants"))
              .contains("waits, lapses in", "30 min, grant-");
        });
  }

  @Test
  void askingTwiceGivesOneGrant() {
    browsing(
        alice,
        browser -> {
          ask(browser);
          ask(browser);

          assertThat(browser.get("/").page().select(".grants > li")).hasSize(1);
        });
  }

  @Test
  void aStartIsATimeOfTheReadersZone() {
    browsing(
        alice,
        browser -> {
          Answer grant =
              browser.press(
                  browser.press(
                      browser.get(FORM), "request", Map.of("startsAt", "2026-03-02T15:00")),
                  "request",
                  FILLED_IN);

          assertThat(grant.text("main")).contains("from 15:00 Z");
        });
  }

  @Test
  void mistakesStandBesideTheirFieldsAndNothingTypedIsLost() {
    browsing(
        alice,
        browser -> {
          Answer again =
              browser.press(
                  browser.get(FORM),
                  "request",
                  Map.of(
                      "parameters.bucket", "acme-invoices",
                      "duration", "soon",
                      "ticket", "INC-1",
                      "justification", "First line\nsecond <line> & \"more\""));

          assertThat(again.status()).isEqualTo(422);
          assertThat(again.page().title()).startsWith("Not asked for: ");
          assertThat(again.text("#request-parameters-prefix-mistake"))
              .contains("Answer this, such as customers/4711");
          assertThat(again.text("#request-duration-mistake")).contains("'soon' is not a duration");
          assertThat(again.page().select("#request-duration").attr("aria-invalid"))
              .isEqualTo("true");
          assertThat(again.page().select("#request-duration").attr("aria-describedby"))
              .isEqualTo("request-duration-mistake request-duration-hint");
          assertThat(again.page().select("[role=alert] a").eachAttr("href"))
              .containsExactly("#request-parameters-prefix", "#request-duration");
          assertThat(again.page().select("#request-duration").val()).isEqualTo("soon");
          assertThat(again.page().select("#request-ticket").val()).isEqualTo("INC-1");
          assertThat(again.page().select("textarea").getFirst().wholeText())
              .isEqualTo("First line\nsecond <line> & \"more\"");
          assertThat(again.page().select("[name=parameters.bucket][checked]").val())
              .isEqualTo("acme-invoices");
          assertThat(alice.hallpass("list").err()).contains("You have no grants");
        });
  }

  @Test
  void aMistakeThatOnlyHallpassFindsStandsBesideItsField() {
    browsing(
        alice,
        browser -> {
          Answer prefix =
              browser.press(
                  browser.press(browser.get(FORM), "request", FILLED_IN_WRONG),
                  "request",
                  Map.of());

          assertThat(prefix.status()).isEqualTo(422);
          assertThat(prefix.text("#request-parameters-prefix-mistake")).isNotEmpty();
          assertThat(prefix.page().select("#request-parameters-prefix").val()).isEqualTo("a/*");
        });
  }

  private static final Map<String, String> FILLED_IN_WRONG =
      Map.of(
          "parameters.bucket", "acme-exports",
          "parameters.prefix", "a/*",
          "duration", "30m",
          "justification", "Support case 4711");

  @Test
  void aTimeThatIsTooLongIsSaidBesideIt() {
    browsing(
        alice,
        browser -> {
          Answer again = browser.press(browser.get(FORM), "request", Map.of("duration", "9h"));

          assertThat(again.text("#request-duration-mistake")).contains("8 h at the most");
        });
  }

  @Test
  void whileHallpassIsNotReachedTheFormComesBackAsItWas() {
    browsing(
        alice,
        browser -> {
          Answer form = browser.get(FORM);
          town.close();
          Answer again = browser.press(form, "request", FILLED_IN);

          assertThat(again.status()).isEqualTo(422);
          assertThat(again.text("[role=alert]")).contains("Hallpass does not answer");
          assertThat(again.page().select("#request-parameters-prefix").val())
              .isEqualTo("customers/4711");
          assertThat(again.page().select("textarea").getFirst().wholeText())
              .isEqualTo("Support case 4711");
          assertThat(browser.get("/").text("main")).contains("Hallpass was not reached");
        });
  }

  @Test
  void aGrantIsShownWithItsLife() {
    String grant = opened();
    browsing(
        alice,
        browser -> {
          Answer page = browser.get("/grants/" + grant);

          assertThat(page.text("main")).contains("open until 12:30 Z");
          assertThat(page.text(".milestones"))
              .matches("Requested 12:00 Z Approved 12:00 Z Opened 12:00 Z Ends 12:30 Z");
          assertThat(page.text("svg title")).contains("Requested 12:00 Z, ", "Ends 12:30 Z");
          assertThat(page.page().select("svg rect.open").attr("width")).isNotEmpty();
          assertThat(page.page().select("ol.steps li").eachText())
              .anyMatch(step -> step.contains("bob@example.com approved"));
          assertThat(page.text("pre")).contains("s3:GetObject");
        });
  }

  @Test
  void aWaitingGrantIsLookedAtAgainOnlyForReadersWhoWantIt() {
    String grant = requested();
    browsing(
        alice,
        browser -> {
          assertThat(browser.get("/grants/" + grant).header("Refresh")).isEmpty();
          assertThat(browser.get("/grants/" + grant + "?watch").header("Refresh")).isEqualTo("15");
        });
  }

  @Test
  void aRequestIsTakenBack() {
    String grant = requested();
    browsing(
        alice,
        browser -> {
          Answer cancelled = browser.press(browser.get("/grants/" + grant), "cancel", Map.of());

          assertThat(cancelled.text(".milestones")).contains("Cancelled");
          assertThat(cancelled.page().select("form")).isEmpty();
        });
  }

  @Test
  void accessIsGivenBackWithAReason() {
    String grant = opened();
    browsing(
        alice,
        browser -> {
          Answer without = browser.press(browser.get("/grants/" + grant), "return", Map.of());
          assertThat(without.text("#return-reason-mistake")).contains("Say why");

          Answer returned = browser.press(without, "return", Map.of("reason", "It is done."));
          assertThat(returned.text("main")).contains("returned", "It is done.");
        });
  }

  @Test
  void moreTimeIsAskedFor() {
    String grant = opened();
    browsing(
        alice,
        browser -> {
          Answer wrong =
              browser.press(
                  browser.get("/grants/" + grant),
                  "extend",
                  Map.of("duration", "1m", "justification", "it takes longer"));
          assertThat(wrong.text("#extend-duration-mistake")).contains("must be from");
          assertThat(wrong.page().select("#extend-justification").getFirst().wholeText())
              .isEqualTo("it takes longer");

          Answer extension = browser.press(wrong, "extend", Map.of("duration", "20m"));
          assertThat(extension.text("main")).contains("waits", "20 min", "it takes longer");
        });
  }

  @Test
  void whatWaitsShowsTheSameAsTheCommand() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          assertThat(browser.get("/approvals").text(".grants"))
              .contains("alice@example.com for 30 min: Support case 4711");
          String page = browser.get("/approvals/" + grant).text("main");

          assertThat(bob.answering(List.of("n"), "approve", grant).told())
              .filteredOn(line -> line.startsWith("  "))
              .map(
                  line -> line.strip().replaceFirst("^(what|account|who|why|how long|state) +", ""))
              .allSatisfy(line -> assertThat(page).contains(line));
        });
  }

  @Test
  void aYesOpensTheAccess() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer said = browser.press(browser.get("/approvals/" + grant), "approve", Map.of());

          assertThat(said.status()).isEqualTo(200);
          assertThat(said.text(".steps")).contains("bob@example.com approved");
          assertThat(said.page().select("form")).isEmpty();
          assertThat(alice.hallpass("wait", grant).out()).contains("open until 12:30 Z");
        });
  }

  @Test
  void aYesCanBeForAShorterTime() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer wrong =
              browser.press(
                  browser.get("/approvals/" + grant),
                  "approve",
                  Map.of("duration", "short", "reason", "a start"));
          assertThat(wrong.text("#answer-duration-mistake")).contains("'short' is not a duration");
          assertThat(wrong.page().select("#answer-reason").getFirst().wholeText())
              .isEqualTo("a start");

          browser.press(wrong, "approve", Map.of("duration", "20m"));
          assertThat(alice.hallpass("wait", grant).out()).contains("open until 12:20 Z");
        });
  }

  @Test
  void aYesUnderASignedRuleCarriesItsProof() {
    Ran asked =
        alice.hallpass(
            "request",
            "open-database-console",
            "user=support_read",
            "--for",
            "30m",
            "--reason",
            "a slow query");
    town.timeline().advance(Duration.ofSeconds(5));
    browsing(
        bob,
        browser -> {
          Answer page = browser.get("/approvals/" + asked.printed().getFirst());

          assertThat(browser.press(page, "approve", Map.of()).text(".steps"))
              .contains("bob@example.com approved by a signed request with a proof");
        });
  }

  @Test
  void aYesIsForThePolicyThatWasShown() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer page = browser.get("/approvals/" + grant);
          Answer other = browser.press(page, "approve", Map.of("policyHash", "0".repeat(64)));

          assertThat(other.status()).isEqualTo(422);
          assertThat(other.text("[role=alert]")).contains("Nothing was done");
          assertThat(other.page().select("[name=policyHash]").val())
              .isEqualTo(page.page().select("[name=policyHash]").val());
          assertThat(alice.hallpass("show", grant).out()).contains("waits for one of");
        });
  }

  @Test
  void anAnswerThatComesTooLateIsRefusedWithWhatWasTyped() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer page = browser.get("/approvals/" + grant);
          alice.hallpass("cancel", grant);
          Answer late = browser.press(page, "deny", Map.of("reason", "The export is done."));

          assertThat(late.status()).isEqualTo(422);
          assertThat(late.text("[role=alert]")).contains("Nothing was done");
          assertThat(late.page().select("#answer-reason").getFirst().wholeText())
              .isEqualTo("The export is done.");
        });
  }

  @Test
  void whatWasTypedStaysWhenTheSignInEnds() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer page = browser.get("/approvals/" + grant);
          bob.signOut();
          Answer again = browser.press(page, "deny", Map.of("reason", "The export is done."));

          assertThat(again.text("[role=alert]")).contains("hallpass login");
          assertThat(again.page().select("#answer-reason").getFirst().wholeText())
              .isEqualTo("The export is done.");
        });
  }

  @Test
  void aNoNeedsAReason() {
    String grant = requested();
    browsing(
        bob,
        browser -> {
          Answer without = browser.press(browser.get("/approvals/" + grant), "deny", Map.of());
          assertThat(without.text("#answer-reason-mistake")).contains("A no needs a reason");

          Answer denied = browser.press(without, "deny", Map.of("reason", "The export is done."));
          assertThat(denied.text("main")).contains("denied", "The export is done.");
        });
  }

  @Test
  void anExpiredSignInShowsTheCommandToRun() {
    browsing(
        alice,
        browser -> {
          alice.signOut();

          Answer page = browser.get("/");
          assertThat(page.status()).isEqualTo(403);
          assertThat(page.text("main")).contains("You are not signed in", "hallpass login");
        });
  }

  @Test
  void hiddenCharactersAndMarkupAreSeen() {
    alice.hallpass(
        "request",
        "read-bucket-prefix",
        "bucket=acme-exports",
        "prefix=a<b>&'\"",
        "--for",
        "30m",
        "--reason",
        "<script>alert(1)</script>");
    browsing(
        alice,
        browser -> {
          Answer again =
              browser.press(
                  browser.get(FORM),
                  "request",
                  Map.of("justification", "</textarea><script>x</script>\u202Eabc\u200B"));

          assertThat(again.page().select("script")).isEmpty();
          assertThat(again.page().select("textarea").getFirst().wholeText())
              .isEqualTo("</textarea><script>x</script>[U+202E]abc[U+200B]");
          assertThat(browser.get("/").page().select("script")).isEmpty();
        });
  }
}
