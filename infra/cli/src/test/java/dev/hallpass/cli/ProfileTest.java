package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.profile.ProcessLine;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Profiles for grants in the file that AWS's tools share.
class ProfileTest {

  private static final String OWN =
      """
      # The office's profiles. Do not sort.
      [profile alice]
      region = eu-central-1
        ; indented

      [default]
      output = json

      # The last word.
      """;

  private final Town town;
  private final Desk alice;
  private final Path config;
  private final String grant;

  ProfileTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    config = alice.home().resolve(".aws/config");
    grant = alice.asksForExports("a", "30m").printed().getFirst();
  }

  @AfterEach
  void close() {
    town.close();
  }

  private String text() throws IOException {
    return Files.readString(config);
  }

  @Test
  void aProfileIsAddedAndEveryOtherLineStays() throws IOException {
    String before = text();
    Ran ran = alice.hallpass("profile", "add", grant, "exports");

    assertThat(ran.out()).isEqualTo("export AWS_PROFILE=exports");
    assertThat(text())
        .startsWith(before)
        .contains("[profile exports]")
        .contains("credential_process = /opt/hallpass/bin/hallpass credentials " + grant)
        .contains("region = eu-central-1");
  }

  @Test
  void takenOutAgainTheFileIsAsItWas() throws IOException {
    String keys = text();
    for (String own : List.of(keys, keys + OWN, OWN + keys)) {
      Files.writeString(config, own);
      alice.hallpass("profile", "add", grant, "exports");
      alice.hallpass("profile", "remove", "exports");
      assertThat(text()).isEqualTo(own);
    }
  }

  @Test
  void addingItAgainReplacesIt() throws IOException {
    alice.hallpass("profile", "add", grant, "exports");
    String once = text();
    alice.hallpass("profile", "add", grant, "exports");

    assertThat(text()).isEqualTo(once);
  }

  @Test
  void aProfileOfAnotherHandIsNotTouched() throws IOException {
    String before = text();

    assertThat(alice.hallpass("profile", "add", grant, "bob").err()).contains("is not of hallpass");
    assertThat(alice.hallpass("profile", "remove", "bob").err()).contains("is not of hallpass");
    assertThat(alice.hallpass("profile", "remove", "none").err()).contains("has no profile none");
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void theFileBeforeIsKept() throws IOException {
    String before = text();
    alice.hallpass("profile", "add", grant, "exports");

    assertThat(Files.readString(config.resolveSibling("config.before-hallpass"))).isEqualTo(before);
  }

  @Test
  void aHeadingIsReadAsOtherToolsReadIt() throws IOException {
    String keys = text();
    for (String heading :
        List.of(
            "[profile exports] # mine",
            "[profile \"exports\"]",
            "[profile 'exports'] ; mine",
            "[profile\texports]",
            "[ profile   exports ]")) {
      String own = keys + "\n" + heading + "\nregion = eu-west-1\n";
      Files.writeString(config, own);

      Ran ran = alice.hallpass("profile", "add", grant, "exports");
      assertThat(ran.err()).as(heading).contains("is not of hallpass", "Choose another name");
      assertThat(text()).isEqualTo(own);
    }
  }

  @Test
  void theDefaultAndTheSigningProfileAreNotTaken() throws IOException {
    String own = text() + "\n[default]\nregion = eu-west-1\n";
    Files.writeString(config, own);

    assertThat(alice.hallpass("profile", "add", grant, "default").err())
        .contains("\"default\"", "Choose another name");
    assertThat(alice.hallpass("profile", "add", grant, "alice").err())
        .contains("signs your calls", "Choose another name");
    assertThat(text()).isEqualTo(own);
  }

  @Test
  void aNameHasOnlyLettersDigitsAndFourSigns() throws IOException {
    String before = text();
    for (String name :
        List.of("", " ", "my exports", "a]", "[a", "a\n[default]", "a\r", "\u00e4")) {
      Ran ran = alice.hallpass("profile", "add", grant, name);
      assertThat(ran.exit()).as(name).isEqualTo(ExitCode.USAGE.code());
      assertThat(ran.err()).contains("only letters, digits and _ . @ -", "Choose another name");
    }
    assertThat(text()).isEqualTo(before);
    assertThat(alice.hallpass("profile", "add", grant, "a_B.9@x-y").exit()).isZero();
  }

  @Test
  void lineEndsStay() throws IOException {
    String own = text().replace("\n", "\r\n") + "\r\n# one of Unix\n\r\n";
    Files.writeString(config, own);
    alice.hallpass("profile", "add", grant, "exports");

    assertThat(text()).startsWith(own + "\r\n[profile exports]\r\n");
    assertThat(text().substring(own.length()).replace("\r\n", "")).doesNotContain("\n");
    alice.hallpass("profile", "remove", "exports");
    assertThat(text()).isEqualTo(own);
  }

  @Test
  void manyAtOnceAreAllAdded() throws Exception {
    List<Callable<Ran>> calls =
        IntStream.range(0, 8)
            .<Callable<Ran>>mapToObj(
                each -> () -> alice.hallpass("profile", "add", grant, "exports-" + each))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      assertThat(threads.invokeAll(calls)).allMatch(ran -> ran.resultNow().exit() == 0);
    }
    assertThat(text().lines().filter(line -> line.startsWith("[profile exports-"))).hasSize(8);
  }

  @Test
  void theFirstFileBeforeStays() throws IOException {
    String before = text();
    alice.hallpass("profile", "add", grant, "exports");
    alice.hallpass("profile", "add", grant, "exports");
    alice.hallpass("profile", "remove", "exports");

    assertThat(Files.readString(config.resolveSibling("config.before-hallpass"))).isEqualTo(before);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path elsewhere = alice.home().resolve("dotfiles");
    Files.move(config, elsewhere);
    Files.createSymbolicLink(config, elsewhere);
    alice.hallpass("profile", "add", grant, "exports");

    assertThat(Files.isSymbolicLink(config)).isTrue();
    assertThat(Files.readString(elsewhere)).contains("[profile exports]");
  }

  @Test
  void theLineIsQuotedAsShellsAndBotocoreReadIt() {
    assertThat(ProcessLine.of(List.of("/opt/my tools/hallpass"), grant, "a$b"))
        .isEqualTo(
            "\"/opt/my tools/hallpass\" credentials %s --profile \"a\\$b\"".formatted(grant));
  }
}
