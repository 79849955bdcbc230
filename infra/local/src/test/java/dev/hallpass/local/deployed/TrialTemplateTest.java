package dev.hallpass.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrialTemplateTest {

  private static final String SMALL =
      """
      {
        "Parameters": {"BootstrapVersion": {"Type": "String"}},
        "Rules": {"CheckBootstrapVersion": {}},
        "Resources": {
          "Machine": {"Type": "AWS::StepFunctions::StateMachine"},
          "Version": {"Type": "AWS::StepFunctions::StateMachineVersion"},
          "Alias": {
            "Type": "AWS::StepFunctions::StateMachineAlias",
            "Properties": {"Version": {"Ref": "Version"}}
          },
          "Shield": {"Type": "AWS::WAFv2::WebACL", "DeletionPolicy": "Retain"},
          "Function": {
            "Type": "AWS::Lambda::Function",
            "DeletionPolicy": "Retain",
            "DependsOn": ["Shield", "Machine"],
            "Properties": {
              "Handler": "dev.hallpass.handlers.http.RequestGrant",
              "Code": {"S3Key": "old.jar"},
              "Environment": {
                "STATE_MACHINE": {"Ref": "Alias"},
                "SHIELDS": [{"Fn::GetAtt": ["Shield", "Arn"]}]
              }
            }
          }
        }
      }
      """;
  private static final Set<String> KNOWN =
      Set.of("AWS::StepFunctions::StateMachine", "AWS::Lambda::Function");

  private final TrialTemplate template = TrialTemplate.of(SMALL);

  @Test
  void whatAnEmulatorDoesNotKnowIsTakenOutAndNamed() {
    assertThat(template.keepOnly(KNOWN))
        .containsExactly(
            "AWS::StepFunctions::StateMachineAlias",
            "AWS::StepFunctions::StateMachineVersion",
            "AWS::WAFv2::WebACL");

    assertThat(json().path("Resources").propertyNames()).containsExactly("Machine", "Function");
  }

  @Test
  void whatReferredToItIsGivenItsNameAndDoesNotWaitForIt() {
    template.keepOnly(KNOWN);

    assertThat(function().at("/Properties/Environment/SHIELDS/0").asString("")).isEqualTo("Shield");
    assertThat(function().path("DependsOn").toString()).isEqualTo("[\"Machine\"]");
  }

  @Test
  void aStateMachinesAliasBecomesTheMachine() {
    template.keepOnly(KNOWN);

    assertThat(function().at("/Properties/Environment/STATE_MACHINE/Ref").asString(""))
        .isEqualTo("Machine");
  }

  @Test
  void nothingIsKeptAndTheCodeIsAnother() {
    template.setCode("new.jar");
    template.keepNothing();
    template.forgetBootstrap();

    assertThat(function().path("DeletionPolicy").asString("")).isEqualTo("Delete");
    assertThat(function().at("/Properties/Code/S3Key").asString("")).isEqualTo("new.jar");
    assertThat(json().at("/Parameters/BootstrapVersion").isMissingNode()).isTrue();
    assertThat(json().at("/Rules/CheckBootstrapVersion").isMissingNode()).isTrue();
  }

  @Test
  void aFunctionIsFoundByItsHandler() {
    assertThat(template.function("RequestGrant")).isEqualTo("Function");
  }

  private JsonNode function() {
    return json().at("/Resources/Function");
  }

  private JsonNode json() {
    return Json.read(template.json());
  }
}
