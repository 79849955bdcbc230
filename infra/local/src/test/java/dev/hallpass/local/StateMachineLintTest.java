package dev.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hallpass.npm.LockedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state machine as another reader of the Amazon States Language sees it.
class StateMachineLintTest {

  private static final Path LOCKED = Path.of("src", "test", "npm");
  private static final Path INSTALLED = Path.of("target", "asl-validator");
  private static final Path PROGRAM =
      INSTALLED.resolve("node_modules/.bin/asl-validator").toAbsolutePath();
  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z]+)}");
  private static final Path DEFINITION = Path.of("../../statemachines/grant-lifecycle.asl.json");
  private static final String FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:";

  @TempDir private Path folder;

  @Test
  void theStateMachineIsValid() throws IOException, InterruptedException {
    assertThat(lint(filled(Files.readString(DEFINITION)))).contains("is valid");
  }

  @Test
  void theLinterFindsAStateThatLeadsNowhere() throws IOException, InterruptedException {
    String broken =
        Files.readString(DEFINITION).replace("\"Next\": \"Activate\"", "\"Next\": \"Nowhere\"");

    assertThat(lint(filled(broken))).contains("MISSING_TRANSITION_TARGET", "Nowhere");
  }

  private static String filled(String definition) {
    return PLACE
        .matcher(definition.replace("${Partition}", "aws"))
        .replaceAll(place -> FUNCTION + place.group(1));
  }

  /// What the linter says.
  private String lint(String definition) throws IOException, InterruptedException {
    requireInstalled();
    Path file = Files.writeString(folder.resolve("grant-lifecycle.asl.json"), definition);
    Process linter =
        new ProcessBuilder(PROGRAM.toString(), "--json-path", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("lint.txt").toFile())
            .start();
    assertThat(linter.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(folder.resolve("lint.txt"));
  }

  /// Fetches what the lock file names, once until the next `mvn clean`.
  private void requireInstalled() throws IOException, InterruptedException {
    assumeTrue(
        LockedPrograms.install(LOCKED, INSTALLED, folder.resolve("npm.txt")),
        "There is no npm on the PATH, or it cannot fetch asl-validator, so the state machine is not"
            + " linted");
  }
}
