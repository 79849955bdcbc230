package dev.hallpass.local;

import static dev.hallpass.local.Scene.ALICE;
import static dev.hallpass.local.Scene.BOB;
import static dev.hallpass.local.Scene.CAROL;
import static dev.hallpass.local.Scene.DAVE;
import static dev.hallpass.local.Scene.ERIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import dev.hallpass.local.Scene.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mail scanner does that reads pages without a browser.
class ScannerScenarioTest {

  private static final int VISITS = 1000;
  private static final int GRANTS = 40;
  private static final List<Person> ASKING = List.of(ALICE, ERIN);

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");
  private static final Pattern FIELD =
      Pattern.compile("<(?:input|textarea) id=\"\\w+\" name=\"(\\w+)\"");
  private static final Pattern BUTTON =
      Pattern.compile("<button [^>]*name=\"(\\w+)\" value=\"(\\w+)\">");

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aThousandVisitsDecideNothing() {
    List<GrantId> grants =
        IntStream.range(0, GRANTS)
            .mapToObj(number -> scene.request(ASKING.get(number % 2), Asked.partition("PT15M")))
            .toList();
    List<MailedLink> links =
        grants.stream()
            .flatMap(
                grant -> Stream.of(BOB, CAROL, DAVE).map(approver -> scene.linkTo(approver, grant)))
            .toList();

    Guesses guesses = new Guesses(new Random(2811));
    int sent = 0;
    for (int visit = 0; visit < VISITS; visit++) {
      sent += visit(links.get(visit % links.size()), guesses::next);
    }
    scene.pass(Scene.A_MOMENT);

    List<String> entries = grants.stream().flatMap(grant -> scene.types(grant).stream()).toList();
    long decisions =
        entries.stream().filter(type -> type.equals("approved") || type.equals("denied")).count();
    System.out.printf(
        "figure: scanner visits over plain HTTP %d, decisions %d%n", VISITS, decisions);
    assertThat(decisions).isZero();
    // It found the buttons, and some of its guesses were taken for codes.
    assertThat(sent).isGreaterThan(3 * VISITS);
    assertThat(entries).contains("code-refused");
    assertThat(grants)
        .allSatisfy(grant -> assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL"));
  }

  @Test
  void oneThatKnewTheCodeWouldDecide() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    visit(scene.linkTo(BOB, grant), code -> code);

    assertThat(scene.types(grant)).containsAnyOf("approved", "denied");
  }

  /// Looks at a page and sends its form, empty and as each button and none does; how often it did.
  private int visit(MailedLink link, UnaryOperator<String> guesses) {
    scene.api().send("HEAD", link.path(), Map.of(), "");
    String page = scene.open(link).body();
    if (!page.contains("<form ")) {
      return 0;
    }
    Map<String, String> hidden = pairs(HIDDEN, page);
    scene.api().form(link.formPath(), hidden);
    List<Map<String, String>> buttons = new ArrayList<>(List.of(Map.of()));
    BUTTON
        .matcher(page)
        .results()
        .forEach(button -> buttons.add(Map.of(button.group(1), button.group(2))));
    for (Map<String, String> button : buttons) {
      Map<String, String> form = new LinkedHashMap<>(hidden);
      form.putAll(button);
      FIELD
          .matcher(page)
          .results()
          .forEach(field -> form.put(field.group(1), guesses.apply(link.code())));
      scene.api().form(link.formPath(), form);
    }
    return 1 + buttons.size();
  }

  private static Map<String, String> pairs(Pattern pattern, String page) {
    Map<String, String> pairs = new LinkedHashMap<>();
    pattern.matcher(page).results().forEach(pair -> pairs.put(pair.group(1), pair.group(2)));
    return pairs;
  }
}
