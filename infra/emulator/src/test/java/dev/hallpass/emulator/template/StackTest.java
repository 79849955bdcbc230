package dev.hallpass.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"Ref": "AWS::AccountId"}                                            | 111122223333
          {"Ref": "Named"}                                                     | reader
          {"Fn::GetAtt": ["Named", "Arn"]}                                     | arn:aws:iam::111122223333:role/hallpass/reader
          {"Fn::GetAtt": "Named.Arn"}                                          | arn:aws:iam::111122223333:role/hallpass/reader
          {"Fn::Join": ["-", ["a", {"Ref": "AWS::Region"}]]}                   | a-eu-central-1
          {"Fn::Sub": "${AWS::Partition}:${Named}:${Named.Arn}:${!Kept}"}      | aws:reader:arn:aws:iam::111122223333:role/hallpass/reader:${Kept}
          {"Fn::Sub": ["${own}-${Named}", {"own": {"Ref": "AWS::StackName"}}]} | Sample-reader
          {"Fn::Select": [5, {"Fn::Split": [":", {"Ref": "Alias"}]}]}          | function
          {"Ref": "Bound"}                                                     | arn:aws:iam::111122223333:policy/ceilings/reader
          {"Fn::GetAtt": ["Bound", "PolicyArn"]}                               | arn:aws:iam::111122223333:policy/ceilings/reader
          {"Ref": "Alias"}                                                     | arn:aws:lambda:eu-central-1:111122223333:function:run:live
          {"Ref": "Given"}                                                     | default
          """)
  void aReferenceLeadsToTheNameOrArnTheResourceHas(String reference, String resolved) {
    assertThat(said(reference)).isEqualTo(resolved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Fn::ImportValue\": \"x\"}",
        "{\"Fn::GetAtt\": [\"Named\", \"RoleId\"]}",
        "{\"Ref\": \"Queue\"}"
      })
  void whatIsNotEmulatedIsRefusedByItsName(String reference) {
    assertThatThrownBy(() -> said(reference))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageEndingWith("is not emulated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"Ref\": \"Nowhere\"}", "{\"Ref\": \"Looked\"}", "{\"Ref\": \"Perhaps\"}"})
  void aReferenceThatLeadsNowhereIsRefused(String reference) {
    assertThatThrownBy(() -> said(reference)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameThatIsLeftOpenIsTheSameEachTimeAndFitsWhereItIsUsed() {
    String name = said("{\"Ref\": \"Open\"}");

    assertThat(name).matches("Sample-Open-[0-9A-Z]{12}").isEqualTo(said("{\"Ref\": \"Open\"}"));
  }

  @Test
  void aKeyHasAnIdAndAnArnWithThisId() {
    String id = said("{\"Ref\": \"Key\"}");

    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(said("{\"Fn::GetAtt\": [\"Key\", \"KeyId\"]}")).isEqualTo(id);
    assertThat(said("{\"Fn::GetAtt\": [\"Key\", \"Arn\"]}"))
        .isEqualTo("arn:aws:kms:eu-central-1:111122223333:key/" + id);
  }

  @Test
  void whatHasNoValueIsNotThere() {
    assertThat(stack("{\"Ref\": \"AWS::NoValue\"}").resources("Test").getFirst().optional("Says"))
        .isEmpty();
  }

  private static String said(String reference) {
    return stack(reference).resources("Test").getFirst().text("Says");
  }

  private static Stack stack(String reference) {
    CloudFormationTemplate template =
        CloudFormationTemplate.parse(
            """
            {
              "Parameters": {
                "Given": {"Type": "String", "Default": "default"},
                "Looked": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/somewhere"}
              },
              "Resources": {
                "Named": {
                  "Type": "AWS::IAM::Role",
                  "Properties": {"Path": "/hallpass/", "RoleName": "reader"}
                },
                "Open": {"Type": "AWS::IAM::Role", "Properties": {}},
                "Bound": {
                  "Type": "AWS::IAM::ManagedPolicy",
                  "Properties": {"Path": "/ceilings/", "ManagedPolicyName": "reader"}
                },
                "Perhaps": {"Type": "AWS::IAM::Role", "Condition": "Sometimes", "Properties": {}},
                "Key": {"Type": "AWS::KMS::Key", "Properties": {}},
                "Queue": {"Type": "AWS::SQS::Queue", "Properties": {}},
                "Alias": {
                  "Type": "AWS::Lambda::Alias",
                  "Properties": {"FunctionName": "run", "Name": "live"}
                },
                "Tested": {"Type": "Test", "Properties": {"Says": %s}}
              }
            }
            """
                .formatted(reference));
    return new Stack(
        "Sample", template, new PseudoParameters("aws", "eu-central-1", "111122223333"));
  }
}
