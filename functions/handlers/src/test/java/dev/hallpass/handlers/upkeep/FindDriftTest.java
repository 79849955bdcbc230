package dev.hallpass.handlers.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.drift.Difference;
import dev.hallpass.handlers.Scene;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FindDriftTest {

  private final Scene scene = new Scene();

  @Test
  void aSystemAsItWasDeployedIsACheckWithoutDrift() {
    JsonNode counted = scene.countDrift();

    assertThat(counted.path("DriftChecks").intValue()).isEqualTo(1);
    assertThat(counted.path("SystemDrift").intValue()).isZero();
    assertThat(scene.checkForDrift()).isEmpty();
    assertThat(scene.log.lines()).isEmpty();
  }

  @Test
  void eachDifferenceIsAnsweredAndLoggedInOneLineWithWhatToDo() {
    scene.differences.addAll(
        List.of(
            new Difference.Changed("ReapRole1", "hallpass-reap", "trust policy"),
            new Difference.Missing("Ledger1", "hallpass-ledger", "resource policy"),
            new Difference.Added("RetireRole1", "hallpass-retire", "inline policy mine")));

    assertThat(scene.checkForDrift())
        .isEqualTo(
            Json.read(
                """
                [
                  {"resource": "ReapRole1", "name": "hallpass-reap", "aspect": "trust policy",
                   "found": "not as the template says", "remedy": "deploy again"},
                  {"resource": "Ledger1", "name": "hallpass-ledger", "aspect": "resource policy",
                   "found": "not there", "remedy": "deploy again"},
                  {"resource": "RetireRole1", "name": "hallpass-retire",
                   "aspect": "inline policy mine",
                   "found": "not in the template", "remedy": "deploy again"}
                ]
                """));
    assertThat(scene.log.lines())
        .extracting(line -> Json.text(line, "message"))
        .containsExactly(
            "Drift: ReapRole1 (hallpass-reap), trust policy: not as the template says; deploy again",
            "Drift: Ledger1 (hallpass-ledger), resource policy: not there; deploy again",
            "Drift: RetireRole1 (hallpass-retire), inline policy mine: not in the template; deploy"
                + " again");
  }

  @Test
  void whatCannotBeDeterminedIsNoDriftButTheCheckIsNoneEither() {
    scene.differences.add(new Difference.Changed("ReapRole1", "hallpass-reap", "trust policy"));
    scene.differences.add(
        new Difference.Undetermined(
            "Ledger1", "hallpass-ledger", "resource policy", "AccessDenied"));

    JsonNode counted = scene.countDrift();

    assertThat(counted.path("DriftChecks").intValue()).isZero();
    assertThat(counted.path("SystemDrift").intValue()).isEqualTo(1);
    JsonNode undetermined = scene.checkForDrift().path(1);
    assertThat(Json.text(undetermined, "found")).isEqualTo("cannot be determined");
    assertThat(Json.text(undetermined, "why")).isEqualTo("AccessDenied");
    assertThat(Json.text(scene.log.lines().getLast(), "message"))
        .contains("resource policy: cannot be determined, AccessDenied");
  }

  @Test
  void whatMayNotBeLookedAtIsAnErrorThatNamesTheAction() {
    scene.differences.add(
        new Difference.Undetermined(
            "ReapRole1",
            "hallpass-reap",
            "everything",
            "AccessDenied",
            Optional.of("iam:GetRole")));

    JsonNode line =
        Json.read(
            Scene.printedDuring(scene::checkForDrift)
                .lines()
                .filter(one -> one.contains("ReapRole1"))
                .findFirst()
                .orElseThrow());

    assertThat(Json.text(line, "level")).isEqualTo("ERROR");
    assertThat(Json.text(line, "action")).isEqualTo("iam:GetRole");
    assertThat(Json.text(line, "code")).isEqualTo("AccessDenied");
    assertThat(Json.text(line, "function")).isEqualTo("FindDrift");
    assertThat(Json.text(line, "message")).contains("hallpass-reap", "cannot be determined");
    assertThat(scene.log.lines()).isEmpty();
  }
}
