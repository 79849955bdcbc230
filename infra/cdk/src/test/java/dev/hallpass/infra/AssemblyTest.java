package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AssemblyTest {

  @TempDir private Path project;

  @BeforeEach
  void aProject() {
    write("pom.xml", "");
    write("infra/cdk.json", "{\"context\": {\"flag\": true}}");
    write("infra/cdk/pom.xml", "");
    write("events/bus/schema.json", "{}");
    write("events/bus/people/schema.json", "{}");
    write("infra/cdk/src/main/App.java", "");
    write("infra/catalog/hallpass.yaml", "sender: a@example.com");
    write("infra/reference/services/s3.json", "{}");
    write("statemachines/life.json", "{}");
    write("functions/handlers/src/main/A.java", "");
    write("infra/cdk/assembly.mjs", read(Path.of("assembly.mjs")));
  }

  @Test
  void isTakenAsLongAsTheSourcesAreTheSame() {
    synthesize();
    write("infra/catalog/hallpass.yaml", "sender: a@example.com");
    write("functions/handlers/target/A.class", "new");
    write("functions/handlers/src/test/ATest.java", "new");

    assertThat(ask()).isEqualTo(new Answer(0, ""));
  }

  @Test
  void isRefusedWhereThereIsNone() {
    assertThat(ask())
        .isEqualTo(
            new Answer(
                1,
                "There is nothing to deploy in infra/cdk/target/cdk.out. Run `mvn package` in the"
                    + " project's folder first.\n"));
  }

  @Test
  void isRefusedWhenASourceWasChangedAddedOrRemoved() throws IOException {
    synthesize();
    write("infra/catalog/hallpass.yaml", "sender: b@example.com");
    assertThat(ask().exit()).isEqualTo(1);

    synthesize();
    write("infra/reference/services/s3.json", "{\"actions\":{}}");
    assertThat(ask().exit()).isEqualTo(1);

    synthesize();
    write("functions/handlers/src/main/B.java", "");
    assertThat(ask().exit()).isEqualTo(1);

    synthesize();
    Files.delete(project.resolve("statemachines/life.json"));
    assertThat(ask())
        .isEqualTo(
            new Answer(
                1,
                "What is in infra/cdk/target/cdk.out was not made from the sources as they are"
                    + " now. Run `mvn package` in the project's folder first.\n"));
  }

  @Test
  void isRefusedWhenSomethingElseWasSynthesizedInItsPlace() {
    synthesize();
    write("infra/cdk/target/cdk.out/manifest.json", "{\"another\":1}");

    assertThat(ask().exit()).isEqualTo(1);
  }

  @Test
  void isWhatTheToolIsToldToDeploy() {
    var settings = JsonMapper.shared().readTree(Synthesis.PROJECT.resolve("infra/cdk.json"));

    assertThat(settings.path("app").asString()).isEqualTo("node cdk/assembly.mjs");
    assertThat(settings.path("output").asString()).isEqualTo("cdk/target/tool.out");
  }

  @Test
  void isCopiedToTheFolderThatTheToolNamesWithoutWhatEarlierBuildsLeft() throws IOException {
    write("infra/cdk/target/cdk.out/Hallpass.assets.json", "{\"path\": \"asset.new.jar\"}");
    write("infra/cdk/target/cdk.out/asset.new.jar", "new");
    write("infra/cdk/target/cdk.out/asset.old.jar", "old");
    synthesize();
    write("elsewhere/asset.of-before.jar", "before");
    Map<String, String> tool =
        Map.of(
            "CDK_OUTDIR",
            project.resolve("elsewhere").toString(),
            "CDK_CONTEXT_JSON",
            "{\"aws:cdk:enable-path-metadata\":true,\"flag\":true}");

    assertThat(run(tool)).isEqualTo(new Answer(0, ""));

    try (var files = Files.list(project.resolve("elsewhere"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("manifest.json", "Hallpass.assets.json", "asset.new.jar");
    }
  }

  @Test
  void aContextOnTheCommandLineIsSynthesizedAndTheAssemblyStaysAsItIs() throws IOException {
    for (String file :
        List.of(
            "infra/cdk.json",
            "infra/cdk/accepted-findings.yaml",
            "infra/catalog/target/compiled/catalog.json",
            "infra/catalog/target/compiled/catalog.json.sha256",
            "statemachines/grant-lifecycle.asl.json",
            "functions/handlers/openapi.yaml",
            "events/bus/schema.json",
            "events/bus/people/schema.json")) {
      write(file, read(Synthesis.PROJECT.resolve(file)));
    }
    write("functions.jar", "");
    synthesize();
    String output = project.resolve("elsewhere").toString();

    assertThat(
            run(
                Map.of(
                    "CDK_OUTDIR",
                    output,
                    "CDK_CONTEXT_JSON",
                    "{\"@aws-cdk/core:bootstrapQualifier\":\"acme\",\"@aws-cdk/core:target-partitions\":[\"aws\"]}")))
        .extracting(Answer::exit)
        .isEqualTo(0);

    assertThat(read(project.resolve("elsewhere/Hallpass.template.json")))
        .contains("cdk-acme-cfn-exec-role-")
        .doesNotContain("cdk-hallpass-");
    assertThat(ask()).isEqualTo(new Answer(0, ""));
  }

  private void synthesize() {
    write("infra/cdk/target/cdk.out/manifest.json", "{}");
    assertThat(
            run(
                Map.of(),
                "remember",
                System.getProperty("java.class.path"),
                project.resolve("functions.jar").toString()))
        .isEqualTo(new Answer(0, ""));
  }

  private Answer ask() {
    return run(Map.of());
  }

  private Answer run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", "cdk/assembly.mjs"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(project.resolve("infra").toFile())
              .redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      String says = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.onExit().join().exitValue(), says);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Path path = project.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(int exit, String says) {}
}
