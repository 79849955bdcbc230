package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Synthesis.class)
class HallpassTargetTest {

  @Test
  void isBoundToItsAccount(Deployment deployment) {
    JsonNode assembly =
        JsonMapper.shared()
            .readTree(deployment.folder().resolve("cdk.out/assembly-HallpassTarget/manifest.json"));

    assertThat(assembly.path("artifacts").valueStream())
        .filteredOn(one -> one.path("type").asString().equals("aws:cloudformation:stack"))
        .singleElement()
        .satisfies(stack -> {
          assertThat(stack.path("environment").asString()).startsWith("aws://444455556666/");
          assertThat(stack.at("/properties/stackName").asString()).isEqualTo("HallpassTarget");
        });
  }

  @Test
  void isNotAmongTheStacksOfWhoNamesNone(Deployment deployment) {
    JsonNode assembly =
        JsonMapper.shared().readTree(deployment.folder().resolve("cdk.out/manifest.json"));

    assertThat(assembly.path("artifacts").properties())
        .filteredOn(
            one -> one.getValue().path("type").asString().equals("aws:cloudformation:stack"))
        .singleElement()
        .satisfies(stack -> assertThat(stack.getKey()).isEqualTo("Hallpass"));
  }

  @Test
  void theProvisionerServesWhoMakesAndRemovesPoliciesInTheHub(Deployment deployment) {
    JsonNode provisioner =
        deployment.target().properties("AWS::IAM::Role").values().stream()
            .filter(role -> role.path("RoleName").asString().equals("hallpass-provisioner"))
            .findFirst()
            .orElseThrow();

    assertThat(trust(provisioner))
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.path("Action").asString()).isEqualTo("sts:AssumeRole");
          assertThat(
                  RoleStatement.each(statement.at("/Condition/ArnEquals").path("aws:PrincipalArn"))
                      .map(Deployment::shown))
              .containsExactly(
                  "arn:${AWS::Partition}:iam::111122223333:role/hallpass-activate",
                  "arn:${AWS::Partition}:iam::111122223333:role/hallpass-retire",
                  "arn:${AWS::Partition}:iam::111122223333:role/hallpass-reap");
          assertThat(statement.at("/Condition/StringEquals").path("sts:ExternalId").asString())
              .isEqualTo("hallpass-5f0c1c52");
        });
  }

  @Test
  void everyTrustNamesRolesOfTheHub(Deployment deployment) {
    assertThat(deployment.target().properties("AWS::IAM::Role").values())
        .flatExtracting(HallpassTargetTest::trust)
        .isNotEmpty()
        .allSatisfy(statement -> {
          assertThat(Deployment.shown(statement.at("/Principal/AWS")))
              .isEqualTo("arn:${AWS::Partition}:iam::111122223333:root");
          assertThat(
                  RoleStatement.each(statement.at("/Condition/ArnEquals").path("aws:PrincipalArn"))
                      .map(Deployment::shown))
              .isNotEmpty()
              .allMatch(
                  arn -> arn.startsWith("arn:${AWS::Partition}:iam::111122223333:role/hallpass-"));
        });
  }

  @Test
  void theHubsRolesHaveTheNamesThatAreTrustedHere(Deployment deployment) {
    assertThat(
            List.of("IssueCredentials", "Activate", "Retire", "Reap").stream()
                .map(Handler::roleNameOf))
        .isSubsetOf(
            deployment.properties("AWS::IAM::Role").values().stream()
                .map(role -> role.path("RoleName").asString(""))
                .toList());
  }

  private static List<JsonNode> trust(JsonNode role) {
    return role.at("/AssumeRolePolicyDocument/Statement").valueStream().toList();
  }
}
