package dev.hallpass.infra.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.identity.Sha256;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class LifecycleTest {

  private static final String MACHINE = "AWS::StepFunctions::StateMachine";

  @Test
  void everyPlaceOfTheDefinitionIsFilledByTheHandlerOfItsName(Deployment deployment) {
    JsonNode machine = deployment.only(MACHINE).path("Properties");
    List<String> all =
        Pattern.compile("\\$\\{([^}]*)}")
            .matcher(machine.path("DefinitionString").asString())
            .results()
            .map(place -> place.group(1))
            .toList();
    List<String> places = all.stream().filter(place -> !place.equals("Partition")).toList();

    assertThat(places)
        .containsExactlyInAnyOrder("SeekAnswers", "Activate", "AwaitEnd", "Retire", "SeekAnswers");
    assertThat(machine.path("DefinitionSubstitutions").propertyNames())
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(all));
    assertThat(places)
        .allSatisfy(place -> {
          assertThat(machine.path("DefinitionSubstitutions").path(place).path("Ref").asString())
              .isEqualTo(deployment.alias(place));
        });
    assertThat(machine.at("/DefinitionSubstitutions/Partition/Ref").asString())
        .isEqualTo("AWS::Partition");
  }

  @Test
  void itsLogTakesNoRoomInTheResourcePolicyOfAllLogs(Deployment deployment) {
    assertThat(deployment.properties("AWS::Logs::LogGroup").values())
        .map(log -> log.path("LogGroupName"))
        .filteredOn(JsonNode::isObject)
        .singleElement()
        .satisfies(name ->
            assertThat(name.toString()).contains("/aws/vendedlogs/states/", "AWS::StackId"));
  }

  @Test
  void isTheFileThatIsReadEverywhereElse(Deployment deployment) {
    JsonNode machine = deployment.only(MACHINE).path("Properties");

    assertThat(JsonMapper.shared().readTree(machine.path("DefinitionString").asString()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    Synthesis.PROJECT.resolve("statemachines/grant-lifecycle.asl.json").toFile()));
    assertThat(machine.path("StateMachineType").asString()).isEqualTo("STANDARD");
  }

  @Test
  void keepsEachVersionThatAGrantMayBeOn(Deployment deployment) {
    JsonNode version = deployment.only("AWS::StepFunctions::StateMachineVersion");
    String machine = deployment.properties(MACHINE).keySet().iterator().next();

    assertThat(version.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
    assertThat(version.at("/Properties/StateMachineArn/Ref").asString()).isEqualTo(machine);
    // A new revision is a new value, and a new value is a new version.
    assertThat(version.at("/Properties/StateMachineRevisionId/Fn::GetAtt").toString())
        .isEqualTo("[\"" + machine + "\",\"StateMachineRevisionId\"]");
  }

  @Test
  void saysInItsVersionWhichDefinitionThatIs(Deployment deployment) {
    String definition = deployment.only(MACHINE).at("/Properties/DefinitionString").asString();

    assertThat(
            deployment
                .only("AWS::StepFunctions::StateMachineVersion")
                .at("/Properties/Description")
                .asString())
        .endsWith(Sha256.of(definition).hex());
  }

  @Test
  void isBegunByItsAliasOnly(Deployment deployment) {
    String name = deployment.only(MACHINE).at("/Properties/StateMachineName").asString();
    String alias =
        deployment.only("AWS::StepFunctions::StateMachineAlias").at("/Properties/Name").asString();

    assertThat(
            Deployment.shown(
                deployment.function("Requests").at("/Environment/Variables/STATE_MACHINE")))
        .endsWith(":stateMachine:" + name + ":" + alias);
    assertThat(deployment.permissions())
        .filteredOn(one -> one.actions().contains("states:StartExecution"))
        .hasSize(2)
        .allSatisfy(one ->
            assertThat(
                    one.statement()
                        .at("/Condition/ForAnyValue:StringEquals")
                        .path("states:StateMachineQualifier")
                        .asString())
                .isEqualTo("live"));
  }

  @Test
  void keepsDoorbellsOutOfItsLog(Deployment deployment) {
    JsonNode logging = deployment.only(MACHINE).at("/Properties/LoggingConfiguration");

    assertThat(logging.path("Level").asString()).isEqualTo("ALL");
    assertThat(logging.path("IncludeExecutionData").asBoolean(true)).isFalse();
  }

  @Test
  void invokesItsFourFunctionsOnly(Deployment deployment) {
    String role = deployment.only(MACHINE).at("/Properties/RoleArn/Fn::GetAtt/0").asString();
    List<RoleStatement> permissions =
        deployment.permissions().filter(one -> one.role().equals(role)).toList();

    assertThat(permissions)
        .filteredOn(one -> one.actions().contains("lambda:InvokeFunction"))
        .singleElement()
        .satisfies(one ->
            assertThat(one.resources())
                .extracting(alias -> alias.path("Ref").asString())
                .containsExactlyInAnyOrder(
                    deployment.alias("SeekAnswers"),
                    deployment.alias("Activate"),
                    deployment.alias("AwaitEnd"),
                    deployment.alias("Retire")));
    assertThat(permissions)
        .filteredOn(one -> !one.actions().contains("lambda:InvokeFunction"))
        .flatExtracting(RoleStatement::actions)
        .allMatch(action -> action.matches("(logs|xray):[A-Za-z]+"));
  }
}
