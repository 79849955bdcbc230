package dev.hallpass.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.hallpass.cli.scene.Chromium;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages in Chromium: readable by all, and usable by keyboard without scripts.
@Tag("browser")
class WebBrowserTest {

  private static final String AXE = axe();
  private static final String FORM = "/entitlements/read-bucket-prefix";

  private final Town town;
  private final Desk alice;
  private final Desk bob;

  WebBrowserTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    bob = town.desk("bob");
  }

  @AfterEach
  void close() {
    town.close();
  }

  static Stream<Arguments> looks() {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(scheme ->
            Stream.of(
                Arguments.of("phone", phone().setColorScheme(scheme)),
                Arguments.of("desk", desk().setColorScheme(scheme))));
  }

  private static NewContextOptions phone() {
    return new NewContextOptions().setViewportSize(390, 844).setHasTouch(true).setIsMobile(true);
  }

  private static NewContextOptions desk() {
    return new NewContextOptions().setViewportSize(1280, 900);
  }

  private static void browsing(Desk desk, NewContextOptions options, Consumer<Page> person) {
    Ran ran =
        desk.browsing(address -> {
          try (Chromium chromium = new Chromium()) {
            Page page = chromium.page(options);
            page.navigate(address);
            assertThat(page.url()).doesNotContain("token");
            person.accept(page);
          }
        });
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static void go(Page page, String path) {
    page.navigate(page.url().replaceFirst("^(http://[^/]+).*", "$1") + path);
  }

  private String requested() {
    Ran ran =
        alice.hallpass(
            "request",
            "read-bucket-prefix",
            "bucket=acme-exports",
            "prefix=customers/" + "4711".repeat(30),
            "--for",
            "30m",
            "--reason",
            "Support case 4711");
    town.timeline().advance(Duration.ofSeconds(5));
    return ran.printed().getFirst();
  }

  private String opened() {
    String grant = requested();
    bob.hallpass("approve", grant, "--yes");
    alice.hallpass("wait", grant);
    return grant;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void thePagesOfARequesterAreReadableByAll(String name, NewContextOptions options) {
    browsing(
        alice,
        options,
        page -> {
          assertReadable(page, "My grants");
          String open = opened();
          for (String path :
              List.of(
                  "/",
                  "/entitlements",
                  FORM,
                  "/entitlements/edit-table-partition",
                  "/grants/" + open,
                  "/other")) {
            go(page, path);
            assertReadable(page, path);
          }
          go(page, FORM);
          button(page, "Ask for it").click();
          assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
          assertReadable(page, "mistakes");
          go(page, "/grants/" + open);
          page.getByText("Show the IAM policy").click();
          button(page, "Give it back").click();
          assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
          assertReadable(page, "a mistake of a grant");
          alice.hallpass("return", open, "--reason", "done");
          go(page, "/grants/" + requested());
          assertReadable(page, "a grant that waits");
          go(page, "/grants/" + open);
          assertReadable(page, "a grant that is over");
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void thePagesOfAnApproverAreReadableByAll(String name, NewContextOptions options) {
    browsing(
        bob,
        options,
        page -> {
          go(page, "/approvals");
          assertReadable(page, "nothing waits");
          String grant = requested();
          go(page, "/approvals");
          assertReadable(page, "something waits");
          go(page, "/approvals/" + grant);
          assertReadable(page, "a question");
          button(page, "Deny").click();
          assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
          assertReadable(page, "a no without a reason");
          button(page, "Approve").click();
          assertThat(button(page, "Approve")).hasCount(0);
          assertReadable(page, "an answer");
        });
  }

  @Test
  void byKeyboardAndWithoutScriptsAccessIsAskedFor() {
    browsing(
        alice,
        desk().setJavaScriptEnabled(false),
        page -> {
          go(page, FORM);
          page.getByLabel("acme-exports").focus();
          page.keyboard().press("Space");
          type(page, "The prefix", "customers/4711");
          type(page, "How long?", "30m");
          type(page, "Why do you need it?", "Support case 4711");
          button(page, "Ask for it").focus();
          page.keyboard().press("Enter");

          assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Read objects");
          assertThat(page.getByText("bucket=acme-exports prefix=customers/4711")).isVisible();
          assertThat(alice.hallpass("list").out()).contains("waits");
        });
  }

  @Test
  void enterInAFieldAnswersNothing() {
    String grant = requested();
    browsing(
        bob,
        desk().setJavaScriptEnabled(false),
        page -> {
          go(page, "/approvals/" + grant);
          type(page, "For a shorter time?", "20m");
          page.keyboard().press("Enter");
          assertThat(bob.hallpass("approvals").out()).contains(grant.substring(0, 14));

          button(page, "Approve").focus();
          page.keyboard().press("Enter");
          assertThat(page.getByText("bob@example.com approved")).isVisible();
          assertThat(alice.hallpass("wait", grant).out()).contains("open until");
        });
  }

  private static void type(Page page, String label, String text) {
    page.getByLabel(label, new GetByLabelOptions()).first().focus();
    page.keyboard().type(text);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private static void assertReadable(Page page, String what) {
    assertThat(findings(page)).as(what).isEmpty();
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as(what)
        .isEqualTo(0);
  }

  /// What axe finds, and what it could not tell.
  private static List<?> findings(Page page) {
    page.evaluate(AXE);
    return (List<?>)
        page.evaluate(
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
        Objects.requireNonNull(WebBrowserTest.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
