package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.VIEW_ONLY;
import static dev.hallpass.handlers.view.Samples.READ_PREFIX;
import static dev.hallpass.handlers.view.Samples.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Mail;
import dev.hallpass.grant.Dossier;
import dev.hallpass.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalMailTest {

  private static final String PAGE =
      "https://hallpass.example.com/prod/grants/grant-0123456789abcdef0123456789abcdef"
          + "/decision?link=uq3oLkq0M7V1mTz0m3YyB8wYd2pWc5Rb9sXn4Jf6hQE";
  private static final String LURE =
      "see http://evil.example/login or www.evil.example, evil.example, x@evil.example\n"
          + "<a href=\"https://evil.example\">here</a> \\\\evil\\share [here](https://evil.example)";
  private static final Pattern LINKED =
      Pattern.compile("\\w+:/\\S+|\\\\\\\\\\S+|[\\w.+@-]+[.]\\w\\S*|[\\w.+-]+@\\w\\S*");

  private final Dossier dossier = Samples.dossier();
  private final Mail mail = Samples.mail(dossier, TITLE);
  private final Document html = Jsoup.parse(mail.html());

  @Test
  void bothPartsTellWhoWhatWhyHowLongAndHowToAnswer() {
    assertThat(mail.to()).isEqualTo(BOB);
    for (String part : List.of(mail.text(), html.body().text())) {
      assertThat(part)
          .contains("alice@example.com asks for access", TITLE, "prefix: customers/4711")
          .contains("Support case 4711:", "the customer's export is incomplete.")
          .contains("1 hour 30 minutes, from the moment the last approval is in")
          .contains("Read: open and download objects (files)")
          .contains("Nothing else: everything not listed here is denied.")
          .contains(dossier.request().policyHash().hex())
          .contains("2026-11-22 14:30 UTC, in 2 hours 30 minutes")
          .contains("123456")
          .contains(
              "Ledger: 1234 entries, root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=, 2026-11-22")
          .containsIgnoringWhitespaces("If you did not expect this mail, do nothing.");
    }
  }

  @Test
  void bothPartsNameAManagedPolicyWithItsVersion() {
    Mail managed =
        Samples.mail(
            Samples.dossier(
                Samples.request(
                    Samples.JUSTIFICATION, Map.of(), new Policy(List.of(), List.of(VIEW_ONLY))),
                0,
                List.of()),
            TITLE);

    for (String part : List.of(managed.text(), Jsoup.parse(managed.html()).body().text())) {
      assertThat(part)
          .contains("The managed policy of AWS ", "ViewOnlyAccess", "as it was reviewed")
          .contains("it allows all that they allow")
          .containsIgnoringWhitespaces("What a resource lets others do");
    }
  }

  @Test
  void theOnlyLinkIsOurs() {
    assertThat(html.select("[href]").eachAttr("href")).containsExactly(PAGE);
    assertThat(linksIn(mail.text())).containsExactly("alice@example.com", PAGE);
    assertThat(linksIn(html.body().wholeText())).containsExactly("alice@example.com");
  }

  @Test
  void nothingThatOthersWroteBecomesALink() {
    Policy policy =
        new Policy(
            List.of(Samples.allow("s3:GetObject", "arn:aws:s3:::www.evil.example/a/*", Map.of())));
    Mail lure =
        Samples.mail(
            Samples.dossier(
                Samples.request(LURE, Map.of("prefix", "http://evil.example"), policy),
                0,
                List.of()),
            "Read www.evil.example");
    Document lured = Jsoup.parse(lure.html());

    assertThat(lured.select("[href]").eachAttr("href")).containsExactly(PAGE);
    assertThat(linksIn(lured.body().wholeText())).containsExactly("alice@example.com");
    assertThat(linksIn(lure.text())).containsExactly("alice@example.com", PAGE);
    assertThat(linksIn(lure.subject())).containsExactly("alice@example.com");
    assertThat(lure.text()).contains("http[:]//evil[.]example/login or www[.]evil[.]example");
  }

  @Test
  void thePatternOfTheseTestsSeesTheLinksOfALure() {
    assertThat(linksIn(LURE)).hasSizeGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</blockquote></div><a href=x>",
        "\"><img src=x onerror=alert(1)>",
        "&lt;b&gt;",
      })
  void nothingThatOthersWroteBecomesMarkup(String hostile) {
    Dossier attacked =
        Samples.dossier(
            Samples.request(hostile, Map.of("bucket", hostile), READ_PREFIX), 0, List.of());
    Dossier harmless =
        Samples.dossier(
            Samples.request("harmless", Map.of("bucket", "y"), READ_PREFIX), 0, List.of());

    assertThat(skeleton(Samples.mail(attacked, hostile)))
        .isEqualTo(skeleton(Samples.mail(harmless, "harmless")));
    assertThat(Jsoup.parse(Samples.mail(attacked, TITLE).html()).select("blockquote").text())
        .isEqualTo(hostile);
  }

  @Test
  void thereIsNoScriptAndNothingFromElsewhere() {
    assertThat(html.select("script, style, link, img, table, form, [src]")).isEmpty();
    assertThat(html.getAllElements())
        .flatExtracting(element -> element.attributes().asList())
        .extracting(Attribute::getKey)
        .noneMatch(name -> name.startsWith("on"));
  }

  @Test
  void theSubjectTellsWhoHowLongAndWhatOnOneLine() {
    assertThat(mail.subject()).isEqualTo("alice@example.com asks for 1 hour 30 minutes: " + TITLE);

    Mail hostile = Samples.mail(dossier, "Read\r\nBcc: x\u0000\u202E" + "😀".repeat(100));

    assertThat(hostile.subject())
        .hasSizeLessThanOrEqualTo(120)
        .contains("Read[U+000D][U+000A]Bcc")
        .endsWith("😀…")
        .matches("[^\\p{Cntrl}\u202E]*");
  }

  @Test
  void aDoubleClickSelectsTheWholeCode() {
    assertThat(Samples.mail(Samples.dossier("because"), TITLE).text())
        .containsPattern("code  [0-9]{6}\n");
    assertThat(Samples.mail(Samples.dossier("because"), TITLE).html())
        .containsPattern(">[0-9]{6}</strong>");
  }

  @Test
  void everyLineOfTheJustificationIsMarkedAsAQuote() {
    String forged =
        "x ".repeat(200) + "\nYOUR ANSWER\r\n  and type in the code  000000\n" + "y".repeat(500);
    String text = Samples.mail(Samples.dossier(forged), TITLE).text();
    List<String> lines = text.lines().toList();
    List<String> quoted =
        lines.subList(lines.indexOf("WHY") + 1, lines.indexOf("FOR HOW LONG") - 1);

    assertThat(quoted)
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.startsWith("  > ") && line.length() <= 72);
    assertThat(quoted.stream().map(line -> line.substring(4)).reduce("", String::concat))
        .isEqualTo(forged.replace("\r", "").replace("\n", ""));
  }

  @Test
  void aReminderSaysThatItIsOne() {
    Mail reminder =
        ApprovalMail.of(
            Samples.GRANT,
            dossier,
            BOB,
            Samples.LINK,
            Samples.CODE,
            Samples.ANSWER_BY,
            true,
            Samples.LETTERHEAD);

    assertThat(reminder.subject()).isEqualTo("Reminder: " + mail.subject());
    assertThat(reminder.text()).contains("This is a reminder: your answer is still needed.");
    assertThat(Jsoup.parse(reminder.html()).body().text())
        .contains("This is a reminder: your answer is still needed.");
    assertThat(mail.text() + mail.html()).doesNotContainIgnoringCase("reminder");
  }

  @Test
  void neitherLinkNorCodeShowWhenTheMailIsLogged() {
    assertThat(mail.toString()).isEqualTo("Mail[to=bob@example.com]");
  }

  private static List<String> linksIn(String text) {
    return LINKED.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<String> skeleton(Mail mail) {
    return Jsoup.parse(mail.html()).getAllElements().stream()
        .map(element ->
            element.normalName()
                + element.attributes().asList().stream().map(Attribute::getKey).toList())
        .toList();
  }
}
