package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    assertThat(deployment.properties("AWS::IAM::ManagedPolicy").values())
        .isNotEmpty()
        .allMatch(policy -> policy.path("Path").asString().equals("/hallpass-ceiling/"))
        .noneMatch(policy -> policy.has("Roles") || policy.has("Users") || policy.has("Groups"));
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

    assertThat(unnarrowed)
        .containsExactlyInAnyOrder(
            "dynamodb:ListStreams",
            "iam:GetAccountSummary",
            "iam:ListPolicies",
            "iam:ListRoles",
            "states:SendTaskSuccess");
  }

  @Test
  void aRolesPoliciesAreChangedOnlyWhereACeilingBoundsIt(Deployment deployment) {
    assertThat(Stream.concat(deployment.permissions(), deployment.target().permissions()))
        .filteredOn(permission ->
            permission.actions().stream().anyMatch(RolesTest::changesWhatAnotherMayDo))
        .hasSize(3)
        .allSatisfy(permission -> {
          assertThat(permission.resources())
              .extracting(Deployment::shown)
              .singleElement()
              .asString()
              .startsWith("arn:${AWS::Partition}:iam::")
              .endsWith(":role/hallpass/*");
          assertThat(
                  Deployment.shown(
                      permission
                          .statement()
                          .path("Condition")
                          .path("StringLike")
                          .path("iam:PermissionsBoundary")))
              .startsWith("arn:${AWS::Partition}:iam::")
              .endsWith(":policy/hallpass-ceiling/*");
        });
  }

  @Test
  void nobodyMayChangeABoundary(Deployment deployment) {
    assertThat(Stream.concat(deployment.permissions(), deployment.target().permissions()))
        .flatExtracting(RoleStatement::actions)
        .isNotEmpty()
        .doesNotContain(
            "iam:AttachRolePolicy",
            "iam:CreatePolicyVersion",
            "iam:CreateRole",
            "iam:DeleteRolePermissionsBoundary",
            "iam:PutRolePermissionsBoundary",
            "iam:SetDefaultPolicyVersion",
            "iam:UpdateAssumeRolePolicy");
  }

  /// The rights to create what a yes opens.
  private static final Set<String> CREATING =
      Set.of("iam:CreatePolicy", "iam:PutRolePolicy", "sts:AssumeRole");

  @Test
  void noRoleCanBothDecideAndCreate(Deployment deployment) {
    Map<String, Set<String>> actions = new TreeMap<>();
    Stream.concat(deployment.permissions(), deployment.target().permissions())
        .forEach(permission ->
            actions
                .computeIfAbsent(permission.role(), role -> new TreeSet<>())
                .addAll(permission.actions()));

    assertThat(actions.values())
        .filteredOn(all -> all.contains("kms:Sign"))
        .hasSize(3)
        .allSatisfy(all -> assertThat(all).doesNotContainAnyElementsOf(CREATING))
        .allSatisfy(all -> assertThat(all).noneMatch(action -> action.matches("(iam|sts):.*")));
    assertThat(actions.values())
        .filteredOn(all -> all.stream().anyMatch(CREATING::contains))
        .isNotEmpty()
        .allSatisfy(all ->
            assertThat(all)
                .filteredOn(action -> action.startsWith("kms:"))
                .isSubsetOf("kms:GetPublicKey"));
  }

  @Test
  void noRolesFileSaysThatItCanBothDecideAndCreate() {
    assertThat(RoleFile.all())
        .allSatisfy((name, text) -> {
          if (text.contains("\"kms:Sign\"")) {
            assertThat(name).isIn("Commands", "Decide", "SignCheckpoint");
            assertThat(CREATING).noneMatch(text.substring(text.indexOf("\"allows\""))::contains);
          }
        })
        .hasEntrySatisfying("Decide", text -> assertThat(text).contains("\"kms:Sign\""));
  }

  private static boolean changesWhatAnotherMayDo(String action) {
    return action.equals("iam:PutRolePolicy") || action.equals("iam:DeleteRolePolicy");
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
            .filteredOn(resource -> !hasThePrefixOfItsService(resource))
            .noneMatch(resource -> resource.has(name)));
    assertThat(deployment.properties("AWS::IAM::Role").values())
        .filteredOn(role -> role.has("RoleName"))
        .isNotEmpty()
        .allMatch(role ->
            role.path("Path").asString("").equals("/hallpass/")
                || role.path("RoleName").asString().startsWith("hallpass-"));
  }

  /// A firewall writes to log groups of one prefix only, and a workflow takes no room for one of
  /// the other.
  private static boolean hasThePrefixOfItsService(JsonNode resource) {
    return resource.has("LogGroupName")
        && Deployment.shown(resource.path("LogGroupName"))
            .matches("aws-waf-logs-.*|/aws/vendedlogs/states/.*");
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
