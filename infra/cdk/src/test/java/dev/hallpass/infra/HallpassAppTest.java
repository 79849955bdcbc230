package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.yaml.CatalogRefused;
import java.io.IOException;
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
  void aCatalogueOfWhatAwsCanNeverMatchIsNotDeployed(@TempDir Path project) throws IOException {
    String entitlement = "infra/catalog/entitlements/edit-table-partition.yaml";
    Files.createDirectories(project.resolve(entitlement).getParent());
    for (String file : List.of("infra/cdk.json", "infra/catalog/hallpass.yaml")) {
      Files.copy(Synthesis.PROJECT.resolve(file), project.resolve(file));
    }
    Files.writeString(
        project.resolve(entitlement),
        Files.readString(Synthesis.PROJECT.resolve(entitlement))
            .replace("ForAllValues:StringEquals", "StringEquals"));

    assertThatThrownBy(() ->
            HallpassApp.app(project, project.resolve("functions.jar"), project.resolve("out")))
        .isInstanceOf(CatalogRefused.class)
        .hasMessageContaining("Write ForAnyValue:StringEquals");
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
