package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Link;
import dev.hallpass.approval.Mail;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/// Each reads mails and pages as the settings say: Bob in German in Berlin, Carol in English in New
/// York as the company does, Alice in English in UTC.
class ReadersTest {

  private static final Pattern LINK = Pattern.compile("https://\\S+[?]link=(\\S+)");
  private static final Pattern CODE = Pattern.compile("(?m) {2}([0-9]{6})$");

  private final InMemorySystem system =
      new InMemorySystem(
          readBy(
              new Readers(
                  new Reader("America/New_York", Language.ENGLISH),
                  Map.of(BOB, new Reader("Europe/Berlin", Language.GERMAN), ALICE, Reader.USUAL),
                  Map.of())));

  @Test
  void anApproverReadsTheTimesOfTheirZoneInMailAndPageAndOthersReadTheirs() {
    GrantId grant = system.sought();

    assertThat(mailTo(BOB).text()).containsPattern(":[0-9]{2} Europe/Berlin [(].*UTC[)], in ");
    assertThat(mailTo(BOB).html()).contains(" Europe/Berlin (");
    assertThat(mailTo(CAROL).text()).contains(" America/New_York (");
    assertThat(page(grant, BOB).text()).contains(" Europe/Berlin (");
    assertThat(page(grant, CAROL).text()).contains(" America/New_York (");
  }

  @Test
  void aGermanApproverIsAskedInGermanAndOthersOfTheSameGrantInEnglish() {
    GrantId grant = system.sought();
    Requested asked = (Requested) system.events(grant).getFirst();

    assertThat(mailTo(BOB).subject())
        .isEqualTo("alice@example.com bittet um 1 Stunde: " + asked.title());
    assertThat(mailTo(CAROL).subject())
        .isEqualTo("alice@example.com asks for 1 hour: " + asked.title());
    Document mail = Jsoup.parse(mailTo(BOB).html());
    assertThat(mail.select("html").attr("lang")).isEqualTo("de");
    assertThat(Jsoup.parse(mailTo(CAROL).html()).select("html").attr("lang")).isEqualTo("en");
    for (String part : new String[] {mailTo(BOB).text(), mail.body().text()}) {
      assertThat(part)
          .contains("bittet um Zugriff", "von der letzten Genehmigung an", "Lesen: ")
          .containsIgnoringWhitespaces("Leiten Sie sie nicht weiter")
          // What the requester and the catalogue wrote stays.
          .contains(asked.title(), asked.justification().lines().findFirst().orElseThrow())
          .doesNotContain("Your answer", "Nothing else", " hour");
    }
    assertThat(page(grant, BOB).select("html").attr("lang")).isEqualTo("de");
    assertThat(page(grant, BOB).select("h2").eachText())
        .containsExactly(
            "Was",
            "Warum",
            "Wie lange",
            "Was damit erlaubt ist",
            "Was nicht dazugehört",
            "Wer antwortet",
            "Die ganze Policy",
            "Ihre Antwort");
    assertThat(page(grant, CAROL).select("html").attr("lang")).isEqualTo("en");
    assertThat(page(grant, CAROL).select("button[name=answer]").eachText())
        .containsExactly("Deny", "Approve");
    assertThat(page(grant, BOB).select("button[name=answer]").eachAttr("value"))
        .isEqualTo(page(grant, CAROL).select("button[name=answer]").eachAttr("value"));
  }

  @Test
  void aGermanMailHasALinkAndACodeOfTheSameFormWhichCount() {
    GrantId grant = system.sought();

    assertThat(found(LINK, mailTo(BOB)).replaceAll("[A-Za-z0-9_-]", "x"))
        .isEqualTo(found(LINK, mailTo(CAROL)).replaceAll("[A-Za-z0-9_-]", "x"));
    Document yes = answered(grant, form(Map.of("answer", "approve")));

    assertThat(system.types(grant)).contains("approved");
    assertThat(yes.select("html").attr("lang")).isEqualTo("de");
    assertThat(yes.select("h1").text()).isEqualTo("Sie haben genehmigt");
  }

  @Test
  void aMistakeIsToldInTheLanguageOfTheLink() {
    GrantId grant = system.sought();

    Document again =
        answered(grant, Map.of("link", found(LINK, mailTo(BOB)), "code", "1", "answer", "deny"));

    assertThat(again.title()).startsWith("Nicht gespeichert: ");
    assertThat(again.select("#complaint").text()).contains("Ein Code hat sechs Ziffern.");
  }

  @Test
  void aLinkOfNobodyIsAnsweredInTheLanguageOfTheCompany() {
    GrantId grant = system.sought();
    system.deploy(readBy(new Readers(new Reader("UTC", Language.GERMAN), Map.of(), Map.of())));

    assertThat(page(grant, new Link("nobodys")).select("h1").text())
        .isEqualTo("Dieser Link ist nicht bekannt");
  }

  @Test
  void newsReachEachInTheirLanguageAndWithTheirTimes() {
    GrantId grant = system.active();
    system.notifyOf(grant);

    assertThat(mailTo(ALICE).subject()).startsWith("Access is open");
    assertThat(mailTo(ALICE).text()).containsPattern("It ends by itself at [0-9: -]+ UTC, in ");

    answered(grant, form(Map.of("answer", "revoke", "reason", "Thanks, that will do.")));
    system.notifyOf(grant);

    assertThat(mailTo(ALICE).text()).contains("bob@example.com revoked your access.");
    assertThat(mailTo(BOB).subject()).startsWith("Gespeichert: alice@example.com, 1 Stunde: ");
    assertThat(mailTo(BOB).text())
        .contains("Ihr Entzug wurde gespeichert.", "WAS ZU TUN IST", "WIE LANGE");
  }

  /// The form of a page, with the link and the code of the mail to Bob.
  private Map<String, String> form(Map<String, String> filledIn) {
    Map<String, String> fields = new HashMap<>(filledIn);
    fields.put("link", found(LINK, mailTo(BOB)));
    fields.put("code", found(CODE, mailTo(BOB)));
    return fields;
  }

  private Document answered(GrantId grant, Map<String, String> fields) {
    return Jsoup.parse(system.answer(ProxyCall.of("Decide").on(grant).form(fields)).body());
  }

  private Document page(GrantId grant, Person reader) {
    return page(grant, new Link(found(LINK, mailTo(reader))));
  }

  private Document page(GrantId grant, Link link) {
    return Jsoup.parse(system.answer(ProxyCall.of("ShowDecision").on(grant).link(link)).body());
  }

  private Mail mailTo(Person person) {
    return system.mailer.taken().stream()
        .filter(mail -> mail.to().equals(person))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private static String found(Pattern pattern, Mail mail) {
    Matcher found = pattern.matcher(mail.text());
    assertThat(found.find()).as(mail.text()).isTrue();
    return found.group(1);
  }

  private static Catalog readBy(Readers readers) {
    Catalog catalog = Catalogs.deployed();
    return with(catalog, "settings", with(catalog.settings(), "readers", readers));
  }
}
