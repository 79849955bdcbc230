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
          "Machine": {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {"StateMachineName": "lifecycle"}
          },
          "Version": {"Type": "AWS::StepFunctions::StateMachineVersion"},
          "Alias": {
            "Type": "AWS::StepFunctions::StateMachineAlias",
            "Properties": {"Name": "live", "Version": {"Ref": "Version"}}
          },
          "Shield": {"Type": "AWS::WAFv2::WebACL", "DeletionPolicy": "Retain"},
          "Function": {
            "Type": "AWS::Lambda::Function",
            "DeletionPolicy": "Retain",
            "DependsOn": ["Shield", "Machine"],
            "Properties": {
              "Handler": "dev.hallpass.handlers.api.Requests",
              "Code": {"S3Key": "old.jar"},
              "Environment": {
                "STATE_MACHINE": {"Ref": "Alias"},
                "IN_WORDS": {"Fn::Join": ["", ["arn:", ":stateMachine:lifecycle:live"]]},
                "SHIELDS": [{"Fn::GetAtt": ["Shield", "Arn"]}]
              }
            }
          }
        }
      }
      """;
  private static final Set<String> UNKNOWN =
      Set.of(
          "AWS::StepFunctions::StateMachineAlias",
          "AWS::StepFunctions::StateMachineVersion",
          "AWS::WAFv2::WebACL");

  private final TrialTemplate template = TrialTemplate.of(SMALL);

  @Test
  void whatAnEmulatorDoesNotKnowIsTakenOut() {
    template.leaveOut(UNKNOWN);

    assertThat(json().path("Resources").propertyNames()).containsExactly("Machine", "Function");
    assertThat(template.types())
        .containsExactly("AWS::Lambda::Function", "AWS::StepFunctions::StateMachine");
  }

  @Test
  void whatReferredToItIsGivenItsNameAndDoesNotWaitForIt() {
    template.leaveOut(UNKNOWN);

    assertThat(function().at("/Properties/Environment/SHIELDS/0").asString("")).isEqualTo("Shield");
    assertThat(function().path("DependsOn").toString()).isEqualTo("[\"Machine\"]");
  }

  @Test
  void aStateMachinesAliasBecomesTheMachine() {
    template.leaveOut(UNKNOWN);

    assertThat(function().at("/Properties/Environment/STATE_MACHINE/Ref").asString(""))
        .isEqualTo("Machine");
    assertThat(function().at("/Properties/Environment/IN_WORDS/Fn::Join/1/1").asString(""))
        .isEqualTo(":stateMachine:lifecycle");
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
    assertThat(template.function("dev.hallpass.handlers.api.Requests")).isEqualTo("Function");
  }

  @Test
  void theTypesThatCloudFormationDoesNotKnowStandInItsRefusal() {
    assertThat(
            EmulatedRun.unknownTypes(
                "Template format error: Unrecognized resource types:"
                    + " [AWS::WAFv2::WebACL, AWS::StepFunctions::StateMachineAlias] (Service:"
                    + " CloudFormation, Status Code: 400)"))
        .containsExactly("AWS::StepFunctions::StateMachineAlias", "AWS::WAFv2::WebACL");
    assertThat(EmulatedRun.unknownTypes("Stack [Hallpass] already exists")).isEmpty();
  }

  private JsonNode function() {
    return json().at("/Resources/Function");
  }

  private JsonNode json() {
    return Json.read(template.json());
  }
}
