package dev.hallpass.handlers.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.drift.Difference;
import dev.hallpass.handlers.InMemorySystem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FindDriftTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aSystemAsItWasDeployedIsACheckWithoutDrift() {
    JsonNode counted = system.countDrift();

    assertThat(counted.path("SystemDrift").intValue()).isZero();
    assertThat(system.checkForDrift()).isEmpty();
    assertThat(system.log.lines()).isEmpty();
  }

  @Test
  void eachDifferenceIsAnsweredAndLoggedInOneLineWithWhatToDo() {
    system.deployed.differ(
        new Difference.Changed("ReapRole1", "hallpass-reap", "trust policy", "aws iam …"),
        new Difference.Missing("Ledger1", "hallpass-ledger", "resource policy", "aws dynamodb …"),
        new Difference.Added("RetireRole1", "hallpass-retire", "inline policy mine", "aws iam -"));

    assertThat(system.checkForDrift())
        .isEqualTo(
            Json.read(
                """
                [
                  {"resource": "ReapRole1", "name": "hallpass-reap", "aspect": "trust policy",
                   "found": "not as the template says", "remedy": "aws iam …"},
                  {"resource": "Ledger1", "name": "hallpass-ledger", "aspect": "resource policy",
                   "found": "not there", "remedy": "aws dynamodb …"},
                  {"resource": "RetireRole1", "name": "hallpass-retire",
                   "aspect": "inline policy mine",
                   "found": "not in the template", "remedy": "aws iam -"}
                ]
                """));
    assertThat(system.log.lines())
        .extracting(line -> Json.text(line, "message"))
        .containsExactly(
            "Drift: ReapRole1 (hallpass-reap), trust policy: not as the template says; aws iam …",
            "Drift: Ledger1 (hallpass-ledger), resource policy: not there; aws dynamodb …",
            "Drift: RetireRole1 (hallpass-retire), inline policy mine: not in the template; aws"
                + " iam -");
  }

  @Test
  void whatCannotBeDeterminedIsNoDriftButTheCheckIsNoneEither() {
    system.deployed.differ(
        new Difference.Changed("ReapRole1", "hallpass-reap", "trust policy", "aws iam …"));
    system.deployed.differ(
        new Difference.Undetermined(
            "Ledger1", "hallpass-ledger", "resource policy", "AccessDenied"));

    JsonNode counted =
        Json.read(
            InMemorySystem.printedDuring(this::checkInVain)
                .lines()
                .filter(line -> line.contains("\"SystemDrift\":"))
                .findFirst()
                .orElseThrow());

    assertThat(counted.path("SystemDrift").intValue()).isEqualTo(1);
    assertThat(Json.text(system.log.lines().getLast(), "message"))
        .contains("resource policy: cannot be determined, AccessDenied");
  }

  @Test
  void whatMayNotBeLookedAtIsAnErrorThatNamesTheAction() {
    system.deployed.differ(
        new Difference.Undetermined(
            "ReapRole1",
            "hallpass-reap",
            "everything",
            "AccessDenied",
            Optional.of("iam:GetRole")));

    JsonNode line =
        Json.read(
            InMemorySystem.printedDuring(this::checkInVain)
                .lines()
                .filter(one -> one.contains("ReapRole1"))
                .findFirst()
                .orElseThrow());

    assertThat(Json.text(line, "level")).isEqualTo("ERROR");
    assertThat(Json.text(line, "action")).isEqualTo("iam:GetRole");
    assertThat(Json.text(line, "code")).isEqualTo("AccessDenied");
    assertThat(Json.text(line, "function")).isEqualTo("FindDrift");
    assertThat(Json.text(line, "message")).contains("hallpass-reap", "cannot be determined");
    assertThat(system.log.lines()).isEmpty();
  }

  private void checkInVain() {
    assertThatExceptionOfType(FindDrift.NotAllSeen.class).isThrownBy(system::checkForDrift);
  }

  @Test
  void whoAsksFromElsewhereGetsLinesForAShell() {
    assertThat(
            FindDrift.script(
                List.of(
                    new Difference.Added(
                        "RetireRole1", "hallpass-retire", "inline policy mine", "aws iam -"),
                    new Difference.Missing(
                        "Decide1", "Decide", "function", "destroy and deploy again"),
                    new Difference.Undetermined(
                        "Ledger1", "hallpass-ledger", "resource policy", "AccessDenied"))))
        .isEqualTo(
            """
            # RetireRole1 (hallpass-retire), inline policy mine: not in the template
            aws iam -
            # Decide1 (Decide), function: not there
            # destroy and deploy again
            # Ledger1 (hallpass-ledger), resource policy: cannot be determined, AccessDenied
            # see to it that the next check can tell
            """);
    assertThat(FindDrift.script(List.of())).isEqualTo("# No drift.\n");
  }

  @Test
  void noNameBeginsALineForAShell() {
    assertThat(
            FindDrift.script(
                List.of(new Difference.Added("Role1", "role", "alias a\nreboot", "aws iam -"))))
        .isEqualTo("# Role1 (role), alias a reboot: not in the template\naws iam -\n");
  }
}
