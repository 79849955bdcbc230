package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.ERIN;
import static dev.hallpass.grant.Examples.FRANK;
import static dev.hallpass.handlers.view.Samples.GRANT;
import static dev.hallpass.handlers.view.Samples.JUSTIFICATION;
import static dev.hallpass.handlers.view.Samples.LINK;
import static dev.hallpass.handlers.view.Samples.NEVER;
import static dev.hallpass.handlers.view.Samples.POLICY_JSON;
import static dev.hallpass.handlers.view.Samples.READ_PREFIX;
import static dev.hallpass.handlers.view.Samples.TITLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Link;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.Outliving;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionPageTest {

  private static final ManagedPolicy ADMINISTRATOR =
      new ManagedPolicy(
          new ManagedPolicyArn("arn:aws:iam::aws:policy/AdministratorAccess"),
          "v1",
          Sha256.of("the document"),
          true,
          Set.of(Outliving.SHELL, Outliving.IDENTITY));

  private final Dossier dossier = Samples.dossier();
  private final Document page = Jsoup.parse(Samples.page(dossier));

  @Test
  void itTellsInOrderWhoWhatWhyHowLongAndWhatIsAllowed() {
    assertThat(page.select("h1").text()).isEqualTo("alice@example.com asks for access");
    assertThat(page.select("h2").eachText())
        .containsExactly(
            "What",
            "Why",
            "For how long",
            "What it allows",
            "What is not included",
            "Who answers",
            "The policy in full",
            "Your answer");
    assertThat(page.select("main").text())
        .contains(TITLE, "(read-bucket-prefix)", "bucket acme-exports", "prefix customers/4711")
        .contains("1 hour 30 minutes, from the moment the last approval is in")
        .contains("Nothing else: everything not listed here is denied.")
        .contains(dossier.request().policyHash().hex())
        .contains("Answer by 2026-11-22 14:30 UTC");
    assertThat(page.select("details pre").text()).contains("\"Action\" : [ \"s3:GetObject\" ]");
  }

  @Test
  void theJustificationKeepsItsLines() {
    assertThat(page.select("blockquote").getFirst().wholeText()).isEqualTo(JUSTIFICATION);
  }

  @Test
  void itTellsWhoAnswersAndWhoHas() {
    Dossier answered =
        Samples.dossier(dossier.request(), 0, List.of(Samples.yesOf(CAROL, dossier)));

    Document half = Jsoup.parse(Samples.page(answered));

    assertThat(half.select("main").text())
        .contains("2 of 2 must say yes; one no ends the request.");
    assertThat(half.select("h2:contains(Who answers) + p + ul > li").eachText())
        .containsExactly("bob@example.com (you): has not answered", "carol@example.com: said yes");
  }

  @Test
  void itTellsWhoElseAnswersBeforeAndAfterThisLevel() {
    Level first = new Level(List.of(DAVE), 1, Duration.ofHours(4));
    Level open =
        new Level(
            List.of(BOB, CAROL),
            1,
            Duration.ofHours(4),
            Optional.empty(),
            Optional.of(new Escalation(Duration.ofHours(1), List.of(ERIN), Mode.TAKE_OVER)));
    Level last = new Level(List.of(FRANK), 1, Duration.ofHours(4));
    Dossier asked =
        Samples.dossierAt(
            1,
            Samples.underPlan(
                new ApprovalPlan.ByPeople("exports", List.of(first, open, last), false)),
            List.of(
                new Approved(
                    0,
                    DAVE,
                    dossier.request().policyHash(),
                    Channel.LINK,
                    Optional.of(Duration.ofMinutes(30)))));

    Document levels = Jsoup.parse(Samples.page(asked));

    assertThat(levels.select("h2:contains(Who answers) ~ ul > li").eachText())
        .contains(
            "dave@example.com: said yes, for at most 30 minutes",
            "bob@example.com (you): has not answered",
            "carol@example.com: has not answered",
            "frank@example.com: is asked when the level before has said yes");
    assertThat(levels.select("main").text())
        .contains("Level 1 of 3. 1 of 1 must say yes", "Level 3 of 3.")
        .contains("If answers are late or impossible, Hallpass instead asks erin@example.com.")
        .contains("The rule exports of the catalogue chose them")
        .contains("An approver allowed at most 30 minutes");
  }

  @Test
  void itOffersTheTimeThatWasAskedForFirstAndThenShorterOnes() {
    assertThat(page.select("select[name=duration] option").eachText())
        .containsExactly(
            "as asked: 1 hour 30 minutes",
            "only 1 hour",
            "only 30 minutes",
            "only 15 minutes",
            "only 10 minutes",
            "only 5 minutes");
    assertThat(page.select("option").eachAttr("value").getFirst()).isEqualTo("PT1H30M");
    assertThat(page.select("option[selected]")).isEmpty();
  }

  @Test
  void whereAYesMustBeSignedOnlyANoIsOfferedAndHowToSignIsSaid() {
    Dossier asked =
        Samples.dossierAt(
            0,
            Samples.underPlan(
                new ApprovalPlan.ByPeople("exports", dossier.request().plan().levels(), true)),
            List.of());

    Document signed = Jsoup.parse(Samples.page(asked));

    assertThat(signed.select("button[name=answer]").eachAttr("value")).containsExactly("deny");
    assertThat(signed.select("select")).isEmpty();
    assertThat(signed.select("#answer ~ pre").text())
        .isEqualTo("hallpass approve " + GRANT.value());
  }

  @Test
  void itShowsTheTicketThePrecedentAndWhatIsNotIncluded() {
    assertThat(page.select("main").text())
        .contains("Ticket INC-4711", "alice@example.com has never had this before.")
        .contains(
            "Amazon S3, where files are kept: no Write (store objects, new ones and over existing"
                + " ones); no Delete (remove objects).");
    assertThat(page.select(".risks")).isEmpty();
  }

  @Test
  void itMarksWhatIsRisky() {
    Dossier asked =
        Samples.dossier(
            Samples.request(
                JUSTIFICATION,
                Map.of(),
                new Policy(
                    List.of(Samples.allow("s3:*", "arn:aws:s3:::acme-exports/*", Map.of())))),
            0,
            List.of());

    assertThat(Jsoup.parse(Samples.page(asked)).select(".risks strong").eachText())
        .containsExactly(
            "Jobs go on", "Deletes", "Writes", "A whole bucket", "Actions without plain words");
  }

  @Test
  void itSaysWhatGoesOnWhenTheAccessIsOver() {
    Dossier asked =
        Samples.dossier(
            Samples.request(
                JUSTIFICATION,
                Map.of(),
                new Policy(
                    List.of(
                        Samples.allow(
                            "rds-db:connect",
                            "arn:aws:rds-db:eu-central-1:111122223333:dbuser:cluster-A/reader",
                            Map.of())))),
            0,
            List.of());

    assertThat(Jsoup.parse(Samples.page(asked)).select(".risks").text())
        .contains("Connections go on: one that is open at the end stays open");
  }

  @Test
  void itSaysForHowLongItGoesOnAtTheMost() {
    assertThat(
            Jsoup.parse(Samples.page(asked("ecr:GetAuthorizationToken"))).select(".risks").text())
        .contains("they stay good after the end, for at most 12 hours");
  }

  @Test
  void itSaysNothingOfWhatIsDeniedOnEveryResource() {
    Policy policy =
        new Policy(
            List.of(
                Samples.allow("ecr:Get*", "arn:aws:ecr:eu-central-1:111122223333:x", Map.of()),
                new Statement(
                    "No",
                    Effect.DENY,
                    List.of("ecr:GetAuthorizationToken"),
                    List.of("*"),
                    Map.of())));

    assertThat(
            Jsoup.parse(
                    Samples.page(
                        Samples.dossier(
                            Samples.request(JUSTIFICATION, Map.of(), policy), 0, List.of())))
                .select(".risks strong")
                .eachText())
        .doesNotContain("Credentials go on");
    assertThat(Jsoup.parse(Samples.page(asked("ecr:Get*"))).select(".risks strong").eachText())
        .contains("Credentials go on");
  }

  @Test
  void itSaysWhatHallpassCloses() {
    assertThat(Jsoup.parse(Samples.page(asked("ssm:StartSession"))).select(".risks").text())
        .contains(
            "Shells are closed: one that is open at the end is closed by Hallpass soon after it");
  }

  @Test
  void itSaysWhatAManagedPolicyCanDoThatDoesNotEnd() {
    Document managed =
        Jsoup.parse(
            Samples.page(
                Samples.dossier(
                    Samples.request(
                        JUSTIFICATION, Map.of(), new Policy(List.of(), List.of(ADMINISTRATOR))),
                    0,
                    List.of())));

    assertThat(managed.select(".risks strong").eachText())
        .containsExactly(
            "Nearly everything", "Identities stay", "Sessions go on", "Managed policies");
    assertThat(managed.select(".risks").text())
        .contains("it can make users, roles and keys, which are access of their own")
        // Hallpass does not know where such shells are open.
        .doesNotContain("closed by Hallpass");
    assertThat(managed.select("main").text())
        .contains("The managed policy of AWS AdministratorAccess")
        .contains("it allows nearly all that AWS can do in the account")
        .contains("in the version v1, as it was reviewed")
        .contains("Hallpass itself, and everything from the end on.")
        .doesNotContain("everything not listed here is denied");
  }

  private static Dossier asked(String action) {
    return Samples.dossier(
        Samples.request(
            JUSTIFICATION,
            Map.of(),
            new Policy(
                List.of(
                    Samples.allow(action, "arn:aws:ecr:eu-central-1:111122223333:x", Map.of())))),
        0,
        List.of());
  }

  @Test
  void headingsGoDownOneStepAtATime() {
    int last = 0;
    for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
      int level = heading.normalName().charAt(1) - '0';
      assertThat(level).as(heading.text()).isLessThanOrEqualTo(last + 1);
      last = level;
    }
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
  }

  @Test
  void eachFieldHasALabelAndAHint() {
    for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
      assertThat(page.select("label[for=" + field.id() + "]")).as(field.id()).hasSize(1);
      for (String hint : field.attr("aria-describedby").split(" ", -1)) {
        assertThat(page.getElementById(hint)).as(hint).isNotNull();
      }
    }
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }

  @Test
  void theFormAsksForTheCodeAndSendsTheLinkToItsOwnPath() {
    Element form = page.select("form").getFirst();

    assertThat(form.attr("method")).isEqualTo("post");
    assertThat(form.attr("action")).isEqualTo("decision");
    assertThat(form.select("[type=hidden][name=link]").attr("value")).isEqualTo(LINK.token());
    assertThat(form.select("button[name=answer]").eachAttr("value"))
        .containsExactly("deny", "approve");
    Element code = form.select("[name=code]").getFirst();
    assertThat(code.attr("inputmode")).isEqualTo("numeric");
    assertThat(code.attr("autocomplete")).isEqualTo("one-time-code");
    assertThat(code.hasAttr("required")).isTrue();
    assertThat(code.hasAttr("value")).isFalse();
    assertThat("123 456").matches(code.attr("pattern"));
    assertThat("123456").matches(code.attr("pattern"));
    assertThat("12345").doesNotMatch(code.attr("pattern"));
  }

  @Test
  void pressingEnterMeetsAButtonThatDoesNothing() {
    Element first = page.select("form button").getFirst();

    assertThat(first.attr("type")).isEqualTo("submit");
    assertThat(first.hasAttr("disabled")).isTrue();
    assertThat(first.hasAttr("name")).isFalse();
  }

  @Test
  void aWrongCodeIsToldWithTheAttemptsThatAreLeft() {
    Dossier after = Samples.dossier(dossier.request(), 4, List.of());
    Document again =
        Jsoup.parse(
            DecisionPage.html(
                GRANT,
                after,
                NEVER,
                LINK,
                POLICY_JSON,
                Texts.english(),
                Complaint.WRONG_CODE,
                new FormInput("Too <wide>", "PT30M")));

    assertThat(again.select("[role=alert]").text())
        .isEqualTo(
            "Not recorded. That is not the code in your mail. 1 attempt left, then this link is"
                + " locked.");
    assertThat(again.select("#code").attr("aria-invalid")).isEqualTo("true");
    assertThat(again.select("textarea").getFirst().wholeText()).isEqualTo("Too <wide>");
    assertThat(again.select("option[selected]").eachAttr("value")).containsExactly("PT30M");
    assertThat(page.select("[role=alert]")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Complaint.class)
  void eachComplaintSaysWhatToDo(Complaint complaint) {
    String html =
        DecisionPage.html(
            GRANT,
            dossier,
            NEVER,
            LINK,
            POLICY_JSON,
            Texts.english(),
            complaint,
            new FormInput("", ""));

    assertThat(Jsoup.parse(html).select("[role=alert]").text())
        .startsWith("Not recorded. ")
        .endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</blockquote><form action=//evil.example><input name=code>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "&lt;script&gt;&#x3c;script&#62;",
        "</title></style><script>",
        "${7*7} @template.Shell() $unsafe{x}",
      })
  void nothingThatOthersWroteBecomesMarkup(String hostile) {
    Requested request =
        Samples.request(hostile, Map.of("bucket", hostile, hostile, "x"), READ_PREFIX);
    Dossier asked = Samples.dossier(request, 0, List.of());
    Document attacked =
        Jsoup.parse(
            DecisionPage.html(
                GRANT,
                Samples.titled(asked, hostile),
                new PriorGrants(hostile),
                LINK,
                hostile,
                Texts.english(),
                Complaint.REASON_MISSING,
                new FormInput(hostile, hostile)));
    Document harmless =
        Jsoup.parse(
            DecisionPage.html(
                GRANT,
                Samples.dossier(
                    Samples.request("harmless", Map.of("bucket", "y", "z", "x"), READ_PREFIX),
                    0,
                    List.of()),
                NEVER,
                LINK,
                "harmless",
                Texts.english(),
                Complaint.REASON_MISSING,
                new FormInput("harmless", "harmless")));

    assertThat(skeleton(attacked)).isEqualTo(skeleton(harmless));
    assertThat(attacked.select("blockquote").getFirst().wholeText()).isEqualTo(hostile);
    assertThat(attacked.select("h2:matchesOwn(^What$) + p strong").text()).isEqualTo(hostile);
    assertThat(attacked.select("dd").eachText()).contains(hostile);
    assertThat(attacked.select("textarea").getFirst().wholeText()).isEqualTo(hostile);
    assertThat(attacked.select("pre").getFirst().wholeText()).isEqualTo(hostile);
  }

  @Test
  void whatIsNotSeenIsShown() {
    Dossier asked =
        Samples.dossier(
            Samples.request(
                "harmless\u202Etxt.exe\u0000", Map.of("prefix", "a\u200Bb"), READ_PREFIX),
            0,
            List.of());

    assertThat(Jsoup.parse(Samples.page(asked)).select("main").text())
        .contains("harmless[U+202E]txt.exe[U+0000]", "a[U+200B]b");
  }

  @Test
  void thereIsNoScriptAndNothingFromElsewhere() {
    assertThat(page.select("script, img, iframe, object, embed, link, base, [src], [style]"))
        .isEmpty();
    assertThat(page.select("[href]").eachAttr("href")).containsExactly("#answer");
    assertThat(page.getAllElements())
        .flatExtracting(element -> element.attributes().asList())
        .extracting(Attribute::getKey)
        .noneMatch(name -> name.startsWith("on"));
    assertThat(page.select("style").getFirst().data()).doesNotContain("url(", "@import");
  }

  @Test
  void theStyleIsTheOneThatThePolicyOfThePageAllows() throws NoSuchAlgorithmException {
    byte[] style = page.select("style").getFirst().data().getBytes(UTF_8);
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(style));

    assertThat(PageHeaders.all().get("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + hash
                + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    assertThat(PageHeaders.all())
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("Cache-Control", "no-store");
  }

  @Test
  void aLinkThatNoQuestionWentOutWithHasNoPage() {
    assertThatThrownBy(() ->
            DecisionPage.html(
                GRANT, dossier, NEVER, new Link("another"), POLICY_JSON, Texts.english()))
        .isInstanceOf(NoSuchElementException.class);
  }

  private static List<String> skeleton(Document document) {
    return document.getAllElements().stream()
        .map(element ->
            element.normalName()
                + element.attributes().asList().stream().map(Attribute::getKey).toList())
        .toList();
  }
}
