package dev.hallpass.infra.ledger;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.infra.DeployedAccount.DEPLOYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.infra.DeployedAccount;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Synthesis.class)
class ObstaclesTableTest {

  @Test
  void areNotedByTheCleanUpAndReadWhereAccessIsRequestedAndTouchedByNobodyElse(
      Deployment deployment) {
    assertThat(
            deployment
                .permissions()
                .filter(one -> one.resources().toString().contains("\"Obstacles"))
                // It sees what protects the table, and no obstacle.
                .filter(one -> !deployment.permissions("FindDrift").contains(one)))
        .extracting(RoleStatement::role, one -> one.actions().toString())
        .containsExactlyInAnyOrder(
            tuple(role(deployment, "Reap"), "[dynamodb:PutItem]"),
            tuple(role(deployment, "Requests"), "[dynamodb:GetItem]"));
  }

  @Test
  void areWrittenByTheCleanUpAlone(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    Stream.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert")
        .map("dynamodb:"::concat)
        .forEach(action -> {
          assertThat(account.spares(account.roleOf("Reap"), action, account.obstacles())).isTrue();
          assertThat(account.spares(ADMINISTRATOR, action, account.obstacles())).isFalse();
          assertThat(account.spares(account.roleOf("Requests"), action, account.obstacles()))
              .isFalse();
        });
    assertThat(account.spares(DEPLOYING, "dynamodb:PutResourcePolicy", account.obstacles()))
        .isTrue();
  }

  private static String role(Deployment deployment, String function) {
    return deployment.function(function).at("/Role/Fn::GetAtt/0").asString();
  }
}
