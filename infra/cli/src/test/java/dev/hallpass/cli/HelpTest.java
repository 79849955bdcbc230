package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The help of each command, and its examples.
class HelpTest {

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

  /// They go on until a person stops them. Their own tests start and stop them.
  private static final Set<String> GOES_ON = Set.of("serve", "web");

  private final Town town;
  private final Desk alice;
  private final String grant;

  HelpTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    grant = alice.asksForExports("customers/4711", "30m").printed().getFirst();
    town.timeline().advance(Duration.ofSeconds(5));
    alice.set("AWS_PROFILE", "alice");
    town.desk("bob").hallpass("approve", grant, "--yes");
    town.timeline().advance(Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    town.close();
  }

  private List<String> commands() {
    List<String> help = alice.hallpass("--help").printed();
    return help.subList(help.indexOf("Commands:") + 1, help.size()).stream()
        .filter(line -> line.matches("  [a-z]+ .*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .toList();
  }

  /// The lines of the examples, each as one.
  private List<String> examples(String command) {
    List<String> help = alice.hallpass(command, "--help").printed();
    assertThat(help).as(command).contains("Example:");
    String text = String.join("\n", help.subList(help.indexOf("Example:") + 1, help.size()));
    return text.replace("\\\n", " ").lines().map(String::strip).toList();
  }

  @Test
  void eachCommandHasAnExampleThatItTakes() {
    for (String command : commands()) {
      for (String example : examples(command)) {
        if (example.startsWith("hallpass ") && !GOES_ON.contains(command)) {
          Ran ran = alice.hallpass(words(example));
          assertThat(ran.exit())
              .as("%s: %s", example, ran.err())
              .isNotEqualTo(ExitCode.USAGE.code());
        }
      }
    }
  }

  private String[] words(String example) {
    List<String> words = new ArrayList<>();
    WORD.matcher(example)
        .results()
        .map(MatchResult::group)
        .map(word -> word.replace("\"", ""))
        .map(word -> word.startsWith("grant-") ? grant : word)
        .map(word -> word.startsWith("https://") ? town.address().toString() : word)
        .forEach(words::add);
    // Nobody is here to be asked.
    if (Set.of("approve", "review", "revoke", "block", "unblock").contains(words.get(1))
        && !words.contains("--yes")) {
      words.add("--yes");
    }
    // Nobody answers.
    if (Set.of("shell", "exec", "forward", "kubectl").contains(words.get(1))) {
      words.addAll(2, List.of("--timeout", "1m"));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  @Test
  void theHelpSaysHowToBeginAndWhatExitCodesMean() {
    assertThat(alice.hallpass("--help").out().replaceAll("\\s+", " "))
        .contains("Begin by: hallpass setup URL", "3 denied or over, 4 sign in first");
    assertThat(alice.hallpass("--version").out()).startsWith("hallpass ");
  }
}
