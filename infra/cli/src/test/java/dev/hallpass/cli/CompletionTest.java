package dev.hallpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ProcessPrograms;
import java.io.IOException;
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
    assertThat(suggested("audit", "u")).containsExactlyInAnyOrder("used", "unused");
  }

  @Test
  void optionsOfTheCommandAreSuggested() {
    assertThat(suggested("run", "--de")).containsExactly("--detach");
    assertThat(suggested("audit", "who-had", "--b")).containsExactly("--between");
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
    String grant = alice.asksForExports("a", "30m").printed().getFirst().substring(0, 14);
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

  /// What bash makes of the script, with a function in the place of the program.
  @Test
  void bashCompletesTheValueBehindAnEqualsSign() throws IOException, InterruptedException {
    String said =
        say(
            "bash",
            """
            hallpass() { [ "$*" = "__complete request read bucket=acme" ] && echo bucket=acme-exports; }
            compopt() { :; }
            %s
            COMP_LINE="hallpass request read bucket=acme" COMP_POINT=34
            _hallpass
            echo "${COMPREPLY[0]}"
            """);

    assertThat(said).isEqualTo("acme-exports");
  }

  @Test
  void zshCompletesTheWholeWord() throws IOException, InterruptedException {
    String said =
        say(
            "zsh",
            """
            hallpass() { [ "$*" = "__complete request read bucket=acme" ] && echo bucket=acme-exports; }
            compdef() { : }
            %s
            compadd() { print -r -- "$@" }
            words=(hallpass request read bucket=acme) CURRENT=4
            _hallpass
            """);

    assertThat(said).endsWith("-- bucket=acme-exports");
  }

  @Test
  void fishCompletesTheWholeWord() throws IOException, InterruptedException {
    String said =
        say(
            "fish",
            """
            function hallpass
              test "$argv" = "__complete request read bucket=acme"; and echo bucket=acme-exports
            end
            %s
            complete --do-complete "hallpass request read bucket=acme"
            """);

    assertThat(said).isEqualTo("bucket=acme-exports");
  }

  /// What a shell says of a text with its script in it. Where the shell is not there, the test is
  /// skipped.
  private String say(String shell, String text) throws IOException, InterruptedException {
    Assumptions.assumeTrue(new ProcessPrograms(System.getenv()).has(shell), "There is no " + shell);
    Process process =
        new ProcessBuilder(shell, "-c", text.formatted(alice.hallpass("completion", shell).out()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
