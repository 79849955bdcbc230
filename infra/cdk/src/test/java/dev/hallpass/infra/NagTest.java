package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.infra.AcceptedFindings.Accepted;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.github.cdklabs.cdknag.ServerlessChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stage;
import software.constructs.IConstruct;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The stacks as the rule packs of cdk-nag see them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NagTest {

  private static final List<NagReportFormat> JSON = List.of(NagReportFormat.JSON);

  private List<Line> report = List.of();

  @BeforeAll
  void check(@TempDir Path folder) throws IOException {
    Path jar = Files.writeString(folder.resolve("functions.jar"), "");
    report = new ArrayList<>(check(folder.resolve("plain"), jar, Conventions.NONE));
    report.addAll(check(folder.resolve("demanding"), jar, ConventionsTest.ALL));
  }

  private List<Line> check(Path output, Path jar, Conventions conventions) throws IOException {
    App app = Synthesis.app(output, jar, conventions);
    List<IConstruct> everything = app.getNode().findAll();
    // An aspect does not look into a stage from outside (source: CDK, aspects).
    Stream.concat(Stream.of(app), everything.stream().filter(Stage.class::isInstance))
        .distinct()
        .forEach(scope -> packs().forEach(pack -> Aspects.of(scope).add(pack)));
    app.synth();
    return reports(output);
  }

  @Test
  void nothingIsFoundThatHasNoReason() {
    assertThat(report).isNotEmpty();
    assertThat(report)
        .filteredOn(line -> !List.of("Compliant", "Suppressed").contains(line.compliance()))
        .isEmpty();
  }

  @Test
  void noReasonIsGivenForWhatIsNotFound() {
    List<String> suppressed =
        report.stream()
            .filter(line -> line.compliance().equals("Suppressed"))
            .map(Line::finding)
            .toList();
    List<String> accepted =
        AcceptedFindings.in(Synthesis.PROJECT.resolve(AcceptedFindings.FILE)).all().stream()
            .flatMap(NagTest::findings)
            .toList();

    assertThat(accepted)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            pattern -> assertThat(suppressed).anyMatch(finding -> Accepted.fits(pattern, finding)));
  }

  @Test
  void theStacksOfOtherAccountsAreLookedAtToo() {
    assertThat(report).anyMatch(line -> line.resource().startsWith("HallpassTarget/"));
  }

  private static List<IAspect> packs() {
    return List.of(
        AwsSolutionsChecks.Builder.create().reports(true).reportFormats(JSON).build(),
        ServerlessChecks.Builder.create().reports(true).reportFormats(JSON).build(),
        NIST80053R5Checks.Builder.create().reports(true).reportFormats(JSON).build());
  }

  /// What an entry expects to be found, as a line of the report shows it.
  private static Stream<String> findings(Accepted entry) {
    List<String> only =
        entry.only().isEmpty()
            ? List.of("")
            : entry.only().stream().map(found -> "[" + found + "]").toList();
    return entry.at().stream()
        .flatMap(path -> entry.nag().stream().map(rule -> path + " " + rule))
        .flatMap(finding -> only.stream().map(found -> finding + found));
  }

  private List<Line> reports(Path output) throws IOException {
    try (var files = Files.list(output)) {
      return files
          .filter(file -> file.toString().endsWith("-NagReport.json"))
          .flatMap(file ->
              JsonMapper.shared().readTree(file.toFile()).path("lines").valueStream().map(Line::of))
          .toList();
    }
  }

  /// One line of a report.
  ///
  /// @param exception why it was suppressed, after what was found if it was one of several
  private record Line(String resource, String rule, String compliance, String exception) {

    static Line of(JsonNode line) {
      return new Line(
          line.path("resourceId").asString(),
          line.path("ruleId").asString(),
          line.path("compliance").asString(),
          line.path("exceptionReason").asString());
    }

    String finding() {
      String only =
          exception.startsWith("[") ? exception.substring(0, exception.lastIndexOf("] ") + 1) : "";
      return resource + " " + rule + only;
    }
  }
}
