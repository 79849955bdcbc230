package dev.hallpass.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The page is closed to scripts, frames, caches and other sites, as a browser sees it.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
class StrictHeadersTest {

  private static final String ELSEWHERE = "http://elsewhere.example/";

  private final Scene scene = new Scene();
  private final LinkInMail link = scene.linkTo(BOB, scene.request(ALICE, Asked.prefix("PT15M")));
  private final Reader reader;

  StrictHeadersTest(Chromium chromium) {
    reader = Reader.at(chromium, Visitor.DESKTOP);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void everyAnswerHasThem() {
    assertIsStrict(reader.open(scene.url(link)));
    assertIsStrict(reader.open(scene.url(link) + "x"));
    scene.approve(link);
    assertIsStrict(reader.open(scene.url(link)));
  }

  @Test
  void anAnswerToTheFormHasThemToo() {
    reader.open(scene.url(link));
    reader.code().fill(link.code());
    assertIsStrict(
        reader
            .page()
            .waitForResponse(
                answer -> answer.request().method().equals("POST"), () -> reader.press("Approve")));
  }

  private static void assertIsStrict(Response answer) {
    assertThat(answer.headerValue("content-security-policy").split("; "))
        .contains(
            "default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .noneMatch(directive -> directive.contains("unsafe"))
        .noneMatch(directive -> directive.startsWith("script-src"));
    assertThat(answer.headerValue("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.headerValue("cache-control")).isEqualTo("no-store");
    assertThat(answer.headerValue("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.headerValue("content-type")).isEqualTo("text/html; charset=utf-8");
  }

  @Test
  void theStyleIsTakenAllTheSame() {
    reader.open(scene.url(link));

    assertThat(reader.button("Approve")).hasCSS("min-height", "48px");
    assertThat(reader.messages()).isEmpty();
  }

  @Test
  void nothingIsLoadedFromAnywhereAndNothingIsComplainedOf() {
    reader.open(scene.url(link));
    reader.code().fill(link.code());
    reader.reason().fill("Not during the audit.");
    reader.press("Deny");
    assertThat(reader.heading("You denied")).isVisible();

    String page = scene.url(link);
    assertThat(reader.requests())
        .containsExactly("GET " + page, "POST " + page.substring(0, page.indexOf('?')));
    assertThat(reader.messages()).isEmpty();
    assertThat(reader.page().context().cookies()).isEmpty();
  }

  @Test
  void aScriptThatGotIntoThePageWouldNotRun() {
    reader.open(scene.url(link));
    reader
        .page()
        .evaluate(
            """
            () => {
              const script = document.createElement('script');
              script.textContent = 'document.title = "taken over"';
              document.body.append(script);
            }
            """);

    assertThat(reader.page()).not().hasTitle("taken over");
    assertThat(reader.messages())
        .singleElement()
        .asString()
        .contains("violates the following Content Security Policy directive");
  }

  @Test
  void aStrangersPageCannotFrameIt() {
    Page page = elsewhere("<!DOCTYPE html><iframe src='%s'></iframe>");

    assertThat(reader.requests()).contains("GET " + scene.url(link));
    // Chromium's page for what may not be shown.
    page.waitForCondition(
        () -> page.frames().getLast().url().equals("chrome-error://chromewebdata/"));
    assertThat(page.frameLocator("iframe").getByText("asks for access")).hasCount(0);
  }

  @Test
  void aStrangersPageThatOpensItKeepsNoHoldOnIt() {
    Page page = elsewhere("<!DOCTYPE html><a href='%s' target='_blank' rel='opener'>open</a>");

    Page opened = page.waitForPopup(() -> page.getByText("open").click());

    assertThat(opened.getByText("asks for access").first()).isVisible();
    assertThat(opened.evaluate("() => window.opener === null")).isEqualTo(true);
  }

  @Test
  void whereItWasFollowedFromItTellsNobody() {
    reader.open(scene.url(link));
    reader.page().route(ELSEWHERE, route -> route.fulfill(new FulfillOptions().setBody("")));
    var request =
        reader
            .page()
            .waitForRequest(
                ELSEWHERE,
                () -> reader.page().evaluate("url => { location.href = url; }", ELSEWHERE));

    assertThat(request.allHeaders()).doesNotContainKey("referer");
  }

  private Page elsewhere(String html) {
    reader
        .page()
        .route(
            ELSEWHERE,
            route ->
                route.fulfill(
                    new FulfillOptions()
                        .setContentType("text/html")
                        .setBody(html.formatted(scene.url(link)))));
    reader.open(ELSEWHERE);
    return reader.page();
  }
}
