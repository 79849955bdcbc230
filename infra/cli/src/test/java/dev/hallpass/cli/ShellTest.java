package dev.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.scene.Desk;
import dev.hallpass.cli.scene.FakePrograms.Started;
import dev.hallpass.cli.scene.Ran;
import dev.hallpass.cli.scene.Town;
import dev.hallpass.cli.surroundings.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;

/// Shells on instances and in containers.
class ShellTest {

  private static final String INSTANCE = "i-0123456789abcdef0";

  private final Town town;
  private final Desk alice;

  ShellTest(@TempDir Path folder) {
    town = new Town(folder);
    alice = town.desk("alice");
    town.desk("bob").saysYesIn(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    town.close();
  }

  private Ran on(String command, String entitlement, String value, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(command, entitlement, value, "--for", "30m", "--reason", "case 4711"));
    line.addAll(List.of(more));
    return alice.hallpass(line.toArray(String[]::new));
  }

  private Ran shell() {
    return on("shell", "open-instance-shell", "instance=" + INSTANCE);
  }

  @Test
  void aShellOpensOnTheInstanceOfTheGrant() {
    Ran ran = shell();

    assertThat(ran.exit()).as(ran.err()).isZero();
    Started aws = alice.programs().started().getLast();
    assertThat(aws.command())
        .containsExactly(
            "aws",
            "ssm",
            "start-session",
            "--target",
            INSTANCE,
            "--document-name",
            "SSM-SessionManagerRunShell",
            "--region",
            "eu-central-1");
    assertThat(aws.environment()).containsKey("AWS_PROFILE").doesNotContainKey("AWS_ACCESS_KEY_ID");
    assertThat(ran.err()).doesNotContain("so Hallpass closed");
  }

  @Test
  void anOpenGrantIsEnoughAndTheExitCodeIsPassedOn() {
    shell();
    alice.programs().behave(_ -> 130);

    assertThat(alice.hallpass("shell", "open-instance-shell").exit()).isEqualTo(130);
  }

  @Test
  void aShellThatHallpassClosesIsSaidToBe() {
    alice
        .programs()
        .behave(_ -> {
          startSession();
          assertThat(town.system().region().shells()).hasSize(1);
          town.timeline().advance(Duration.ofMinutes(31));
          assertThat(town.system().region().shells()).isEmpty();
          return 1;
        });
    Ran ran = shell();

    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("The access ended at 12:31 Z, so Hallpass closed the shell.");
  }

  /// What `aws ssm start-session` does with the profile of the grant.
  private void startSession() {
    JsonNode keys = Json.read(alice.hallpass("credentials", "open-instance-shell").out());
    town.system()
        .region()
        .ssm(
            AwsSessionCredentials.create(
                keys.path("AccessKeyId").asString(),
                keys.path("SecretAccessKey").asString(),
                keys.path("SessionToken").asString()),
            "eu-central-1")
        .startSession(
            session -> session.target(INSTANCE).documentName("SSM-SessionManagerRunShell"));
  }

  @Test
  void aMissingProgramIsSaidBeforeAnythingIsAskedFor() {
    alice.programs().lack("session-manager-plugin");
    Ran ran = shell();

    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED.code());
    assertThat(ran.err()).contains("session-manager-plugin is not on your path", "Get it at https");
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void anEntitlementWithoutShellsIsNotAskedFor() {
    Ran ran = on("shell", "read-log-group", "logGroup=checkout/api");

    assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(ran.err())
        .contains("read-log-group does not open a shell on an instance. It is for: Read one log")
        .contains("hallpass run read-log-group");
    assertThat(alice.hallpass("list").err()).contains("You have no grants");
  }

  @Test
  void theRightCommandIsSaid() {
    Ran ran = on("shell", "open-container-shell", "task=0123456789abcdef0123456789abcdef");

    assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(ran.err())
        .containsPattern("does not open a shell on an instance.*hallpass exec grant-[0-9a-f]{8}");
    assertThat(alice.programs().started()).isEmpty();
  }

  @Test
  void aShellOpensInTheContainerOfTheGrant() {
    Ran ran = on("exec", "open-container-shell", "task=0123456789abcdef0123456789abcdef");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(String.join(" ", alice.programs().started().getLast().command()))
        .isEqualTo(
            "aws ecs execute-command --cluster checkout --task 0123456789abcdef0123456789abcdef --interactive"
                + " --command /bin/sh --region eu-central-1");
  }

  @Test
  void aCommandRunsInTheContainer() {
    on(
        "exec",
        "open-container-shell",
        "task=0123456789abcdef0123456789abcdef",
        "--container",
        "web",
        "--",
        "cat",
        "/tmp/it's there");

    assertThat(alice.programs().started().getLast().command())
        .containsSubsequence("--container", "web")
        .containsSubsequence("--command", "cat '/tmp/it'\\''s there'");
  }
}
