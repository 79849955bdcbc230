package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class RolesTest {

  @Test
  void noRoleIsAllowedAnActionByPattern(Deployment deployment) {
    assertThat(deployment.permissions())
        .isNotEmpty()
        .allSatisfy(permission -> {
          assertThat(permission.actions())
              .isNotEmpty()
              .allMatch(action -> action.matches("[a-z0-9-]+:[A-Za-z0-9]+"));
          assertThat(permission.statement().has("NotAction")).isFalse();
          assertThat(permission.statement().has("NotResource")).isFalse();
        });
  }

  @Test
  void noRoleIsAllowedWhatSomebodyElseWrote(Deployment deployment) {
    assertThat(deployment.properties("AWS::IAM::ManagedPolicy")).isEmpty();
    assertThat(deployment.properties("AWS::IAM::Role").values())
        .isNotEmpty()
        .noneMatch(role -> role.has("ManagedPolicyArns"));
  }

  @Test
  void nothingIsAllowedOnEverythingButWhatAwsCannotNarrow(Deployment deployment) {
    List<String> unnarrowed =
        deployment
            .permissions()
            .filter(permission ->
                permission.resources().stream().anyMatch(one -> one.asString("").equals("*")))
            .flatMap(permission -> permission.actions().stream())
            .distinct()
            .filter(action -> !action.matches("(logs|xray):.*"))
            .toList();

    assertThat(unnarrowed).containsExactlyInAnyOrder("iam:ListPolicies", "states:SendTaskSuccess");
  }

  @Test
  void onlyWhatOthersCountOnHasANameOfItsOwn(Deployment deployment) {
    Map<String, String> naming =
        Map.of(
            "AWS::Lambda::Function", "FunctionName",
            "AWS::Logs::LogGroup", "LogGroupName");

    naming.forEach((type, name) ->
        assertThat(deployment.properties(type).values())
            .as(type)
            .isNotEmpty()
            .filteredOn(resource -> !isOfTheFirewall(resource))
            .noneMatch(resource -> resource.has(name)));
    assertThat(deployment.properties("AWS::IAM::Role").values())
        .filteredOn(role -> role.has("RoleName"))
        .isNotEmpty()
        .allMatch(role ->
            role.path("Path").asString("").equals("/hallpass/")
                || role.path("RoleName").asString().startsWith("hallpass-"));
  }

  /// A firewall writes to log groups of this prefix only.
  private static boolean isOfTheFirewall(JsonNode resource) {
    return resource.path("LogGroupName").asString().startsWith("aws-waf-logs-");
  }

  @Test
  void everyRoleIsTrustedToSomebodyInParticular(Deployment deployment) {
    assertThat(deployment.properties("AWS::IAM::Role").values())
        .flatExtracting(
            role -> role.at("/AssumeRolePolicyDocument/Statement").valueStream().toList())
        .extracting(statement -> statement.path("Principal").toString())
        .isNotEmpty()
        .noneMatch(principal -> principal.contains("*"));
  }
}
