package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a shell suggests while a line is typed.
class CompletionTest {

  private final Town town;
  private final Desk alice;

  CompletionTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private List<String> suggested(String... words) {
    List<String> line = new ArrayList<>(List.of("__complete"));
    line.addAll(List.of(words));
    return alice.hallpass(line.toArray(String[]::new)).printed();
  }

  @Test
  void commandsAreSuggested() {
    assertThat(suggested("re")).containsExactly("request", "return", "review", "revoke");
    assertThat(suggested("profile", "")).containsExactlyInAnyOrder("add", "remove");
  }

  @Test
  void optionsOfTheCommandAreSuggested() {
    assertThat(suggested("run", "--de")).containsExactly("--detach");
  }

  @Test
  void entitlementsTheirParametersAndChoicesAreSuggested() {
    assertThat(suggested("request", "read-b")).containsExactly("read-bucket-prefix");
    assertThat(suggested("request", "read-bucket-prefix", ""))
        .containsExactly("bucket=", "prefix=");
    assertThat(suggested("request", "read-bucket-prefix", "bucket=acme-e"))
        .containsExactly("bucket=acme-exports");
    assertThat(
            suggested("request", "--for", "30m", "read-bucket-prefix", "bucket=acme-exports", ""))
        .containsExactly("prefix=");
  }

  @Test
  void openAndWaitingGrantsAreSuggested() {
    String grant =
        alice
            .hallpass(
                "request",
                "read-bucket-prefix",
                "bucket=acme-exports",
                "prefix=a",
                "--for",
                "30m",
                "--reason",
                "x")
            .printed()
            .getFirst()
            .substring(0, 14);
    alice.hallpass("list");

    assertThat(suggested("show", "")).containsExactly(grant);
    assertThat(suggested("run", "gr")).containsExactly(grant);
  }

  @Test
  void nothingIsSuggestedForTheProgramsOwnWords() {
    assertThat(suggested("run", "read-bucket-prefix", "--", "")).isEmpty();
  }

  @Test
  void withoutAnInstallationNothingIsSuggested() {
    Desk fresh = town.newDesk("bob");
    assertThat(fresh.hallpass("__complete", "request", "").exit()).isZero();
    assertThat(fresh.hallpass("__complete", "request", "").printed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "powershell"})
  void eachShellHasItsScript(String shell) {
    assertThat(alice.hallpass("completion", shell).out()).contains("hallpass", "__complete");
  }

  /// What bash makes of the script, with a program in the place of `hallpass`.
  @Test
  void bashCompletesTheValueBehindAnEqualsSign(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "There is no bash here");
    Path script = folder.resolve("try.sh");
    Files.writeString(
        script,
        """
        hallpass() { [ "$*" = "__complete request read bucket=acme" ] && echo bucket=acme-exports; }
        compopt() { :; }
        %s
        COMP_LINE="hallpass request read bucket=acme" COMP_POINT=34
        _hallpass
        echo "${COMPREPLY[0]}"
        """
            .formatted(alice.hallpass("completion", "bash").out()));
    Process bash = new ProcessBuilder("/bin/bash", script.toString()).start();

    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("acme-exports");
    assertThat(bash.waitFor()).isZero();
  }
}
