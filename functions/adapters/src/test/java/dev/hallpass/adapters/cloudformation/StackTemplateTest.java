package dev.hallpass.adapters.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tools.jackson.databind.JsonNode;

/// What a template's functions come to, and that none is guessed.
class StackTemplateTest {

  private static final StackTemplate TEMPLATE =
      template(
          """
          {"Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/hallpass/"}},
            "Plain": {"Type": "AWS::IAM::Role", "Properties": {}},
            "Function": {"Type": "AWS::Lambda::Function"},
            "Version": {"Type": "AWS::Lambda::Version"},
            "Table": {"Type": "AWS::DynamoDB::GlobalTable"},
            "Key": {"Type": "AWS::KMS::Key"},
            "Log": {"Type": "AWS::Logs::LogGroup"},
            "Rule": {"Type": "AWS::Events::Rule"},
            "Bus": {"Type": "AWS::Events::EventBus"},
            "Machine": {"Type": "AWS::StepFunctions::StateMachine"},
            "Topic": {"Type": "AWS::SNS::Topic"},
            "Absent": {"Type": "AWS::SNS::Topic"},
            "Never": {"Type": "AWS::IAM::Role", "Condition": "No"}
          }}
          """);

  private static StackTemplate template(String json) {
    return template("aws", json);
  }

  private static StackTemplate template(String partition, String json) {
    return new StackTemplate(
        new StackArn(
            "arn:%s:cloudformation:eu-central-1:111122223333:stack/Hallpass/1-2-3"
                .formatted(partition)),
        Json.read(json),
        Map.ofEntries(
            Map.entry("Role", "reader"),
            Map.entry("Plain", "Hallpass-Plain-X"),
            Map.entry("Function", "Hallpass-Function-X"),
            Map.entry(
                "Version",
                "arn:aws:lambda:eu-central-1:111122223333:function:Hallpass-Function-X:7"),
            Map.entry("Table", "ledger"),
            Map.entry("Key", "1234abcd"),
            Map.entry("Log", "/log"),
            Map.entry("Rule", "hourly"),
            Map.entry("Bus", "turns"),
            Map.entry("Topic", "arn:topic"),
            Map.entry("Machine", "arn:machine")),
        Map.of("Size", "large"),
        table ->
            TableDescription.builder()
                .latestStreamArn("stream of " + table)
                .tableId("id of " + table)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "as it is"                                        | as it is
          {"Ref": "AWS::AccountId"}                         | 111122223333
          {"Ref": "AWS::Partition"}                         | aws
          {"Ref": "AWS::Region"}                            | eu-central-1
          {"Ref": "AWS::StackName"}                         | Hallpass
          {"Ref": "AWS::URLSuffix"}                         | amazonaws.com
          {"Ref": "Size"}                                   | large
          {"Ref": "Topic"}                                  | arn:topic
          {"Fn::GetAtt": ["Role", "Arn"]}                   | arn:aws:iam::111122223333:role/hallpass/reader
          {"Fn::GetAtt": "Plain.Arn"}                       | arn:aws:iam::111122223333:role/Hallpass-Plain-X
          {"Fn::GetAtt": ["Function", "Arn"]}               | arn:aws:lambda:eu-central-1:111122223333:function:Hallpass-Function-X
          {"Fn::GetAtt": ["Version", "Version"]}            | 7
          {"Fn::GetAtt": ["Table", "Arn"]}                  | arn:aws:dynamodb:eu-central-1:111122223333:table/ledger
          {"Fn::GetAtt": ["Table", "StreamArn"]}            | stream of ledger
          {"Fn::GetAtt": ["Table", "TableId"]}              | id of ledger
          {"Fn::GetAtt": ["Key", "Arn"]}                    | arn:aws:kms:eu-central-1:111122223333:key/1234abcd
          {"Fn::GetAtt": ["Log", "Arn"]}                    | arn:aws:logs:eu-central-1:111122223333:log-group:/log:*
          {"Fn::GetAtt": ["Rule", "Arn"]}                   | arn:aws:events:eu-central-1:111122223333:rule/hourly
          {"Fn::GetAtt": ["Bus", "Arn"]}                    | arn:aws:events:eu-central-1:111122223333:event-bus/turns
          {"Fn::GetAtt": ["Machine", "Arn"]}                | arn:machine
          {"Fn::Join": ["-", ["a", {"Ref": "Size"}, "b"]]}  | a-large-b
          {"Fn::Select": [1, {"Fn::Split": [":", {"Ref": "Topic"}]}]} | topic
          {"Fn::Sub": "${Size} ${Role.Arn} ${!Size}"}       | large arn:aws:iam::111122223333:role/hallpass/reader ${Size}
          {"Fn::Sub": ["${Own} ${AWS::Region}", {"Own": {"Ref": "Size"}}]} | large eu-central-1
          """)
  void aFunctionComesToWhatItSays(String node, String value) {
    assertThat(TEMPLATE.resolve(Json.read(node)).asString()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "aws, amazonaws.com",
    "aws-us-gov, amazonaws.com",
    "aws-cn, amazonaws.com.cn",
    "aws-eusc, amazonaws.eu"
  })
  void aPartitionHasItsSuffix(String partition, String suffix) {
    JsonNode reference = Json.read("{\"Ref\": \"AWS::URLSuffix\"}");

    assertThat(template(partition, "{}").resolve(reference).asString()).isEqualTo(suffix);
  }

  @Test
  void functionsAreResolvedWhereverTheyStandAndWhatHasNoValueIsLeftOut() {
    assertThat(
            TEMPLATE.resolve(
                Json.read(
                    """
                    {"a": [1, {"Ref": "Size"}, {"Ref": "AWS::NoValue"}],
                     "b": {"c": {"Ref": "Size"}, "d": {"Ref": "AWS::NoValue"}}}
                    """)))
        .isEqualTo(Json.read("{\"a\": [1, \"large\"], \"b\": {\"c\": \"large\"}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Fn::ImportValue\": \"other\"}",
        "{\"Fn::If\": [\"Condition\", 1, 2]}",
        "{\"Ref\": \"Absent\"}",
        "{\"Ref\": \"Unheard\"}",
        "{\"Ref\": {\"Ref\": \"Size\"}}",
        "{\"Fn::GetAtt\": [\"Topic\", \"TopicName\"]}",
        "{\"Fn::GetAtt\": [\"Absent\", \"Arn\"]}",
        "{\"Fn::Select\": [2, [\"a\", \"b\"]]}",
        "{\"Fn::Join\": [\",\", [{\"Fn::Cidr\": []}]]}",
        "{\"Fn::Sub\": \"${Unheard}\"}",
        "[{\"deep\": {\"Fn::Transform\": {}}}]"
      })
  void whatIsNotKnownIsNeverGuessed(String node) {
    assertThatExceptionOfType(Undeterminable.class)
        .isThrownBy(() -> TEMPLATE.resolve(Json.read(node)));
  }

  @Test
  void aResourceWhoseConditionDidNotHoldIsNotExpected() {
    assertThat(TEMPLATE.resources("AWS::IAM::Role"))
        .extracting(StackTemplate.Resource::id)
        .containsExactly("Role", "Plain");
  }
}
