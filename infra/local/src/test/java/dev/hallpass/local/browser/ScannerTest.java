package dev.hallpass.local.browser;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.hallpass.figures.Figures;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Guesses;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Scene.Asked;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a mail scanner does that has a browser.
@Tag("browser")
@ExtendWith(Chromium.Started.class)
class ScannerTest {

  private static final int VISITS = 1000;

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
  void aThousandVisitsDecideNothing() {
    List<GrantId> grants =
        IntStream.range(0, GRANTS)
            .mapToObj(number -> scene.request(ALICE, Asked.partition("PT15M")))
            .toList();
    List<LinkInMail> links =
        grants.stream()
            .flatMap(
                grant -> Stream.of(BOB, CAROL, DAVE).map(approver -> scene.linkTo(approver, grant)))
            .toList();

    Scanner scanner = new Scanner(page, new Guesses(new Random(2811))::next);
    for (int visit = 0; visit < VISITS; visit++) {
      scanner.visit(scene, links.get(visit % links.size()));
    }
    scene.pass(Scene.A_MOMENT);

    List<String> entries = grants.stream().flatMap(grant -> scene.types(grant).stream()).toList();
    long decisions =
        entries.stream().filter(type -> type.equals("approved") || type.equals("denied")).count();
    Figures.note("scanner visits %d, decisions %d", VISITS, decisions);
    assertThat(decisions).isZero();
    // It sent a form on nearly every visit, and some of its guesses were taken for codes.
    assertThat(scanner.sent()).isGreaterThan(VISITS * 9 / 10);
    assertThat(entries).contains("code-refused");
    assertThat(grants)
        .allSatisfy(grant -> assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL"));
  }

  @Test
  void oneThatKnewTheCodeWouldDecide() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    new Scanner(page, code -> code).visit(scene, scene.linkTo(BOB, grant));

    assertThat(scene.types(grant)).containsAnyOf("approved", "denied");
  }
}
