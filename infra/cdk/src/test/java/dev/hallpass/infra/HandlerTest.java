package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

@ExtendWith(Synthesis.class)
class HandlerTest {

  private static final String FUNCTION = "AWS::Lambda::Function";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          ListEntitlements | ''
          RequestGrant     | dynamodb:PartiQLInsert dynamodb:Query states:StartExecution
          ListGrants       | dynamodb:Query
          ShowGrant        | dynamodb:Query
          CancelGrant      | dynamodb:PartiQLInsert dynamodb:Query states:SendTaskSuccess
          ApproveGrant     | dynamodb:PartiQLInsert dynamodb:Query states:SendTaskSuccess
          DenyGrant        | dynamodb:PartiQLInsert dynamodb:Query states:SendTaskSuccess
          IssueCredentials | dynamodb:PartiQLInsert dynamodb:Query sts:AssumeRole sts:SetSourceIdentity sts:TagSession
          ShowDecision     | dynamodb:Query
          Decide           | dynamodb:PartiQLInsert dynamodb:Query states:SendTaskSuccess
          SeekApproval     | dynamodb:PartiQLInsert dynamodb:Query ses:SendEmail states:SendTaskSuccess
          Activate         | dynamodb:PartiQLInsert dynamodb:Query iam:CreatePolicy iam:GetPolicy iam:GetPolicyVersion iam:TagPolicy
          AwaitEnd         | dynamodb:PartiQLInsert dynamodb:Query states:SendTaskSuccess
          Retire           | dynamodb:PartiQLInsert dynamodb:Query iam:DeletePolicy
          """)
  void mayDoNothingButThis(String handler, String golden, Deployment deployment) {
    Set<String> actions = new TreeSet<>();
    deployment.permissions(handler).forEach(permission -> actions.addAll(permission.actions()));

    assertThat(String.join(" ", actions)).isEqualTo(golden);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ListEntitlements | CATALOG
          RequestGrant     | ACCOUNT CATALOG LEDGER_TABLE PARTITION STATE_MACHINE
          ListGrants       | CATALOG LEDGER_TABLE
          ShowGrant        | CATALOG LEDGER_TABLE
          CancelGrant      | CATALOG LEDGER_TABLE
          ApproveGrant     | CATALOG LEDGER_TABLE
          DenyGrant        | CATALOG LEDGER_TABLE
          IssueCredentials | CATALOG LEDGER_TABLE
          ShowDecision     | CATALOG LEDGER_TABLE
          Decide           | CATALOG LEDGER_TABLE
          SeekApproval     | CATALOG CONFIGURATION_SET LEDGER_TABLE PUBLIC_URL
          Activate         | ACCOUNT CATALOG LEDGER_TABLE PARTITION
          AwaitEnd         | CATALOG LEDGER_TABLE
          Retire           | ACCOUNT CATALOG LEDGER_TABLE PARTITION
          """)
  void isToldNothingButThis(String handler, String golden, Deployment deployment) {
    Set<String> variables = new TreeSet<>();
    deployment
        .function(handler)
        .at("/Environment/Variables")
        .propertyNames()
        .forEach(variables::add);

    assertThat(String.join(" ", variables)).isEqualTo(golden);
  }

  @Test
  void whoDecidesNeverCreatesAPolicy(Deployment deployment) {
    List<String> creators =
        deployment
            .permissions()
            .filter(permission -> permission.actions().stream().anyMatch(a -> a.startsWith("iam:")))
            .map(Permission::role)
            .distinct()
            .toList();
    List<String> deciders =
        deployment.properties("AWS::Lambda::Permission").values().stream()
            .map(permission -> permission.at("/FunctionName/Fn::GetAtt/0").asString())
            .map(function -> deployment.properties(FUNCTION).get(function))
            .map(function -> function.at("/Role/Fn::GetAtt/0").asString())
            .toList();

    assertThat(creators).hasSize(2);
    assertThat(deciders).hasSize(10).doesNotContainAnyElementsOf(creators);
  }

  @Test
  void touchesOnlyPoliciesOfHallpass(Deployment deployment) {
    List<Permission> onPolicies =
        deployment
            .permissions()
            .filter(permission -> permission.actions().stream().anyMatch(a -> a.startsWith("iam:")))
            .toList();

    assertThat(onPolicies)
        .hasSize(2)
        .flatExtracting(Permission::resources)
        .allSatisfy(resource ->
            assertThat(resource.at("/Fn::Join/1").valueStream().map(Deployment::shown))
                .containsExactly(
                    "arn:", "AWS::Partition", ":iam::", "AWS::AccountId", ":policy/hallpass/*"));
  }

  @Test
  void mailsAsTheSenderOnly(Deployment deployment) {
    assertThat(deployment.permissions("SeekApproval"))
        .filteredOn(permission -> permission.actions().contains("ses:SendEmail"))
        .singleElement()
        .satisfies(permission ->
            assertThat(
                    permission.statement().at("/Condition/StringEquals/ses:FromAddress").asString())
                .isEqualTo("hallpass@example.com"));
  }

  @Test
  void hasARoleOfItsOwn(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .extracting(function -> function.path("Role").toString())
        .hasSize(14)
        .doesNotHaveDuplicates();
  }

  @Test
  void logsToAGroupThatForgetsInTime(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .extracting(function -> function.at("/LoggingConfig/LogGroup/Ref").asString())
        .doesNotHaveDuplicates()
        .allMatch(group ->
            deployment
                    .properties("AWS::Logs::LogGroup")
                    .getOrDefault(group, MissingNode.getInstance())
                    .path("RetentionInDays")
                    .asInt(0)
                > 0);
  }

  @Test
  void runsOnJava25(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .allSatisfy(function -> {
          assertThat(function.path("Runtime").asString()).isEqualTo("java25");
          assertThat(function.path("Architectures").valueStream().map(JsonNode::asString))
              .containsExactly("arm64");
        });
  }
}
