package dev.hallpass.infra.bus;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Installation.Workflow;
import dev.hallpass.emulator.eventbridge.EventPattern;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.infra.DeployedAccount;
import dev.hallpass.infra.DeployedAccount.Guarded;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Who can put events of workflows, and what hears them.
@ExtendWith(Synthesis.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkflowEventsTest {

  private static final String INCIDENTS = DeployedAccount.role("incidents");
  private static final String PIPELINE = DeployedAccount.role("pipeline");

  private Deployment heard;
  private DeployedAccount account;

  @BeforeAll
  void synthesize(@TempDir Path folder) {
    heard =
        Synthesis.synthesize(
            folder,
            with(
                Synthesis.PLAIN,
                "workflows",
                List.of(
                    new Workflow("acme.incidents", INCIDENTS),
                    new Workflow("acme.pipeline", PIPELINE))));
    account = new DeployedAccount(heard);
  }

  @Test
  void nothingHearsEventsWhereNoWorkflowIsNamed(Deployment deployment) {
    assertThat(deployment.properties("AWS::Lambda::Function").values())
        .extracting(function -> function.path("Handler").asString())
        .noneMatch(handler -> handler.endsWith(".HearEvents"));
    assertThat(deployment.template().at("/Outputs/WorkflowBus").isMissingNode()).isTrue();
  }

  @Test
  void eachRolePutsEventsOfItsOwnSourceAndNobodyElsePutsAny() {
    assertThat(spares(INCIDENTS, "acme.incidents")).isTrue();
    assertThat(spares(PIPELINE, "acme.pipeline")).isTrue();
    assertThat(spares(INCIDENTS, "acme.pipeline")).isFalse();
    assertThat(spares(PIPELINE, "acme.incidents")).isFalse();
    assertThat(spares(ADMINISTRATOR, "acme.incidents")).isFalse();
    assertThat(spares(account.roleOf("Notify"), "acme.incidents")).isFalse();
  }

  @Test
  void whatTheSamplesSayIsHeardAndNothingElse() {
    EventPattern pattern = new EventPattern(rule().path("EventPattern"));

    assertThat(List.of("ask", "give-back"))
        .allSatisfy(name -> assertThat(pattern.matches(sample(name))).isTrue());
    assertThat(pattern.matches(sample("ask").put("source", "acme.others"))).isFalse();
    assertThat(pattern.matches(sample("ask").put("detail-type", "approve"))).isFalse();
    assertThat(rule().at("/Targets").size()).isEqualTo(1);
  }

  @Test
  void whatHearsThemAsksAndGivesBackAndNeitherApprovesNorOpens() {
    assertThat(heard.permissions("HearEvents"))
        .flatExtracting(RoleStatement::actions)
        .containsOnly(
            "dynamodb:GetItem",
            "dynamodb:PartiQLInsert",
            "dynamodb:Query",
            "events:PutEvents",
            "kms:GetPublicKey",
            "states:SendTaskSuccess",
            "states:StartExecution");
  }

  private boolean spares(String role, String source) {
    return account.spares(
        role, "events:PutEvents", bus(), Context.empty().with("events:source", source));
  }

  private Guarded bus() {
    ObjectNode document = JsonMapper.shared().createObjectNode().put("Version", "2012-10-17");
    ArrayNode statements = document.putArray("Statement");
    heard.properties("AWS::Events::EventBusPolicy").values().stream()
        .filter(one -> one.at("/EventBusName/Ref").asString().startsWith("WorkflowsBus"))
        .forEach(one -> statements.add(one.path("Statement")));
    assertThat(statements).hasSize(5);
    return account.guarded("AWS::Events::EventBus", "WorkflowsBus", resolved(document));
  }

  /// What refers to other resources, as CloudFormation makes it.
  private static JsonNode resolved(ObjectNode document) {
    for (JsonNode statement : document.path("Statement")) {
      ((ObjectNode) statement).put("Resource", "*");
      ObjectNode principal = (ObjectNode) statement.path("Principal");
      principal.put(
          "AWS", Deployment.shown(principal.path("AWS")).replace("${AWS::Partition}", "aws"));
    }
    return document;
  }

  private JsonNode rule() {
    return heard.properties("AWS::Events::Rule").values().stream()
        .filter(one -> one.at("/EventBusName/Ref").asString().startsWith("WorkflowsBus"))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode sample(String name) {
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(Synthesis.PROJECT.resolve("events/bus/in/%s.json".formatted(name)));
  }
}
