package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Synthesis.class)
class HallpassAppTest {

  @Test
  void twoProgramsSynthesizeTheSameBytes(Deployment deployment, @TempDir Path folder)
      throws IOException {
    Path here = deployment.folder().resolve("cdk.out");
    Path there = folder.resolve("cdk.out");
    Path jar = deployment.folder().resolve("functions.jar");

    // In another JVM, because within one even an unordered map keeps its order.
    assertThat(run(Synthesis.PROJECT.toString(), jar.toString(), there.toString())).isZero();

    assertThat(names(there)).contains("Hallpass.template.json").isEqualTo(names(here));
    assertThat(names(here))
        .allSatisfy(
            name -> assertThat(there.resolve(name)).hasSameBinaryContentAs(here.resolve(name)));
  }

  @Test
  void aCatalogueThatIsNotCompiledIsNotDeployed(@TempDir Path project) throws IOException {
    Files.createDirectories(project.resolve("infra"));
    Files.copy(Synthesis.PROJECT.resolve("infra/cdk.json"), project.resolve("infra/cdk.json"));

    assertThatThrownBy(() ->
            HallpassApp.synthesize(
                project, project.resolve("functions.jar"), project.resolve("out")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("build infra/catalog");
  }

  @Test
  void whoCallsItWronglyIsToldHow() throws IOException {
    assertThat(run("only-one-argument")).isEqualTo(2);
  }

  private static int run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                HallpassApp.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
