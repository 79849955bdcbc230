package dev.hallpass.adapters.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/// What another reader of IAM policies says, the program `iam-simulate`. It runs in a process of
/// its own and is fetched for that, because its licence keeps it out of this project.
public final class IamSimulate {

  private static final String PACKAGE = "@cloud-copilot/iam-simulate@0.1.173";
  private static final Path INSTALLED = Path.of("target/iam-simulate").toAbsolutePath();
  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/hallpass/adapters/iam/simulate.mjs");

  private IamSimulate() {}

  /// Its verdicts, one for each question: `Allowed`, `ImplicitlyDenied` or `ExplicitlyDenied`, or
  /// why there is none.
  public static List<String> verdicts(List<ObjectNode> questions, Path folder)
      throws IOException, InterruptedException {
    String node = program("node");
    install(program("npm"), folder);
    Path asked =
        Files.write(
            folder.resolve("questions"), questions.stream().map(ObjectNode::toString).toList());
    Path answers = folder.resolve("answers");
    run(
        folder,
        node,
        SCRIPT.toString(),
        INSTALLED.toString(),
        asked.toString(),
        answers.toString());
    return Files.readAllLines(answers);
  }

  private static void install(String npm, Path folder) throws IOException, InterruptedException {
    if (!Files.isDirectory(INSTALLED.resolve("node_modules"))) {
      Files.createDirectories(INSTALLED);
      run(
          folder,
          npm,
          "install",
          "--no-save",
          "--no-audit",
          "--prefix",
          INSTALLED.toString(),
          PACKAGE);
    }
  }

  private static String program(String name) {
    Optional<Path> found =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "There is no " + name + " on the PATH, so nobody else is asked");
    return found.orElseThrow().toString();
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }
}
