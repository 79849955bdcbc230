package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakePrograms.Started;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One line from asking to using.
class RunTest {

  private final Town town;
  private final Desk alice;
  private final Desk bob;

  RunTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    bob = town.desk("bob");
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran run(String... options) {
    return alice.withExports("run", "customers/4711", "30m", options);
  }

  @Test
  void theProgramRunsAsSoonAsTheAccessCanBeUsed() {
    bob.saysYesIn(Duration.ofMinutes(1));
    Ran ran = run("--", "aws", "s3", "ls", "--recursive");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("open and download objects", "waits for one of bob@example.com", "29 min left");
    assertThat(alice.programs().started())
        .extracting(Started::command)
        .containsExactly(List.of("aws", "s3", "ls", "--recursive"));
  }

  @Test
  void theProgramGetsAProfileAndNoSecret() {
    alice.set("AWS_ACCESS_KEY_ID", "AKIAOTHER");
    alice.set("AWS_SECRET_ACCESS_KEY", "other");
    alice.set("AWS_DEFAULT_REGION", "us-east-1");
    alice.set("EDITOR", "vi");
    bob.saysYesIn(Duration.ofSeconds(10));
    AtomicReference<String> config = new AtomicReference<>("");
    alice
        .programs()
        .behave(program -> {
          config.set(text(Path.of(program.environment().get("AWS_CONFIG_FILE"))));
          return 0;
        });
    run("--", "aws", "s3", "ls");
    Started program = alice.programs().started().getFirst();

    assertThat(program.environment())
        .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
        .containsEntry("EDITOR", "vi")
        .containsEntry("AWS_REGION", "eu-central-1");
    String profile = program.environment().get("AWS_PROFILE");
    assertThat(config.get())
        .contains("[profile alice]")
        .contains("[profile %s]".formatted(profile))
        .containsPattern(
            "credential_process = /opt/hallpass/bin/hallpass credentials grant-[0-9a-f]{32}"
                + " --profile alice")
        .contains("region = eu-central-1");
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theExitCodeOfTheProgramIsPassedOn() {
    bob.saysYesIn(Duration.ofSeconds(10));
    alice.programs().behave(_ -> 17);

    assertThat(run("--", "terraform", "apply").exit()).isEqualTo(17);
  }

  @Test
  void aProgramThatIsNotThereIsSaidBeforeAnythingIsAskedFor() {
    for (String command : List.of("run", "serve")) {
      Ran ran = alice.withExports(command, "customers/4711", "30m", "--", "missing");

      assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
      assertThat(ran.err()).contains("There is no program missing", "Nothing was asked for.");
    }
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void aProgramThatCannotStartSaysThatTheAccessIsOpen() {
    bob.saysYesIn(Duration.ofSeconds(10));
    Ran ran = run("--", "broken");

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("Cannot start broken", "The access is open");
  }

  @Test
  void withoutAProgramNothingIsAskedFor() {
    Ran ran = run();

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("-- aws s3 ls");
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void anOpenGrantIsTakenAtOnce() {
    bob.saysYesIn(Duration.ofSeconds(10));
    run("--", "true");
    Ran again = run("--", "true");

    assertThat(again.exit()).isZero();
    assertThat(alice.programs().started()).hasSize(2);
    assertThat(alice.hallpass("list").printed()).hasSize(2);
  }

  @Test
  void anOpenGrantIsNamedByItsId() {
    bob.saysYesIn(Duration.ofSeconds(10));
    run("--", "true");
    String grant = alice.hallpass("list").printed().getLast().substring(0, 14);

    assertThat(alice.hallpass("run", grant, "--", "true").exit()).isZero();
  }

  @Test
  void detachedItPrintsTheIdAndDoesNotWait() {
    Ran ran = run("--detach");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("grant-[0-9a-f]{32}");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void moreTimeIsAskedForWhenTooLittleIsLeft() {
    bob.saysYesIn(Duration.ofSeconds(10));
    run("--", "true");
    town.timeline().advance(Duration.ofMinutes(15));
    bob.saysYesIn(Duration.ofMinutes(1));
    Ran ran = run("--at-least", "20m", "--", "terraform", "apply");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("15 min are left, so 30 min more are asked for");
    assertThat(alice.programs().started()).hasSize(2);
  }

  @Test
  void credentialsGoOnWithTheExtension() {
    bob.saysYesIn(Duration.ofSeconds(10));
    run("--", "true");
    String grant = alice.hallpass("list").printed().getLast().substring(0, 14);
    bob.saysYesIn(Duration.ofMinutes(1));
    alice.hallpass("extend", grant, "--for", "30m", "--reason", "it takes longer");
    town.timeline().advance(Duration.ofMinutes(31));
    String id = alice.hallpass("show", grant, "--json").out().substring(10, 48);
    Ran ran = alice.hallpass("credentials", id);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("AccessKeyId");
  }

  @Test
  void aNoIsSaidByTheExitCode() {
    town.timeline()
        .schedule(
            town.timeline().instant().plusSeconds(30),
            () ->
                bob.hallpass(
                    "deny",
                    bob.hallpass("approvals").printed().getLast().substring(0, 14),
                    "--reason",
                    "not today"));
    Ran ran = run("--", "true");

    assertThat(ran.exit()).isEqualTo(ExitCode.DENIED.code());
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void aProgramKeepsItsProfileWhileAnExtensionGoesOn() {
    bob.saysYesIn(Duration.ofSeconds(10));
    AtomicReference<Boolean> isThere = new AtomicReference<>(false);
    alice
        .programs()
        .behave(program -> {
          bob.saysYesIn(Duration.ofMinutes(1));
          String grant = alice.hallpass("list").printed().getLast().substring(0, 14);
          alice.hallpass("extend", grant, "--for", "30m", "--reason", "it takes longer");
          town.timeline().advance(Duration.ofMinutes(31));
          alice.hallpass("list");
          isThere.set(Files.exists(Path.of(program.environment().get("AWS_CONFIG_FILE"))));
          return 0;
        });
    run("--", "terraform", "apply");

    assertThat(isThere).hasValue(true);
  }
}
