package dev.hallpass.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.figures.Figures;
import dev.hallpass.local.permissions.PolicyStatements;
import dev.hallpass.local.permissions.PolicyStatements.Found;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Story;
import dev.hallpass.reference.Finding;
import dev.hallpass.reference.Reference;
import dev.hallpass.reference.StatementCheck;
import dev.hallpass.reference.StatementText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// That every part of every policy can match, by AWS's own word: its actions exist, work on the
/// resources that are named and give the keys that are asked for, and its operators and values fit
/// the types of the keys.
class DeadTextTest {

  private static final StatementCheck CHECK = new StatementCheck(Reference.snapshot());

  @Test
  void nothingThatIsDeployedIsDeadText() {
    assertNoneIsDead("templates", PolicyStatements.of(Scene.SYNTHESIZED));
  }

  @Test
  void noLineOfTheGoldenListsIsDeadText() {
    assertNoneIsDead("golden lists", PolicyStatements.ofGoldenLists(Scene.SYNTHESIZED));
  }

  @Test
  void nothingThatAnEntitlementRendersIsDeadText() {
    assertNoneIsDead(
        "rendered policies", PolicyStatements.of(CompiledCatalog.of(Path.of("../..")).catalog()));
  }

  @Test
  void nothingThatDecidedWhileAGrantEndedEarlyIsDeadText() {
    Set<String> texts = new LinkedHashSet<>();
    try (Scene scene = Scene.inMemory(Scene.SYNTHESIZED)) {
      scene
          .system()
          .onDecision((_, policies, _) ->
              Stream.of(
                      policies.identity().stream(),
                      policies.resource().stream(),
                      policies.guardrails().stream().flatMap(one -> one.policies().stream()))
                  .flatMap(all -> all)
                  .forEach(policy -> texts.add(policy.document().text())));
      Story.REVOKED_BY_SIGNATURE.play(scene);
    }
    List<Found> found = new ArrayList<>();
    for (String text : texts) {
      for (JsonNode statement : statements(Json.read(text))) {
        found.add(new Found(text, StatementText.of(statement)));
      }
    }

    assertThat(texts).hasSizeGreaterThan(10);
    assertNoneIsDead("policies that decided over a grant", found);
  }

  private static Iterable<JsonNode> statements(JsonNode document) {
    JsonNode statements = document.path("Statement");
    return statements.isArray() ? statements : List.of(statements);
  }

  private static void assertNoneIsDead(String of, Collection<Found> statements) {
    Figures.note("%d statements of %s read", statements.size(), of);
    assertThat(statements).isNotEmpty();
    assertThat(statements)
        .flatExtracting(one ->
            CHECK.findings(one.statement()).stream()
                .map(finding -> "%s: %s".formatted(one.place(), finding))
                .toList())
        .isEmpty();
  }

  /// One of each kind, put into the template that is deployed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"ForAnyValue:StringEquals\":{\"states:StateMachineQualifier\" | \"StringEquals\":{\"states:StateMachineQualifier\" | never matches it",
        "\"states:StartExecution\" | \"states:StartExecutions\" | AWS has no such action",
        "\"Action\":\"dynamodb:ListStreams\",\"Effect\":\"Allow\",\"Resource\":\"*\" | \"Action\":\"dynamodb:ListStreams\",\"Effect\":\"Allow\",\"Resource\":\"arn:aws:dynamodb:eu-central-1:111122223333:table/ledger/stream/1\" | It works on no resource",
        "\"iam:PolicyARN\" | \"iam:PassedToService\" | does not give this condition key",
        "{\"StringLike\":{\"iam:PermissionsBoundary\" | {\"NumericEquals\":{\"iam:PermissionsBoundary\" | does not compare the key's type",
        "\"Bool\":{\"aws:SecureTransport\":\"false\"} | \"Bool\":{\"aws:SecureTransport\":\"no\"} | true or false"
      })
  void oneThatIsPutInIsFound(String right, String wrong, String because) {
    Stack hub = Scene.SYNTHESIZED.hub();
    String template = hub.template().json().toString();
    assertThat(template).contains(right);
    Assembly changed =
        Scene.SYNTHESIZED.withHub(
            hub.of(CloudFormationTemplate.parse(template.replace(right, wrong))));

    assertThat(PolicyStatements.of(changed))
        .flatExtracting(one -> CHECK.findings(one.statement()))
        .extracting(Finding::toString)
        .anyMatch(finding -> finding.contains(because));
  }
}
