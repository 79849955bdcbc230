package dev.hallpass.infra.ledger;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.infra.DeployedAccount.DEPLOYING;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.DeployedAccount;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class TicketsTableTest {

  private static final String TABLE = "AWS::DynamoDB::Table";

  private static final List<String> WRITING =
      List.of(
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:PartiQLDelete",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLUpdate",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem");

  @Test
  void areKeptByTheirNames(Deployment deployment) {
    JsonNode table = table(deployment).path("Properties");

    assertThat(table.path("KeySchema").toString())
        .isEqualTo("[{\"AttributeName\":\"ticket\",\"KeyType\":\"HASH\"}]");
    assertThat(table.path("AttributeDefinitions").toString())
        .isEqualTo("[{\"AttributeName\":\"ticket\",\"AttributeType\":\"S\"}]");
    assertThat(table.path("BillingMode").asString()).isEqualTo("PAY_PER_REQUEST");
  }

  @Test
  void surviveMistakesAndTheStack(Deployment deployment) {
    JsonNode table = table(deployment);

    assertThat(table.path("DeletionPolicy").asString()).isEqualTo("Retain");
    assertThat(table.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
    assertThat(
            table
                .at("/Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                .asBoolean())
        .isTrue();
    assertThat(table.path("Properties").has("TableName")).isFalse();
  }

  @Test
  void areLookedUpWhereRulesAreAskedAndTouchedByNobodyElse(Deployment deployment) {
    List<RoleStatement> onTickets =
        deployment
            .permissions()
            .filter(one -> one.resources().toString().contains("\"Tickets"))
            // It sees what protects the table, and no ticket.
            .filter(one -> !deployment.permissions("FindDrift").contains(one))
            .toList();

    assertThat(onTickets)
        .extracting(RoleStatement::role)
        .containsExactlyInAnyOrder(
            deployment.function("Requests").at("/Role/Fn::GetAtt/0").asString(),
            deployment.function("Activate").at("/Role/Fn::GetAtt/0").asString(),
            deployment.function("IssueCredentials").at("/Role/Fn::GetAtt/0").asString(),
            deployment.function("Reap").at("/Role/Fn::GetAtt/0").asString());
    assertThat(onTickets)
        .allSatisfy(one -> {
          assertThat(one.actions()).containsExactly("dynamodb:GetItem");
          assertThat(one.resources())
              .extracting(Deployment::shown)
              .contains("${TicketsOpen.Arn}")
              .noneMatch(resource -> resource.startsWith("${TicketsOpen.Arn}/"));
        });
  }

  @Test
  void areInTheTableThatTheFunctionAndTheOpsAreTold(Deployment deployment) {
    assertThat(
            Deployment.shown(
                deployment.function("Requests").at("/Environment/Variables/TICKETS_TABLE")))
        .isEqualTo("${TicketsOpen}")
        .isEqualTo(Deployment.shown(deployment.template().at("/Outputs/TicketsTable/Value")));
  }

  @Test
  void areWrittenByNobodyWhereNoRoleIsNamed(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(WRITING)
        .noneMatch(action -> account.spares(ADMINISTRATOR, action, account.tickets()))
        .noneMatch(action -> account.spares(DEPLOYING, action, account.tickets()))
        .noneMatch(action -> account.spares(account.roleOf("Requests"), action, account.tickets()));
  }

  @Test
  void areWrittenByTheNamedRoleAlone(@TempDir Path folder) {
    String tracker = DeployedAccount.role("tickets/tracker");
    var account =
        new DeployedAccount(
            Synthesis.synthesize(folder, with(Synthesis.PLAIN, "ticketWriters", List.of(tracker))));

    assertThat(WRITING)
        .allMatch(action -> account.spares(tracker, action, account.tickets()))
        .noneMatch(action -> account.spares(ADMINISTRATOR, action, account.tickets()))
        .noneMatch(action -> account.spares(account.roleOf("Requests"), action, account.tickets()));
    assertThat(account.spares(tracker, "dynamodb:PutResourcePolicy", account.tickets())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:DeleteResourcePolicy",
        "dynamodb:DeleteTable",
        "dynamodb:EnableKinesisStreamingDestination",
        "dynamodb:PutResourcePolicy",
        "dynamodb:ReadDataForReplication",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive"
      })
  void onlyADeploymentChangesTheirTable(String action, Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.spares(DEPLOYING, action, account.tickets())).isTrue();
    assertThat(account.spares(ADMINISTRATOR, action, account.tickets())).isFalse();
  }

  @Test
  void theirPolicyNamesOnlyActionsOfATable(Deployment deployment) {
    assertThat(new DeployedAccount(deployment).tickets().actions())
        .isNotEmpty()
        .allMatch(LedgerTableTest::worksOnATable);
  }

  private static JsonNode table(Deployment deployment) {
    return deployment.properties(TABLE).keySet().stream()
        .filter(id -> id.startsWith("Tickets"))
        .findFirst()
        .map(deployment.template().path("Resources")::path)
        .orElseThrow();
  }
}
