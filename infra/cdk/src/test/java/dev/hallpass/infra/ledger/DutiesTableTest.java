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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DutiesTableTest {

  private static final String WRITER = DeployedAccount.role("on-call");
  private static final List<String> READERS =
      List.of("Requests", "Reads", "Activate", "IssueCredentials");

  private Deployment withDuties;
  private DeployedAccount account;

  @BeforeAll
  void synthesize(@TempDir Path folder) {
    withDuties =
        Synthesis.synthesize(folder, with(Synthesis.PLAIN, "dutyWriters", List.of(WRITER)));
    account = new DeployedAccount(withDuties);
  }

  @Test
  void isNotThereWhereNoRoleWritesIt(Deployment deployment) {
    assertThat(deployment.template().at("/Outputs/DutiesTable").isMissingNode()).isTrue();
    assertThat(READERS)
        .allMatch(function ->
            deployment
                .function(function)
                .at("/Environment/Variables/DUTIES_TABLE")
                .isMissingNode());
  }

  @Test
  void isKeptByDutyAndShift() {
    assertThat(table().path("KeySchema").toString())
        .isEqualTo(
            "[{\"AttributeName\":\"duty\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"shift\",\"KeyType\":\"RANGE\"}]");
    assertThat(table().path("BillingMode").asString()).isEqualTo("PAY_PER_REQUEST");
  }

  @Test
  void isReadWhereGroupsAreAskedAndTouchedByNobodyElse() {
    List<RoleStatement> onDuties =
        withDuties
            .permissions()
            .filter(one -> one.resources().toString().contains("\"Duties"))
            // It sees what protects the table, and no duty.
            .filter(one -> !withDuties.permissions("FindDrift").contains(one))
            .toList();

    assertThat(onDuties)
        .extracting(RoleStatement::role)
        .containsExactlyInAnyOrderElementsOf(
            READERS.stream()
                .map(name -> withDuties.function(name).at("/Role/Fn::GetAtt/0").asString())
                .toList());
    assertThat(onDuties)
        .allSatisfy(one -> {
          assertThat(one.actions()).containsExactly("dynamodb:Query");
          assertThat(one.resources())
              .extracting(Deployment::shown)
              .contains("${DutiesOpen.Arn}")
              .noneMatch(resource -> resource.startsWith("${DutiesOpen.Arn}/"));
        });
    assertThat(READERS)
        .allSatisfy(name ->
            assertThat(
                    Deployment.shown(
                        withDuties.function(name).at("/Environment/Variables/DUTIES_TABLE")))
                .isEqualTo("${DutiesOpen}")
                .isEqualTo(
                    Deployment.shown(withDuties.template().at("/Outputs/DutiesTable/Value"))));
  }

  @Test
  void isWrittenByTheNamedRoleAloneAndChangedByADeploymentAlone() {
    Stream.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert")
        .map("dynamodb:"::concat)
        .forEach(action -> {
          assertThat(account.spares(WRITER, action, account.duties())).isTrue();
          assertThat(account.spares(ADMINISTRATOR, action, account.duties())).isFalse();
          assertThat(account.spares(account.roleOf("Requests"), action, account.duties()))
              .isFalse();
        });
    assertThat(account.spares(WRITER, "dynamodb:PutResourcePolicy", account.duties())).isFalse();
    assertThat(account.spares(DEPLOYING, "dynamodb:PutResourcePolicy", account.duties())).isTrue();
    // Each integration writes its own table.
    assertThat(account.spares(WRITER, "dynamodb:PutItem", account.tickets())).isFalse();
  }

  private JsonNode table() {
    return withDuties.properties("AWS::DynamoDB::Table").values().stream()
        .filter(one -> one.path("KeySchema").size() == 2)
        .findFirst()
        .orElseThrow();
  }
}
