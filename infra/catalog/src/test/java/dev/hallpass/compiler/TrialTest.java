package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.figures.Figures;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each entitlement does what its author says, and nothing that its author shuts out.
class TrialTest {

  private static final Path CATALOG = Path.of("");
  private static final Path STARTERS = CATALOG.resolve("starters");
  private static final Path TRIALS = CATALOG.resolve("trials");
  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final String STAGING =
      """
        - account: "777788889999"
          name: staging
          groups: [workloads]
          externalId: hallpass-7c2d0e11
      """;
  private static final int LINES = 22;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("starters")
  void aStarterOpensWhatItIsForAndNothingBesideIt(Path starter) throws IOException {
    String name = starter.getFileName().toString();
    Files.writeString(
        folder.resolve("hallpass.yaml"),
        Files.readString(CATALOG.resolve("hallpass.yaml"))
            .replace("accounts:\n", "accounts:\n" + STAGING));
    Path entitlements = Files.createDirectory(folder.resolve("entitlements"));
    Files.copy(starter.resolve(name + ".yaml"), entitlements.resolve(name + ".yaml"));

    Entitlement entitlement = YamlCatalog.load(folder, AWS).entitlements().getFirst();

    trial(starter.resolve("trial.yaml")).check(entitlement);
    assertThat(Files.readAllLines(starter.resolve("README.md"))).hasSize(2);
  }

  static List<Path> starters() throws IOException {
    return files(STARTERS);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void aDeployedEntitlementDoesWhatItsTrialSays(Path trial) throws IOException {
    String name = trial.getFileName().toString().replace(".yaml", "");
    Entitlement entitlement =
        YamlCatalog.load(CATALOG, AWS).entitlements().stream()
            .filter(one -> one.id().value().equals(name))
            .findFirst()
            .orElseThrow();

    trial(trial).check(entitlement);
  }

  private static Trial trial(Path file) throws IOException {
    return Trial.parse(file.toString(), Files.readString(file));
  }

  static List<Path> trials() throws IOException {
    return files(TRIALS);
  }

  @Test
  void theStartersAreShort() throws IOException {
    List<Integer> lines =
        starters().stream()
            .map(starter -> starter.resolve(starter.getFileName() + ".yaml"))
            .map(TrialTest::lines)
            .sorted()
            .toList();
    int median = lines.get(lines.size() / 2);

    Figures.note("%d starters, with a median of %d lines", lines.size(), median);
    assertThat(lines).hasSizeGreaterThanOrEqualTo(25);
    assertThat(median).isLessThanOrEqualTo(LINES);
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.sorted().toList();
    }
  }
}
