package dev.hallpass.local.model;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The model of the life of grants with a configuration: which grants there are, what may happen to
/// them, what the design consists of, and what is to hold.
///
/// @param configuration as TLC reads it
record Model(String configuration) {

  private static final Path FOLDER = Path.of("../../statemachines/model");

  static Model of(String name) throws IOException {
    return new Model(Files.readString(FOLDER.resolve(name + ".cfg")));
  }

  static String specification() throws IOException {
    return Files.readString(FOLDER.resolve("GrantLifecycle.tla"));
  }

  /// The same with another line instead of one.
  Model with(String line, String instead) {
    assertThat(configuration.lines().map(String::strip)).containsOnlyOnce(line);
    return new Model(
        configuration
            .lines()
            .map(one -> one.strip().equals(line) ? "  " + instead : one)
            .collect(joining("\n")));
  }

  /// The same with one promise to hold and no others.
  Model promising(String promise) {
    assertThat(configuration.lines()).containsOnlyOnce("  " + promise);
    return new Model(
        configuration
            .lines()
            .filter(line -> !isPromise(line) || line.strip().equals(promise))
            .collect(joining("\n")));
  }

  private static boolean isPromise(String line) {
    return line.startsWith("  ") && !line.contains(" = ");
  }
}
