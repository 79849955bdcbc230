package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    List<String> places =
        Pattern.compile("\\$\\{([^}]*)}")
            .matcher(machine.path("DefinitionString").asString())
            .results()
            .map(place -> place.group(1))
            .toList();

    assertThat(places).containsExactlyInAnyOrder("SeekApproval", "Activate", "AwaitEnd", "Retire");
    assertThat(machine.path("DefinitionSubstitutions").propertyNames())
        .containsExactlyInAnyOrderElementsOf(places);
    assertThat(places)
        .allSatisfy(place -> {
          String function =
              machine.path("DefinitionSubstitutions").path(place).at("/Fn::GetAtt/0").asString();
          assertThat(deployment.properties("AWS::Lambda::Function").get(function))
              .isEqualTo(deployment.function(place));
        });
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
  void keepsDoorbellsOutOfItsLog(Deployment deployment) {
    JsonNode logging = deployment.only(MACHINE).at("/Properties/LoggingConfiguration");

    assertThat(logging.path("Level").asString()).isEqualTo("ALL");
    assertThat(logging.path("IncludeExecutionData").asBoolean(true)).isFalse();
  }

  @Test
  void invokesItsFourFunctionsOnly(Deployment deployment) {
    String role = deployment.only(MACHINE).at("/Properties/RoleArn/Fn::GetAtt/0").asString();
    List<Permission> permissions =
        deployment.permissions().filter(one -> one.role().equals(role)).toList();

    assertThat(permissions)
        .filteredOn(one -> one.actions().contains("lambda:InvokeFunction"))
        .singleElement()
        .satisfies(one -> assertThat(one.resources()).hasSize(4));
    assertThat(permissions)
        .filteredOn(one -> !one.actions().contains("lambda:InvokeFunction"))
        .flatExtracting(Permission::actions)
        .allMatch(action -> action.matches("(logs|xray):[A-Za-z]+"));
  }
}
