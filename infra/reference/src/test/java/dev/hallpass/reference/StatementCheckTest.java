package dev.hallpass.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.reference.Finding.Place.AtAction;
import dev.hallpass.reference.Finding.Place.AtKey;
import dev.hallpass.reference.Finding.Place.AtResource;
import dev.hallpass.reference.Finding.Place.AtValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    "lambda:InvokeFunction, arn:aws:lambda:eu-central-1:111122223333:function:x:live"
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
    "s3:GetObject, arn:aws:s3"
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
    "ArnLike, aws:PrincipalArn, admin",
    "NumericLessThan, aws:MultiFactorAuthAge, 5m",
    "'Null', aws:SourceVpce, maybe"
  })
  void aValueOfAnotherFormatIsFound(String operator, String key, String value) {
    assertThat(check.findings(statement("s3:GetObject", "*", when(operator, key, value))))
        .extracting(Finding::place)
        .containsExactly(new AtValue(operator, key, value));
  }

  @Test
  void anOperatorThatDoesNotExistIsFound() {
    assertThat(
            check.findings(
                statement("s3:GetObject", "*", when("StringMatches", "aws:username", "a"))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).isEqualTo("IAM has no such operator."));
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
