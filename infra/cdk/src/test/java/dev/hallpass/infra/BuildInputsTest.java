package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a build takes from registries is fixed by its digest.
class BuildInputsTest {

  private static final Pattern FLOATING =
      Pattern.compile("npx (--yes )?[@\\w/-]+@|npm install|npm i |\"npx\"|\"install\"");

  @Test
  void eachPackageOfNpmIsFixedByItsDigest() {
    List<Path> locks = files("package-lock.json");

    assertThat(locks).hasSize(4);
    for (Path lock : locks) {
      JsonNode packages = JsonMapper.shared().readTree(lock).path("packages");
      assertThat(packages.properties())
          .as(lock.toString())
          .filteredOn(one -> !one.getKey().isEmpty())
          .isNotEmpty()
          .allSatisfy(one -> {
            assertThat(one.getValue().path("integrity").asString()).startsWith("sha512-");
            // The registry is that of the machine.
            assertThat(one.getValue().has("resolved")).isFalse();
            assertThat(one.getValue().has("hasInstallScript")).isFalse();
          });
    }
  }

  @Test
  void eachPackageThatIsNamedHasOneVersion() {
    for (Path file : files("/package.json")) {
      JsonNode named = JsonMapper.shared().readTree(file).path("devDependencies");
      assertThat(named.values())
          .as(file.toString())
          .isNotEmpty()
          .allSatisfy(version -> assertThat(version.asString()).matches("[0-9]+(\\.[0-9]+)+"));
    }
  }

  @Test
  void eachActionOfAWorkflowIsFixedByItsCommit() {
    assertThat(files(".yml"))
        .filteredOn(file -> file.toString().contains("/.github/workflows/"))
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(
                    text(file).lines().map(String::strip).filter(line -> line.contains("uses: ")))
                .allMatch(line -> line.matches("(- )?uses: [\\w/-]+@[0-9a-f]{40} # v[0-9.]+")));
  }

  /// Only what renews the reference takes the newest, which is its purpose.
  @Test
  void nothingIsFetchedFromNpmWithoutALock() {
    assertThat(
            Stream.of(".java", ".md", ".xml", ".mjs", ".yml", "run")
                .flatMap(suffix -> files(suffix).stream())
                .filter(file -> !file.endsWith("BuildInputsTest.java"))
                .filter(file -> !file.endsWith("Published.java"))
                // It asks for digests.
                .filter(file -> !file.endsWith("ForeignJudgesTest.java")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(text(file)).doesNotContainPattern(FLOATING));
  }

  @Test
  void nothingIsFetchedFromPyPiWithoutADigest() {
    assertThat(files("ForeignJudgesTest.java"))
        .singleElement()
        .satisfies(judges -> assertThat(text(judges)).contains("\"--require-hashes\""));
    assertThat(files("requirements.txt"))
        .isNotEmpty()
        .allSatisfy(file ->
            assertThat(text(file).replace("\\\n", "").lines().filter(one -> one.contains("==")))
                .isNotEmpty()
                .allMatch(one -> one.contains("--hash=sha256:")));
  }

  /// The files of the repository whose paths end like this.
  private static List<Path> files(String end) {
    try (var files = Files.walk(Synthesis.PROJECT)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
