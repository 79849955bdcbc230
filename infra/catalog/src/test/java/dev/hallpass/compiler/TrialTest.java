package dev.hallpass.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.catalog.AwsReference;
import dev.hallpass.compiler.yaml.CatalogFiles;
import dev.hallpass.compiler.yaml.CatalogRefused;
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
  private static final AwsReference AWS = new CatalogCheck(Reference.snapshot());
  private static final int LINES = 22;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("starters")
  void aStarterOpensWhatItIsForAndNothingBesideIt(Path starter) throws IOException {
    Files.createDirectory(folder.resolve("entitlements"));
    new SampleCatalog(folder).withSettingsOf(CATALOG).withStarter(starter);

    YamlCatalog catalog = YamlCatalog.read(folder, AWS);

    Trial.check(
        new CatalogFiles(starter),
        "trial.yaml",
        catalog.entitlements().getFirst(),
        catalog.settings().hub());
    assertThat(Files.readAllLines(starter.resolve("README.md"))).hasSize(2);
  }

  private SampleCatalog sampleForTrials() throws IOException {
    Files.createDirectory(folder.resolve("trials"));
    return SampleCatalog.in(folder);
  }

  private void tryAll() {
    Trial.checkAll(folder, YamlCatalog.read(folder, AWS));
  }

  static List<Path> starters() throws IOException {
    return files(STARTERS);
  }

  @Test
  void theDeployedEntitlementsDoWhatTheirTrialsSay() throws IOException {
    assertThat(files(CATALOG.resolve("trials"))).isNotEmpty();

    Trial.checkAll(CATALOG, YamlCatalog.read(CATALOG, AWS));
  }

  @Test
  void eachCallThatComesOutOtherwiseIsNamedWithItsLine() throws IOException {
    sampleForTrials()
        .with(
            "trials/read-things.yaml",
            """
            given: {bucket: blue, prefix: a}
            may:
              - {action: "s3:GetObject", on: "arn:aws:s3:::green/a/b"}
            mayNot:
              - {action: "s3:PutObject", on: "arn:aws:s3:::blue/a/b"}
              - {action: "s3:GetObject", on: "arn:aws:s3:::blue/a/b", when: {"s3:ExistingObjectTag/open": "yes"}}
            """)
        .with("trials/write-things.yaml", "{may: [], mayNot: []}");

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::tryAll)
        .satisfies(refused ->
            assertThat(refused.mistakes())
                .extracting(mistake -> "%s:%d".formatted(mistake.file(), mistake.line()))
                .containsExactly(
                    "trials/read-things.yaml:3",
                    "trials/read-things.yaml:6",
                    "trials/write-things.yaml:1"));
  }

  @Test
  void aCallThatAwsDoesNotKnowProvesNothing() throws IOException {
    sampleForTrials()
        .with(
            "trials/read-things.yaml",
            """
            given: {bucket: blue, prefix: a}
            may: [{action: "s3:GetObject", on: "arn:aws:s3:::blue/a/b"}]
            mayNot:
              - {action: "s3:DeletObject", on: "arn:aws:s3:::blue/a/b"}
            """);

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::tryAll)
        .withMessageContaining("trials/read-things.yaml:4: s3:DeletObject is no action of AWS");
  }

  @Test
  void aValueThatMakesNoPolicyIsRefusedInWords() throws IOException {
    sampleForTrials()
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace("grammar: path", "pattern: \"[0-9a-f]{1,6}\"\n    example: \"12\"")
                .replace("StringEquals:", "NumericLessThan:")
                .replace("s3:ExistingObjectTag/open: [\"yes\"]", "s3:signatureAge: [\"{prefix}\"]"))
        .with(
            "trials/read-things.yaml",
            """
            given: {bucket: blue, prefix: ff}
            may: [{action: "s3:GetObject", on: "arn:aws:s3:::blue/ff/b"}]
            mayNot: [{action: "s3:PutObject", on: "arn:aws:s3:::blue/ff/b"}]
            """);

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::tryAll)
        .withMessageContaining("trials/read-things.yaml:1: makes a policy that IAM does not take");
  }

  @Test
  void aKeyOfACallCanHaveSeveralValues() throws IOException {
    sampleForTrials()
        .with(
            SampleCatalog.ENTITLEMENT_FILE,
            SampleCatalog.ENTITLEMENT
                .replace("StringEquals:", "ForAnyValue:StringEquals:")
                .replace(
                    "s3:ExistingObjectTag/open: [\"yes\"]",
                    "aws:CalledVia: [athena.amazonaws.com]"))
        .with(
            "trials/read-things.yaml",
            """
            given: {bucket: blue, prefix: a}
            may:
              - action: "s3:GetObject"
                on: "arn:aws:s3:::blue/a/b"
                when: {"aws:CalledVia": [glue.amazonaws.com, athena.amazonaws.com]}
            mayNot:
              - {action: "s3:GetObject", on: "arn:aws:s3:::blue/a/b", when: {"aws:CalledVia": [glue.amazonaws.com]}}
            """);

    tryAll();
  }

  @Test
  void aTrialOfNoEntitlementIsRefused() throws IOException {
    sampleForTrials()
        .with(
            "trials/write-things.yaml",
            """
            may: [{action: "s3:PutObject", on: "arn:aws:s3:::blue/a"}]
            mayNot: [{action: "s3:GetObject", on: "arn:aws:s3:::blue/a"}]
            """);

    assertThatExceptionOfType(CatalogRefused.class)
        .isThrownBy(this::tryAll)
        .withMessageStartingWith("trials/write-things.yaml:1: is a trial of no entitlement");
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
