package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.words.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticeTest {

  private static final Texts GERMAN = Texts.of(new Reader("UTC", Language.GERMAN));

  static Stream<Notice> notices() {
    return Stream.concat(
        Stream.of(
            new Notice.Approved(0, true, Optional.empty()),
            new Notice.Approved(0, false, Optional.empty()),
            new Notice.Approved(0, true, Optional.of(Samples.ANSWER_BY)),
            new Notice.Approved(2, true, Optional.empty()),
            new Notice.Hindered("The installation lacks a permission", "call-1")),
        Stream.of(Notice.Plain.values()));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void eachSaysWhatItMeansAndWhatToDo(Notice notice) {
    Document page = Jsoup.parse(notice.html(Texts.english()));

    assertThat(page.title()).isEqualTo(notice.in(Texts.english()).title() + " – Hallpass");
    assertThat(page.select("h1").eachText()).containsExactly(notice.in(Texts.english()).title());
    assertThat(page.select("h2").eachText()).containsExactly("What to do");
    assertThat(page.select("h2 + p").text())
        .isEqualTo(notice.in(Texts.english()).nextStep())
        .endsWith(".");
    assertThat(page.select("main").text()).contains(notice.in(Texts.english()).meaning());
    assertThat(page.select("script, form, a, [style], [src]")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("notices")
  void eachHasTheOneStyle(Notice notice) {
    assertThat(Jsoup.parse(notice.html(Texts.english())).select("style").getFirst().data())
        .isEqualTo(PageStyle.CSS);
  }

  @Test
  void noTwoReadAlikeInAnyLanguage() {
    assertThat(
            notices()
                .flatMap(notice -> Stream.of(notice.html(Texts.english()), notice.html(GERMAN))))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("notices")
  void eachSaysInWhichLanguageItIs(Notice notice) {
    assertThat(Jsoup.parse(notice.html(Texts.english())).select("html").attr("lang"))
        .isEqualTo("en");
    assertThat(Jsoup.parse(notice.html(GERMAN)).select("html").attr("lang")).isEqualTo("de");
    assertThat(Jsoup.parse(notice.html(GERMAN)).select("h2").eachText())
        .containsExactly("Was zu tun ist");
  }

  @Test
  void aYesTellsHowManyAreMissing() {
    Dossier dossier = Samples.dossier();
    Dossier one = Samples.dossier(dossier.request(), 0, List.of(Samples.yesOf(BOB, dossier)));
    Dossier both =
        Samples.dossier(
            dossier.request(),
            0,
            List.of(Samples.yesOf(BOB, dossier), Samples.yesOf(CAROL, dossier)));

    assertThat(Notice.Approved.of(one, 0, Samples.ANSWER_BY).in(Texts.english()).meaning())
        .contains("1 more approver must say yes");
    assertThat(Notice.Approved.of(both, 0, Samples.ANSWER_BY).in(Texts.english()).meaning())
        .contains("access opens within a minute");
  }

  @Test
  void theLastYesOfALevelThatIsNotTheLastOpensNothing() {
    Level one = new Level(List.of(BOB), 1, Duration.ofHours(4));
    Level two = new Level(List.of(CAROL), 1, Duration.ofHours(4));
    Requested request =
        Samples.underPlan(new ApprovalPlan.ByPeople("approval", List.of(one, two), false));
    Dossier dossier = Samples.dossier(request, 0, List.of(Samples.yesOf(BOB, Samples.dossier())));

    assertThat(Notice.Approved.of(dossier, 0, Samples.ANSWER_BY).in(Texts.english()).meaning())
        .contains("Hallpass asks the approvers of the next level now")
        .doesNotContain("access opens");
    assertThat(Jsoup.parse(Samples.page(dossier)).select("main").text())
        .contains("Level 1 of 2. 1 of 1 must say yes");
  }
}
