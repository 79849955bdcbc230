package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.cli.surroundings.ProcessPrograms;
import dev.hallpass.cli.surroundings.Programs;
import dev.hallpass.cli.surroundings.Programs.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs of this machine.
class ProgramsTest {

  private final Path folder;
  private final Programs programs;

  ProgramsTest(@TempDir Path folder) {
    this.folder = folder;
    programs = new ProcessPrograms(Map.of("PATH", folder.toString()));
  }

  private String program(String name, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + lines);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }

  @Test
  void whatAProgramPrintsIsKeptAndItsEnvironmentIsWhole() throws IOException {
    String program = program("speak", "echo out $GIVEN$HOME; echo first >&2; echo err >&2; exit 3");
    Output output = programs.read(List.of(program), Map.of("GIVEN", "this"));

    assertThat(output).isEqualTo(new Output(3, "out this\n", "first\nerr\n"));
    assertThat(output.lastError()).isEqualTo("err");
  }

  @Test
  void aProgramEndsWithItsExitCode() throws IOException {
    assertThat(programs.run(List.of(program("end", "exit 17")), Map.of())).isEqualTo(17);
  }

  @Test
  void signalsArePassedOnAsTheyAre() throws IOException {
    for (String signal : List.of("TERM", "HUP", "USR1", "USR2")) {
      String program =
          program(
              "wait-for-" + signal,
              "trap 'exit 3' TERM HUP USR1 USR2; trap 'exit 42' %s; kill -s %s $PPID; while :; do :; done"
                  .formatted(signal, signal));
      assertThat(programs.run(List.of(program), Map.of())).as(signal).isEqualTo(42);
    }
  }

  @Test
  void aFileIsAProgramWhereItsOwnerMadeItOne() throws IOException {
    String program = program("nightly.sh", "");
    Path text = Files.writeString(folder.resolve("notes"), "");

    assertThat(programs.has(program)).isTrue();
    assertThat(programs.has(text.toString())).isFalse();
    assertThat(programs.has(folder.toString())).isFalse();
    assertThat(programs.has(folder.resolve("gone").toString())).isFalse();
  }

  @Test
  void onlyWhatIsOnThePathIsThere() throws IOException {
    program("aws", "");

    assertThat(programs.has("aws")).isTrue();
    assertThat(programs.has("kubectl")).isFalse();
    assertThat(new ProcessPrograms(Map.of("Path", folder.toString())).has("aws")).isTrue();
    assertThat(new ProcessPrograms(Map.of()).has("sh")).isTrue();
    assertThatThrownBy(() -> programs.read(List.of("no-such-program"), Map.of()))
        .isInstanceOf(IOException.class);
  }
}
