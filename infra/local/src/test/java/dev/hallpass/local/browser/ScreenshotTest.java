package dev.hallpass.local.browser;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotScale;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pictures of page and mail in the README. They are taken anew each time, and replaced when
/// the folder where they are kept is named.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
class ScreenshotTest {

  private static final Path FOLDER =
      Path.of("../..").resolve(System.getProperty("screenshots", "infra/local/target/screenshots"));

  /// What a README can bear.
  private static final int MAX_BYTES = 300_000;

  private final Scene scene = new Scene();
  private final String page =
      scene.url(scene.linkTo(BOB, scene.request(ALICE, Asked.partition("PT15M"))));
  private final Chromium chromium;

  ScreenshotTest(Chromium chromium) {
    this.chromium = chromium;
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESKTOP"})
  void thePageHasAPicture(Visitor visitor) {
    Reader reader = Reader.at(chromium, visitor);
    reader.open(page);
    take(reader, "page", visitor);
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESKTOP"})
  void theMailHasAPicture(Visitor visitor) {
    Reader reader = Reader.at(chromium, visitor);
    reader.page().setContent(scene.system().mails().getFirst().html());
    take(reader, "mail", visitor);
  }

  private static void take(Reader reader, String what, Visitor visitor) {
    String name = what + "-" + visitor.name().toLowerCase(Locale.ROOT) + ".png";
    byte[] picture =
        reader
            .page()
            .screenshot(
                new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setScale(ScreenshotScale.CSS)
                    .setPath(FOLDER.resolve(name)));
    assertThat(picture.length).isLessThan(MAX_BYTES);
  }
}
