package dev.hallpass.handlers.view;

import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.handlers.view.Samples.ANSWER_BY;
import static dev.hallpass.handlers.view.Samples.CODE;
import static dev.hallpass.handlers.view.Samples.GRANT;
import static dev.hallpass.handlers.view.Samples.LINK;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Mail;
import dev.hallpass.approval.Verdict;
import dev.hallpass.catalog.Reader;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What others wrote stays text, whatever it is.
class HostileTextTest {

  private static final int TEXTS = Cases.share(10_000);
  private static final List<Reader> READERS = List.of(Reader.USUAL, Samples.GERMAN);
  private static final String HARMLESS = "two harmless\nlines";

  @Test
  void noHostileTextChangesTheHeadersTheRecipientsOrTheLinksOfAMail() {
    List<ArrivedMail> harmless =
        mails(HARMLESS).stream().map(Supplier::get).map(ArrivedMail::of).toList();

    List<String> texts = HostileTexts.all(TEXTS).toList();
    // Each text goes into one kind of mail, the kinds and languages in turn.
    List<String> changing =
        IntStream.range(0, TEXTS)
            .parallel()
            .filter(i -> isChanged(harmless, texts.get(i), i % harmless.size()))
            .mapToObj(texts::get)
            .toList();

    Figures.note("hostile texts %d, changed mails %d", TEXTS, changing.size());
    assertThat(changing).isEmpty();
    assertThat(harmless)
        .allSatisfy(mail -> {
          assertThat(mail.headers())
              .containsExactly(
                  "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To");
          assertThat(mail.recipients()).containsExactly("bob@example.com");
          assertThat(mail.parts()).isEqualTo(2);
        });
    assertThat(harmless)
        .extracting(mail ->
            mail.links().stream().filter(link -> link.startsWith("https:")).distinct().count())
        .containsExactly(1L, 1L, 1L, 0L, 0L, 1L, 1L, 1L, 0L, 0L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see https://evil.example",
        "see www.evil.example",
        "eve@evil.example",
      })
  void aTextThatWasNotMadeSafeWouldBeSeen(String hostile) {
    ArrivedMail harmless = ArrivedMail.of(raw("harmless", "harmless", "<p>harmless</p>"));

    assertThat(ArrivedMail.of(raw(hostile, "harmless", "<p>harmless</p>")).isLike(harmless))
        .isFalse();
    assertThat(ArrivedMail.of(raw("harmless", hostile, "<p>harmless</p>")).isLike(harmless))
        .isFalse();
    assertThat(
            ArrivedMail.of(raw("harmless", "harmless", "<p>" + hostile + "</p>")).isLike(harmless))
        .isFalse();
    assertThat(
            ArrivedMail.of(raw("harmless", "harmless", "<p onclick=x>harmless</p>"))
                .isLike(harmless))
        .isFalse();
    assertThat(
            ArrivedMail.of(raw("harmless", "harmless", "<p>harmless</p><img src=x>"))
                .isLike(harmless))
        .isFalse();
  }

  @Test
  void noHostileTextChangesTheMarkupOfAPage() {
    // The markup is the same in each language.
    List<Set<String>> harmless =
        pages(HARMLESS, Reader.USUAL).stream().map(HostileTextTest::markup).toList();

    List<String> texts = HostileTexts.all(TEXTS).toList();
    List<String> changing =
        IntStream.range(0, TEXTS)
            .filter(i ->
                !pages(texts.get(i), READERS.get(i % READERS.size())).stream()
                    .map(HostileTextTest::markup)
                    .toList()
                    .equals(harmless))
            .mapToObj(texts::get)
            .toList();

    Figures.note("hostile texts %d, changed pages %d", TEXTS, changing.size());
    assertThat(changing).isEmpty();
  }

  private static boolean isChanged(List<ArrivedMail> harmless, String text, int kind) {
    return !ArrivedMail.of(mails(text).get(kind).get()).isLike(harmless.get(kind));
  }

  private static Mail raw(String subject, String text, String html) {
    return new Mail(GRANT, Optional.empty(), BOB, subject, text, html);
  }

  /// One mail of each kind in each language with a text wherever others can write one.
  private static List<Supplier<Mail>> mails(String text) {
    Dossier asked = asked(text, policy(text));
    return READERS.stream().flatMap(reader -> mails(text, asked, reader)).toList();
  }

  private static Stream<Supplier<Mail>> mails(String text, Dossier asked, Reader reader) {
    Letterhead letterhead = Samples.letterhead(reader);
    Texts texts = Texts.of(reader);
    return Stream.of(
        () -> ApprovalMail.of(GRANT, asked, BOB, LINK, CODE, ANSWER_BY, false, letterhead),
        () -> ApprovalMail.of(GRANT, asked, BOB, LINK, CODE, ANSWER_BY, true, letterhead),
        () -> ReviewMail.of(reviewed(asked.request()), BOB, LINK, CODE, ANSWER_BY, letterhead),
        () ->
            NotificationMail.of(
                GRANT,
                asked,
                BOB,
                Notification.denied(new Denied(0, CAROL, text, Channel.LINK), texts),
                texts),
        () ->
            NotificationMail.of(
                GRANT,
                asked,
                BOB,
                Notification.reviewed(
                    new Reviewed(CAROL, Verdict.NOT_JUSTIFIED, text, Channel.SIGNED), texts),
                texts));
  }

  private static List<String> pages(String text, Reader reader) {
    Dossier asked = asked(text, Samples.READ_PREFIX);
    History history = reviewed(asked.request());
    FormInput typed = new FormInput(text, text);
    Texts texts = Texts.of(reader);
    return List.of(
        DecisionPage.html(
            GRANT, asked, Samples.NEVER, LINK, text, texts, Complaint.REASON_MISSING, typed),
        ReviewPage.html(
            history, Samples.NEVER, LINK, text, texts, Complaint.REMARKS_MISSING, typed),
        RevocationPage.html(
            Samples.history(Samples.opened(asked.request())),
            Samples.NEVER,
            LINK,
            texts,
            Complaint.REVOCATION_UNEXPLAINED,
            typed));
  }

  private static Dossier asked(String text, Policy policy) {
    Requested request =
        with(Samples.request(text, Map.of("prefix", text), policy), "ticket", Optional.of(text));
    return Samples.titled(Samples.dossier(request, 0, List.of()), text);
  }

  private static History reviewed(Requested request) {
    return Samples.history(Samples.brokenGlass(request));
  }

  private static Policy policy(String text) {
    return new Policy(
        List.of(
            Samples.allow(
                "s3:GetObject",
                "arn:aws:s3:::acme-exports/a/" + text + "/*",
                Map.of("StringEquals", Map.of("aws:PrincipalTag/team", List.of(text))))));
  }

  private static Set<String> markup(String html) {
    return Jsoup.parse(html).getAllElements().stream()
        .collect(
            Collectors.groupingBy(
                element ->
                    element.normalName()
                        + element.attributes().asList().stream()
                            .map(attribute -> attribute.getKey())
                            .toList(),
                Collectors.counting()))
        .entrySet()
        .stream()
        .map(Object::toString)
        .collect(Collectors.toSet());
  }
}
