package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.UNKNOWN;
import static dev.hallpass.grant.Examples.extending;
import static dev.hallpass.grant.Examples.startingAt;
import static dev.hallpass.handlers.view.Samples.ANSWER_BY;
import static dev.hallpass.handlers.view.Samples.GRANT;
import static dev.hallpass.handlers.view.Samples.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Texts;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/// What an approver sees who may end what was approved.
class RevocationPageTest {

  private final Requested asked = Samples.dossier().request();
  private final List<GrantEvent> opened = Samples.opened(asked);
  private final Document page = page(opened);

  @Test
  void itTellsWhoHasWhatUntilWhenAndThatTheReaderApprovedIt() {
    assertThat(page.title()).isEqualTo("Somebody has access – Hallpass");
    assertThat(page.select("h1").text()).isEqualTo("alice@example.com has access");
    assertThat(page.select("main").text())
        .contains("It is approved, until 2026-11-22 13:30 UTC, when it ends by itself.")
        .contains("You approved it as bob@example.com")
        .contains("bucket acme-exports prefix customers/4711")
        .contains("Support case 4711:")
        .contains("Opened: 2026-11-22 12:35 UTC.", "Credentials were fetched: never.")
        .contains("Read: open and download objects (files)");
  }

  @Test
  void whatIsAboutToOpenSaysForHowLong() {
    assertThat(page(opened.subList(0, 4)).select("main").text())
        .contains("It is approved, for 1 hour 30 minutes, and is about to open.");
  }

  @Test
  void whatIsToBeginLaterSaysFromWhenUntilWhen() {
    Requested later = startingAt(ANSWER_BY.plus(Duration.ofHours(1)), asked);

    assertThat(page(Samples.opened(later).subList(0, 4)).select("main").text())
        .contains(
            "It is approved, from 2026-11-22 15:30 UTC until 2026-11-22 17:00 UTC, when it ends by"
                + " itself.");
  }

  @Test
  void itHasACodeAReasonAndOneButtonThatEnterDoesNotPress() {
    assertThat(page.select("form").attr("method")).isEqualTo("post");
    assertThat(page.select("form [name]").eachAttr("name"))
        .containsExactly("link", "code", "reason", "answer");
    assertThat(page.select("button[name=answer]").eachText()).containsExactly("Revoke");
    assertThat(page.select("form button").getFirst().hasAttr("disabled")).isTrue();
    assertThat(page.select("script, iframe, img, [onclick], [style]")).isEmpty();
  }

  @Test
  void eachFieldHasALabelAndHeadingsGoDownOneStepAtATime() {
    for (Element field : page.select("input:not([type=hidden]), textarea")) {
      assertThat(page.select("label[for=" + field.id() + "]")).as(field.id()).hasSize(1);
    }
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("h4, h5, h6")).isEmpty();
    assertThat(page.select("#answer")).hasSize(1);
  }

  @Test
  void whatWasTypedIsKeptWithTheComplaint() {
    Document again =
        Jsoup.parse(
            RevocationPage.html(
                Samples.history(opened),
                Samples.NEVER,
                LINK,
                Texts.english(),
                Complaint.WRONG_CODE,
                new FormInput("my words", "")));

    assertThat(again.title()).startsWith("Not recorded: ");
    assertThat(again.select("#complaint").text()).contains("That is not the code");
    assertThat(again.select("textarea").text()).isEqualTo("my words");
    assertThat(again.select("#code").attr("aria-invalid")).isEqualTo("true");
  }

  @Test
  void anExtensionNamesTheGrantThatItFollowsOn() {
    Requested longer = extending(UNKNOWN, ANSWER_BY.plus(Duration.ofHours(1)), asked);

    String question = Jsoup.parse(Samples.page(Samples.dossier(longer, 0, List.of()))).text();
    String mail = Samples.mail(Samples.dossier(longer, 0, List.of()), Samples.TITLE).text();

    for (String part : List.of(question, mail)) {
      assertThat(part)
          .containsIgnoringWhitespaces("It extends " + UNKNOWN + ", which ends when this begins.")
          .contains("from 2026-11-22 15:30 UTC until 2026-11-22 17:00 UTC");
    }
    assertThat(mail)
        .contains("the same link and code can end it early")
        .doesNotContain(GRANT + ", which");
  }

  private static Document page(List<GrantEvent> events) {
    return Jsoup.parse(
        RevocationPage.html(Samples.history(events), Samples.NEVER, LINK, Texts.english()));
  }
}
