package dev.hallpass.local.browser;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Bait;
import dev.hallpass.local.scene.Guesses;
import dev.hallpass.local.scene.Scene;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a mail scanner does that has a browser.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
class ScannerTest {

  private static final int VISITS = Integer.getInteger("visits", 300);

  /// A prime, so that each of the links meets each way of sending a form.
  private static final int GRANTS = 19;

  private final Scene scene = new Scene();
  private final Page page;

  ScannerTest(Chromium chromium) {
    page = chromium.page(Visitor.DESKTOP.options());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void manyVisitsDecideNothing() {
    Bait bait = Bait.of(scene, GRANTS, List.of(ALICE, ERIN));
    List<LinkInMail> links = bait.links();

    Scanner scanner = new Scanner(page, new Guesses(new Random(2811))::next);
    for (int visit = 0; visit < VISITS; visit++) {
      scanner.visit(scene, links.get(visit % links.size()));
    }

    bait.assertUndecided("scanner visits", VISITS);
    // It sent a form on nearly every visit.
    assertThat(scanner.sent()).isGreaterThan(VISITS * 9 / 10);
  }

  @Test
  void oneThatKnewTheCodeWouldDecide() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    new Scanner(page, code -> code).visit(scene, scene.linkTo(BOB, grant));

    assertThat(scene.types(grant)).containsAnyOf("approved", "denied");
  }
}
