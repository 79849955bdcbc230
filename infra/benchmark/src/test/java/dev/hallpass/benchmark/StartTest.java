package dev.hallpass.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// A start loads the classes that the table of the architecture says, and no more: their number
/// tells what a start costs, and other work on the machine does not change it.
class StartTest {

  private static final Path PROJECT = Path.of("../..");

  /// Another JDK loads a few other classes of its own.
  private static final double ANOTHER_JDK = 1.02;

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*\\| ([0-9,]+) \\|$");

  @Test
  void noFunctionLoadsMoreClassesThanTheTableSays() throws IOException, InterruptedException {
    Map<String, Long> most = table();
    Map<String, Long> loaded =
        Benchmark.measure(
                PROJECT,
                PROJECT.resolve("infra/cdk/target/cdk.out"),
                Path.of(System.getProperty("functions.jar")),
                Path.of("target"),
                0,
                List.of())
            .classes();

    Figures.note("classes of a start: %s", loaded);
    assertThat(loaded).containsOnlyKeys(most.keySet());
    SoftAssertions.assertSoftly(each ->
        most.forEach((function, classes) ->
            each.assertThat(loaded.getOrDefault(function, 0L))
                .as(function)
                .isPositive()
                .isLessThanOrEqualTo(Math.round(classes * ANOTHER_JDK))));
  }

  private static Map<String, Long> table() throws IOException {
    String architecture = Files.readString(PROJECT.resolve("ARCHITECTURE.md"));
    return ROW.matcher(architecture.substring(architecture.indexOf("### Functions start cold")))
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                (MatchResult row) -> Long.valueOf(row.group(2).replace(",", ""))));
  }
}
