package dev.hallpass.local;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A reader finds their way in each package.
class PackagesTest {

  private static final int MOST_FILES = 25;

  @Test
  void aPackageThatGrowsPastAGlanceIsDivided() {
    Map<Path, Long> files =
        ProjectFiles.sources(path -> path.contains("src/main/java/"))
            .collect(groupingBy(Path::getParent, counting()));

    assertThat(files)
        .isNotEmpty()
        .allSatisfy((folder, count) ->
            assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(MOST_FILES));
  }
}
