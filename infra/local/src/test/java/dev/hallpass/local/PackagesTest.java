package dev.hallpass.local;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A reader finds their way in each package.
class PackagesTest {

  private static final Path PROJECT = Path.of("../..");
  private static final int MOST_FILES = 25;

  @Test
  void aPackageThatGrowsPastAGlanceIsDivided() {
    Map<Path, Long> files =
        Stream.of("functions", "infra")
            .flatMap(folder -> sources(PROJECT.resolve(folder)))
            .collect(groupingBy(Path::getParent, counting()));

    assertThat(files)
        .isNotEmpty()
        .allSatisfy((folder, count) ->
            assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(MOST_FILES));
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> found = Files.find(folder, 20, (path, _) -> isSource(path.toString()))) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(String path) {
    return path.endsWith(".java") && path.contains("src/main/java/");
  }
}
