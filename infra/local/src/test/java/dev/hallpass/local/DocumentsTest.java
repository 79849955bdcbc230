package dev.hallpass.local;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documents for people name is there.
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "functions/handlers/README.md",
        "infra/README.md",
        "infra/catalog/README.md",
        "infra/cli/README.md",
        "statemachines/model/README.md"
      })
  void eachLinkLeadsToAFile(String document) {
    Path file = ProjectFiles.PROJECT.resolve(document);

    assertThat(found(LINK, file).map(link -> link.group(1)))
        .filteredOn(link -> !link.startsWith("https://"))
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "infra/README.md"})
  void eachTestThatIsNamedIsThere(String document) {
    Map<String, Path> tests = tests();

    assertThat(found(TEST, ProjectFiles.PROJECT.resolve(document)))
        .allSatisfy(named -> {
          assertThat(tests).containsKey(named.group(1));
          Optional.ofNullable(named.group(2))
              .ifPresent(
                  method -> assertThat(tests.get(named.group(1))).content().contains(method + "("));
        });
  }

  @Test
  void thePromisesNameTheirTests() {
    assertThat(found(TEST, ProjectFiles.PROJECT.resolve("SECURITY.md"))).hasSizeGreaterThan(20);
  }

  private static Stream<MatchResult> found(Pattern what, Path file) {
    try {
      return what.matcher(Files.readString(file)).results();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By name; some have the same name in several modules, and any of these will do.
  private static Map<String, Path> tests() {
    return ProjectFiles.sources(path -> path.endsWith("Test.java") && path.contains("src/test"))
        .collect(
            toMap(
                path -> path.getFileName().toString().replace(".java", ""),
                path -> path,
                (first, _) -> first));
  }
}
