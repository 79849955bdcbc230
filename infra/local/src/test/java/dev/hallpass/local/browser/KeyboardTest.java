package dev.hallpass.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// An approver has nothing but keys.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
@ParameterizedClass
@EnumSource(names = {"DESKTOP", "DESKTOP_WITHOUT_SCRIPTS"})
class KeyboardTest {

  /// More than any page has places to stop at.
  private static final int STOPS = 50;

  private final Scene scene = new Scene();
  private final GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
  private final LinkInMail link = scene.linkTo(BOB, grant);
  private final Reader reader;

  KeyboardTest(Visitor visitor, Chromium chromium) {
    reader = Reader.at(chromium, visitor);
  }

  @BeforeEach
  void open() {
    reader.open(scene.url(link));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void tabReachesEverythingInTheOrderItIsRead() {
    List<Locator> order =
        List.of(
            skip(),
            reader.words("Show the IAM policy"),
            reader.code(),
            reader.reason(),
            reader.button("Deny"),
            reader.button("Approve"));

    order.forEach(this::tabTo);
  }

  @Test
  void whatHasTheFocusIsOutlined() {
    for (Locator stop : List.of(skip(), reader.code(), reader.reason(), reader.button("Approve"))) {
      tabTo(stop);
      assertThat(stop).hasCSS("outline-style", "solid");
      assertThat(stop).hasCSS("outline-width", "3px");
    }
  }

  @Test
  void aWholeYesNeedsNoMouse() {
    tabTo(skip());
    key("Enter");
    key("Tab");
    assertThat(reader.code()).isFocused();
    type(link.code());
    tabTo(reader.button("Approve"));
    key("Enter");

    assertThat(reader.heading("You approved")).isVisible();
    assertThat(scene.types(grant)).contains("approved");
  }

  @Test
  void aWholeNoNeedsNoMouse() {
    tabTo(reader.code());
    type(link.code());
    tabTo(reader.reason());
    type("Not during the audit.");
    tabTo(reader.button("Deny"));
    key("Space");

    assertThat(reader.heading("You denied")).isVisible();
    assertThat(scene.types(grant)).contains("denied");
  }

  @Test
  void aWholeRevocationNeedsNoMouseAndEnterInAFieldIsNone() {
    scene.approve(link);
    scene.pass(Scene.A_MOMENT);
    open();
    tabTo(reader.words("Go to your revocation"));
    key("Enter");
    key("Tab");
    assertThat(reader.code()).isFocused();
    type(link.code());
    key("Enter");
    tabTo(reader.reason());
    type("The laptop was stolen.");
    assertThat(scene.types(grant)).doesNotContain("revoked");
    tabTo(reader.button("Revoke"));
    key("Enter");

    assertThat(reader.heading("You revoked the access")).isVisible();
    assertThat(scene.types(grant)).contains("revoked");
  }

  @Test
  void thePolicyUnfoldsByAKey() {
    tabTo(reader.words("Show the IAM policy"));
    key("Enter");

    assertThat(reader.page().locator("pre")).isVisible();
  }

  @Test
  void enterInAFieldSubmitsNothing() {
    tabTo(reader.code());
    type(link.code());
    key("Enter");
    tabTo(reader.reason());
    type("first line");
    key("Enter");
    type("second line");
    assertThat(reader.code()).hasValue(link.code());
    assertThat(reader.reason()).hasValue("first line\nsecond line");
    assertThat(scene.types(grant)).doesNotContain("approved", "denied");

    tabTo(reader.button("Approve"));
    key("Enter");

    assertThat(reader.heading("You approved")).isVisible();
    // What Enter had sent would have come before this.
    assertThat(reader.requests()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
  }

  private Locator skip() {
    return reader.words("Go to your answer");
  }

  private void key(String key) {
    reader.page().keyboard().press(key);
  }

  private void type(String text) {
    reader.page().keyboard().type(text);
  }

  private void tabTo(Locator stop) {
    for (int stops = 0; stops < STOPS && !isFocused(stop); stops++) {
      key("Tab");
      // Going around would reach everything in any order.
      assertThat(reader.page().locator("body:focus").count()).isZero();
    }
    assertThat(stop).isFocused();
  }

  private static boolean isFocused(Locator stop) {
    return (boolean) stop.evaluate("element => element === document.activeElement");
  }
}
