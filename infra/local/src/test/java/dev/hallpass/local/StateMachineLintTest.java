package dev.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state machine as another reader of the Amazon States Language sees it.
class StateMachineLintTest {

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
    return PLACE.matcher(definition).replaceAll(place -> FUNCTION + place.group(1));
  }

  /// What the linter says.
  private String lint(String definition) throws IOException, InterruptedException {
    Optional<Path> npx = onThePath("npx");
    assumeTrue(npx.isPresent(), "There is no npx on the PATH, so the state machine is not linted");
    Path file = Files.writeString(folder.resolve("grant-lifecycle.asl.json"), definition);
    Process linter =
        new ProcessBuilder(
                npx.orElseThrow().toString(),
                "--yes",
                "asl-validator@4.0.0",
                "--json-path",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("lint.txt").toFile())
            .start();
    assertThat(linter.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(folder.resolve("lint.txt"));
  }

  private static Optional<Path> onThePath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
