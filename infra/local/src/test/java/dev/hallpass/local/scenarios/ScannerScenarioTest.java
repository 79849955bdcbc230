package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Bait;
import dev.hallpass.local.scene.Guesses;
import dev.hallpass.local.scene.Scene;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mail scanner does that reads pages without a browser.
class ScannerScenarioTest {

  private static final int VISITS = Integer.getInteger("visits", 300);
  private static final int GRANTS = 10;
  private static final List<Person> ASKING = List.of(ALICE, ERIN);

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");
  private static final Pattern FIELD =
      Pattern.compile("<(?:input|textarea) id=\"\\w+\" name=\"(\\w+)\"");
  private static final Pattern BUTTON =
      Pattern.compile("<button [^>]*name=\"(\\w+)\" value=\"(\\w+)\">");

  private final Scene scene = Scene.inMemory(Scene.SYNTHESIZED);

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void soManyVisitsDecideNothing() {
    Bait bait = Bait.of(scene, GRANTS, ASKING);
    List<LinkInMail> links = bait.links();

    Guesses guesses = new Guesses(new Random(2811));
    int sent = 0;
    for (int visit = 0; visit < VISITS; visit++) {
      if (visit(links.get(visit % links.size()), visit / links.size(), guesses::next)) {
        sent++;
      }
    }

    bait.assertUndecided("scanner visits over plain HTTP", VISITS);
    // It found the buttons.
    assertThat(sent).isGreaterThan(VISITS / 2);
  }

  @Test
  void oneThatKnewTheCodeWouldDecide() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    for (int way = 0; way < 4; way++) {
      visit(scene.linkTo(BOB, grant), way, code -> code);
    }

    assertThat(scene.types(grant)).containsAnyOf("approved", "denied");
  }

  /// Looks at a page and sends its form in one way; whether it found one.
  ///
  /// @param way which of the ways: with nothing filled in, as no button sends it, or as each does
  private boolean visit(LinkInMail link, int way, UnaryOperator<String> guesses) {
    scene.api().send("HEAD", link.path(), Map.of(), "");
    String page = scene.open(link).body();
    if (!page.contains("<form ")) {
      return false;
    }
    List<Map<String, String>> ways = ways(page, guesses.apply(link.code()));
    scene.api().form(link.formPath(), ways.get(way % ways.size()));
    return true;
  }

  private static List<Map<String, String>> ways(String page, String guess) {
    Map<String, String> empty = pairs(HIDDEN, page);
    Map<String, String> filled = new LinkedHashMap<>(empty);
    FIELD.matcher(page).results().forEach(field -> filled.put(field.group(1), guess));
    List<Map<String, String>> ways = new ArrayList<>(List.of(empty, filled));
    BUTTON
        .matcher(page)
        .results()
        .forEach(button -> {
          Map<String, String> pressed = new LinkedHashMap<>(filled);
          pressed.put(button.group(1), button.group(2));
          ways.add(pressed);
        });
    return ways;
  }

  private static Map<String, String> pairs(Pattern pattern, String page) {
    Map<String, String> pairs = new LinkedHashMap<>();
    pattern.matcher(page).results().forEach(pair -> pairs.put(pair.group(1), pair.group(2)));
    return pairs;
  }
}
