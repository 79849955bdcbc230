package dev.hallpass.cli.console;

import dev.hallpass.cli.surroundings.ExitCode;
import dev.hallpass.cli.surroundings.Stopped;
import dev.hallpass.cli.surroundings.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The engineer's browser.
///
/// The variable `HALLPASS_BROWSER` can name another one, such as `firefox -P {grant} {url}`.
///
/// @param surroundings where it is started
public record Browser(Surroundings surroundings) {

  private static final String TEMPLATE = "HALLPASS_BROWSER";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  /// Opens an address, and waits until the browser has it.
  ///
  /// @param grant the grant whose session the address signs in
  /// @throws Stopped if there is no browser, or it does not come for the address
  public void open(String address, String grant) {
    try (Handover handover = new Handover(address, surroundings.home())) {
      start(handover.page().toString(), grant);
      Instant giveUp = surroundings.clock().instant().plus(LONGEST_WAIT);
      while (!handover.isTaken()) {
        if (surroundings.clock().instant().isAfter(giveUp)) {
          throw refused("No browser has opened the page in a minute");
        }
        surroundings.pause().of(STEP);
      }
    }
  }

  private void start(String page, String grant) {
    List<String> command =
        surroundings
            .variable(TEMPLATE)
            .map(template -> filled(template, page, grant))
            .or(() -> usual(page))
            .orElseThrow(() -> refused("There is no browser on this machine"));
    try {
      surroundings.programs().start(command);
    } catch (IOException e) {
      throw refused("Cannot start %s: %s".formatted(command.getFirst(), e.getMessage()));
    }
  }

  private static Stopped refused(String why) {
    return new Stopped(
        ExitCode.FAILED,
        "%s. Add --print for the link, or set %s, such as: firefox {url}".formatted(why, TEMPLATE));
  }

  /// The words of a template. They are filled in after it was split, so a page stays one word.
  private static List<String> filled(String template, String page, String grant) {
    List<String> words =
        WORD.matcher(template)
            .results()
            .map(Browser::unquoted)
            .map(word -> word.replace("{url}", page).replace("{grant}", grant))
            .toList();
    return template.contains("{url}")
        ? words
        : Stream.concat(words.stream(), Stream.of(page)).toList();
  }

  private static String unquoted(MatchResult word) {
    return Optional.ofNullable(word.group(1)).orElseGet(word::group);
  }

  private Optional<List<String>> usual(String page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", page));
    }
    return Stream.of(system.startsWith("mac") ? "open" : "xdg-open", "wslview")
        .filter(surroundings.programs()::has)
        .findFirst()
        .map(program -> List.of(program, page));
  }
}
