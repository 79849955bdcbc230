package dev.hallpass.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.hallpass.handlers.view.Notice;
import dev.hallpass.handlers.view.PageHeaders;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Everybody can read page and mail, whatever they read with: axe finds nothing, by any of its
/// rules.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
@ParameterizedClass
@MethodSource("looks")
class AccessibilityTest {

  private static final String AXE = axe();
  private static final String ANYWHERE = "http://anywhere.example/";

  private final Scene scene = new Scene();
  private final GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
  private final LinkInMail link = scene.linkTo(BOB, grant);
  private final Reader reader;

  AccessibilityTest(Visitor visitor, ColorScheme scheme, Chromium chromium) {
    reader = new Reader(chromium.page(visitor.options().setColorScheme(scheme)), visitor);
  }

  static Stream<Arguments> looks() {
    return Stream.of(Visitor.PHONE, Visitor.DESKTOP)
        .flatMap(visitor ->
            Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .map(scheme -> Arguments.of(visitor, scheme)));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void thePageIsReadableByAll() {
    reader.open(scene.url(link));
    assertThat(findings()).isEmpty();

    reader.use(reader.words("Show the IAM policy"));
    assertThat(reader.page().locator("pre")).isVisible();
    assertThat(findings()).isEmpty();
  }

  @Test
  void thePageWithAComplaintIsReadableByAll() {
    reader.open(scene.url(link));
    reader.code().fill(link.code());
    reader.press("Deny");
    assertThat(reader.complaint()).containsText("Say why you deny");
    assertThat(findings()).isEmpty();

    reader.code().fill("%06d".formatted((Integer.parseInt(link.code()) + 1) % 1_000_000));
    reader.press("Approve");
    assertThat(reader.complaint()).containsText("That is not the code");
    assertThat(findings()).isEmpty();
  }

  @Test
  void thePageThatRevokesIsReadableByAll() {
    scene.approve(link);
    scene.approve(scene.linkTo(CAROL, grant));
    scene.pass(Scene.A_MOMENT);
    reader.open(scene.url(link));
    assertThat(reader.heading("alice@example.com has access")).isVisible();
    assertThat(findings()).isEmpty();

    reader.code().fill(link.code());
    reader.press("Revoke");
    assertThat(reader.complaint()).containsText("A revocation needs a reason");
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyNoticeIsReadableByAll() {
    for (Notice notice : notices()) {
      show(notice.html(Texts.english()), PageHeaders.all());
      assertThat(reader.heading(notice.in(Texts.english()).title())).isVisible();
      assertThat(findings()).as(notice.in(Texts.english()).title()).isEmpty();
      assertThat(reader.overflow()).as(notice.in(Texts.english()).title()).isZero();
    }
  }

  @Test
  void theMailIsReadableByAll() {
    String html = scene.system().mails().getFirst().html();
    show(html, Map.of("Content-Type", "text/html; charset=utf-8"));
    assertThat(reader.heading("asks for access")).isVisible();
    // What has no background is white to axe, also where it is dark.
    reader
        .page()
        .addStyleTag(
            new Page.AddStyleTagOptions().setContent(":root { background-color: Canvas; }"));
    assertThat(findings()).isEmpty();
    assertThat(reader.overflow()).isZero();
  }

  private static List<Notice> notices() {
    return Stream.concat(
            Stream.of(Notice.Plain.values()),
            Stream.of(
                new Notice.Approved(1, true, Optional.empty()),
                new Notice.Approved(0, false, Optional.empty()),
                new Notice.Approved(0, true, Optional.empty())))
        .toList();
  }

  private void show(String html, Map<String, String> headers) {
    reader.page().unrouteAll();
    reader
        .page()
        .route(
            ANYWHERE,
            route -> route.fulfill(new FulfillOptions().setHeaders(headers).setBody(html)));
    reader.open(ANYWHERE);
  }

  /// What axe finds, and what it could not tell.
  private List<?> findings() {
    reader.page().evaluate(AXE);
    return (List<?>)
        reader
            .page()
            .evaluate(
                """
                async () => {
                  const rules = Object.fromEntries(
                    axe.getRules().map(rule => [rule.ruleId, {enabled: true}]));
                  // There is a button that nobody shall ever see.
                  rules['hidden-content'].enabled = false;
                  const result = await axe.run(document, {rules});
                  return [...result.violations, ...result.incomplete].flatMap(finding =>
                    finding.nodes.map(node =>
                      `${finding.id}: ${node.target}: ${node.failureSummary ?? finding.help}`));
                }
                """);
  }

  private static String axe() {
    try (InputStream script =
        Objects.requireNonNull(AccessibilityTest.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
