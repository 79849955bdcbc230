package dev.hallpass.infra.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class CleanUpTest {

  private static final String RULE = "AWS::Events::Rule";

  @Test
  void callsTheReaperEachMinute(Deployment deployment) {
    assertThat(deployment.properties(RULE).values())
        .filteredOn(rule -> rule.path("ScheduleExpression").asString("").equals("rate(1 minute)"))
        .singleElement()
        .satisfies(rule -> callsTheReaper(deployment, rule));
  }

  @Test
  void callsTheReaperWhenAWorkflowIsStopped(Deployment deployment) {
    String machine =
        deployment.properties("AWS::StepFunctions::StateMachine").keySet().iterator().next();

    assertThat(deployment.properties(RULE).entrySet())
        .filteredOn(rule -> rule.getKey().startsWith("CleanUpStopped"))
        .singleElement()
        .satisfies(rule -> {
          JsonNode detail = rule.getValue().at("/EventPattern/detail");
          callsTheReaper(deployment, rule.getValue());
          assertThat(detail.path("status").valueStream().map(JsonNode::asString))
              .containsExactly("ABORTED", "FAILED", "TIMED_OUT");
          assertThat(detail.path("stateMachineArn").valueStream())
              .extracting(arn -> arn.path("Ref").asString())
              .containsExactly(machine);
        });
  }

  @Test
  void callsTheReaperWhenOthersTouchAPolicyOfGrants(Deployment deployment) {
    assertThat(deployment.properties(RULE).entrySet())
        .filteredOn(rule -> rule.getKey().startsWith("PolicyChangesWake"))
        .singleElement()
        .satisfies(rule -> {
          callsTheReaper(deployment, rule.getValue());
          assertThat(rule.getValue().at("/EventPattern/detail/requestParameters").toString())
              .contains("arn:*:iam::*:policy/hallpass/*", "\"path\":[\"/hallpass/\"]");
          assertThat(rule.getValue().at("/EventPattern/detail/userIdentity").toString())
              .contains("ActivateRole", "RetireRole", "ReapRole", "role/hallpass-provisioner");
        });
  }

  @Test
  void letsOnlyItsRulesCallTheReaper(Deployment deployment) {
    assertThat(deployment.properties("AWS::Lambda::Permission").values())
        .filteredOn(
            one -> one.at("/FunctionName/Ref").asString("").equals(deployment.alias("Reap")))
        .hasSize(3)
        .allSatisfy(one -> {
          assertThat(one.path("Principal").asString()).isEqualTo("events.amazonaws.com");
          assertThat(deployment.properties(RULE))
              .containsKey(one.at("/SourceArn/Fn::GetAtt/0").asString());
        });
  }

  private static void callsTheReaper(Deployment deployment, JsonNode rule) {
    assertThat(rule.path("State").asString()).isEqualTo("ENABLED");
    assertThat(rule.at("/Targets/0/Arn/Ref").asString()).isEqualTo(deployment.alias("Reap"));
  }
}
