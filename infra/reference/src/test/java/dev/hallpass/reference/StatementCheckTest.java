package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.Finding.Place.AtAction;
import dev.hallpass.reference.Finding.Place.AtKey;
import dev.hallpass.reference.Finding.Place.AtOperator;
import dev.hallpass.reference.Finding.Place.AtResource;
import dev.hallpass.reference.Finding.Place.AtValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StatementCheckTest {

  private static final String MACHINE =
      "arn:aws:states:eu-central-1:111122223333:stateMachine:hallpass-grant-lifecycle";

  private final StatementCheck check = new StatementCheck(Reference.snapshot());

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, arn:aws:s3:::acme-exports/customers/4711/*",
    "s3:ListBucket, arn:aws:s3:::acme-exports",
    "s3:ListBucket, arn:aws:s3:::acme-*",
    "s3:*, arn:aws:s3:::acme-exports",
    "dynamodb:Query, arn:aws:dynamodb:eu-central-1:111122223333:table/orders/index/day",
    "dynamodb:Query, arn:aws:dynamodb:*:*:table/*",
    "dynamodb:ListStreams, *",
    "iam:GetRole, arn:aws:iam::111122223333:role/hallpass/read-*",
    "iam:GetRole, arn:aws:iam::111122223333:role/${aws:username}",
    "logs:PutLogEvents, arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/x:*",
    "logs:FilterLogEvents, arn:aws:logs:eu-central-1:111122223333:log-group:/acme/x:*",
    "ssm:GetParameter, arn:aws:ssm:eu-central-1:444455556666:parameter/acme/a/b",
    "states:StartExecution, arn:aws-cn:states:cn-north-1:111122223333:stateMachine:grant",
    "lambda:InvokeFunction, arn:aws:lambda:eu-central-1:111122223333:function:x:live",
    "dms:StartReplicationTask, arn:aws:dms:eu-central-1:111122223333:task:ABCDEFGH",
    "braket:GetDevice, arn:aws:braket:::device/qpu/ionq/aria",
    "apigateway:UpdateRestApiPolicy, arn:aws:apigateway:eu-central-1::/restapis/a1b2c3",
    "lex:DescribeBot, arn:aws:lex:eu-central-1:111122223333:bot:orders",
    "lex:DescribeBot, arn:aws:lex:eu-central-1:111122223333:bot/ABCDEFGHIJ",
    "backup:StartRestoreJob, arn:aws:backup:eu-central-1:111122223333:recovery-point:*",
    "backup:StartRestoreJob, arn:aws:ec2:eu-central-1::snapshot/*",
    "states:RedriveExecution, arn:aws:states:eu-central-1:111122223333:execution:grant/map:*",
    "s3:ListBucket, arn:aws:s3:::acme-{bucket}",
    "ec2:StartInstances, arn:aws:ec2:eu-central-1:111122223333:{kind}/i-0123"
  })
  void whatCanMatchIsTaken(String action, String resource) {
    assertThat(check.findings(statement(action, resource, Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb:ListStreams, arn:aws:dynamodb:eu-central-1:111122223333:table/ledger/stream/*",
    "iam:ListPolicies, arn:aws:iam::111122223333:policy/hallpass/*",
    "s3:ListBucket, arn:aws:s3:::acme-exports/*",
    "s3:GetObject, arn:aws:s3:::acme-exports",
    "dynamodb:PutItem, arn:aws:dynamodb:eu-central-1:111122223333:table/orders/index/day",
    "states:DescribeStateMachine, arn:aws:states:eu-central-1:111122223333:stateMachine:x:live",
    "states:StartExecution, arn:aws:states:eu-central-1:111122223333:execution:x:*",
    "s3:GetObject, arn:aws:dynamodb:eu-central-1:111122223333:table/orders",
    "s3:GetObject, arn:aws:s3",
    "s3:GetObject, arn:aws:s3:::acme-{bucket}",
    "ec2:StartInstances, arn:aws:ec2:eu-central-1:111122223333:{instance}"
  })
  void aResourceThatTheActionDoesNotWorkOnIsFound(String action, String resource) {
    assertThat(check.findings(statement(action, resource, Map.of())))
        .extracting(Finding::place)
        .containsExactly(new AtAction(action), new AtResource(resource));
  }

  @Test
  void oneDeadResourceAmongOthersIsFound() {
    StatementText statement =
        StatementText.of(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Effect": "Allow", "Action": ["s3:GetObject"],
                     "Resource": ["arn:aws:s3:::acme-exports/*", "arn:aws:s3:::acme-exports"]}\
                    """));

    assertThat(check.findings(statement))
        .extracting(Finding::place)
        .containsExactly(new AtResource("arn:aws:s3:::acme-exports"));
  }

  @Test
  void anActionThatDoesNotExistIsFoundWithTheNearest() {
    assertThat(check.findings(statement("states:StartExecutions", MACHINE, Map.of())))
        .singleElement()
        .hasToString(
            "states:StartExecutions: AWS has no such action. Perhaps states:StartExecution is"
                + " meant.");
    assertThat(check.findings(statement("stepfunction:StartExecution", MACHINE, Map.of())))
        .singleElement()
        .asString()
        .contains("AWS has no service whose actions begin so.");
    assertThat(check.findings(statement("s3:Fetch*", "*", Map.of())))
        .extracting(Finding::place)
        .containsExactly(new AtAction("s3:Fetch*"));
  }

  @Test
  void aKeyThatTheActionDoesNotGiveIsFoundWithTheNearest() {
    assertThat(
            check.findings(
                statement("s3:GetObject", "*", when("StringEquals", "s3:prefix", "home/"))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.place()).isEqualTo(new AtKey("StringEquals", "s3:prefix"));
          assertThat(finding.rule()).isEqualTo("s3:GetObject does not give this condition key.");
          assertThat(finding.remedy()).startsWith("The nearest that it gives is s3:");
        });
  }

  @Test
  void aKeyIsFoundThatTheResourceDoesNotGiveToThisAction() {
    String tag = "aws:ResourceTag/team";

    assertThat(
            check.findings(
                statement(
                    "dynamodb:Query",
                    "arn:aws:dynamodb:eu-central-1:111122223333:table/orders",
                    when("StringEquals", tag, "a"))))
        .isEmpty();
    assertThat(check.findings(statement("iam:ListPolicies", "*", when("StringEquals", tag, "a"))))
        .extracting(Finding::place)
        .containsExactly(new AtKey("StringEquals", tag));
  }

  @Test
  void aBareOperatorOnAKeyOfSeveralValuesIsFound() {
    String key = "states:StateMachineQualifier";

    assertThat(
            check.findings(
                statement("states:StartExecution", MACHINE, when("StringEquals", key, "live"))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.place()).isEqualTo(new AtKey("StringEquals", key));
          assertThat(finding.remedy()).contains("ForAnyValue:StringEquals");
        });
    assertThat(
            check.findings(
                statement(
                    "states:StartExecution",
                    MACHINE,
                    when("ForAnyValue:StringEquals", key, "live"))))
        .isEmpty();
    assertThat(
            check.findings(statement("states:StartExecution", MACHINE, when("Null", key, "false"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "StringLikeIfExists, s3:prefix, a/*",
    "StringNotLike, s3:prefix, a/*",
    "ForAllValues:StringEquals, aws:TagKeys, team",
    "'Null', s3:prefix, true"
  })
  void aKeyThatMayBeAbsentNeedNotBeGivenByEachAction(String operator, String key, String value) {
    var condition = when(operator, key, value);

    assertThat(
            check.findings(
                List.of("s3:ListBucket", "s3:GetObject", "s3:PutBucketTagging", "s3:TagResource"),
                List.of("*"),
                condition))
        .isEmpty();
    assertThat(check.findings(List.of("s3:GetObject"), List.of("*"), condition))
        .containsOnlyKeys(List.of("Condition", operator, key));
  }

  @ParameterizedTest
  @CsvSource({
    "StringLike, s3:prefix, a/*",
    "ForAnyValue:StringNotEquals, aws:TagKeys, team",
    "'Null', s3:prefix, false"
  })
  void aKeyThatMustBeThereIsGivenByEachAction(String operator, String key, String value) {
    assertThat(
            check.findings(
                List.of("s3:ListBucket", "s3:GetObject", "s3:TagResource"),
                List.of("*"),
                when(operator, key, value)))
        .containsOnlyKeys(List.of("Condition", operator, key));
  }

  @Test
  void aSetOperatorOnAKeyOfOneValueIsFound() {
    assertThat(
            check.findings(
                statement(
                    "s3:ListBucket", "*", when("ForAllValues:StringLike", "s3:prefix", "a/*"))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.remedy()).isEqualTo("Write StringLike."));
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, aws:CurrentTime, 2026-11-30T08:00:00Z, DateLessThan",
    "DateLessThan, aws:username, 2026-11-30T08:00:00Z, StringEquals",
    "IpAddress, aws:PrincipalArn, 192.0.2.0/24, ArnLike",
    "StringEquals, aws:SecureTransport, true, Bool",
    "StringEquals, aws:MultiFactorAuthAge, 300, NumericEquals",
    "ArnLike, aws:SourceIp, arn:aws:s3:::a, IpAddress"
  })
  void anOperatorOfAnotherTypeIsFound(String operator, String key, String value, String right) {
    assertThat(check.findings(statement("s3:GetObject", "*", when(operator, key, value))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.place()).isEqualTo(new AtKey(operator, key));
          assertThat(finding.remedy()).contains(right);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "DateLessThan, aws:CurrentTime, tomorrow",
    "Bool, aws:SecureTransport, yes",
    "IpAddress, aws:SourceIp, office",
    "IpAddress, aws:SourceIp, 10",
    "IpAddress, aws:SourceIp, cafe",
    "ArnLike, aws:PrincipalArn, admin",
    "NumericLessThan, aws:MultiFactorAuthAge, 5m",
    "'Null', aws:SourceVpce, maybe"
  })
  void aValueOfAnotherFormatIsFound(String operator, String key, String value) {
    assertThat(check.findings(statement("s3:GetObject", "*", when(operator, key, value))))
        .extracting(Finding::place)
        .containsExactly(new AtValue(operator, key, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringMatches", "NullIfExists", "ForEachValue:StringEquals"})
  void anOperatorThatDoesNotExistIsFound(String operator) {
    assertThat(
            check.findings(statement("s3:GetObject", "*", when(operator, "aws:username", "true"))))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.place()).isEqualTo(new AtOperator(operator));
          assertThat(finding.rule()).isEqualTo("IAM has no such operator.");
        });
  }

  @Test
  void whatIsWrongIsFoundByItsPathInAPolicy() {
    assertThat(
            check.findings(
                List.of("s3:GetObject", "s3:Fetch"),
                List.of("arn:aws:s3:::acme-exports/*", "arn:aws:s3:::acme-exports"),
                Map.of(
                    "StringIs", Map.of("aws:username", List.of("a")),
                    "Bool", Map.of("aws:SecureTransport", List.of("true", "yes")),
                    "StringEquals", Map.of("aws:CalledVia", List.of("a")))))
        .containsOnlyKeys(
            List.of("Action", "s3:Fetch"),
            List.of("Resource", "arn:aws:s3:::acme-exports"),
            List.of("Condition", "StringIs"),
            List.of("Condition", "Bool", "aws:SecureTransport", "yes"),
            List.of("Condition", "StringEquals", "aws:CalledVia"))
        .containsEntry(
            List.of("Action", "s3:Fetch"),
            "AWS has no such action. Perhaps s3:GetObject is meant.");
  }

  @Test
  void whatADenyLeavesOutIsCheckedToo() {
    StatementText statement =
        StatementText.of(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Effect": "Deny", "NotAction": ["s3:GetObject", "s3:Fetch"], "Resource": "*",
                     "Condition": {"StringEquals": {"aws:Nothing": "a"}}}\
                    """));

    assertThat(check.findings(statement))
        .extracting(Finding::place)
        .containsExactly(new AtAction("s3:Fetch"), new AtKey("StringEquals", "aws:Nothing"));
  }

  private static StatementText statement(
      String action, String resource, Map<String, Map<String, List<String>>> conditions) {
    return new StatementText(List.of(action), false, List.of(resource), conditions);
  }

  private static Map<String, Map<String, List<String>>> when(
      String operator, String key, String value) {
    return Map.of(operator, Map.of(key, List.of(value)));
  }
}
