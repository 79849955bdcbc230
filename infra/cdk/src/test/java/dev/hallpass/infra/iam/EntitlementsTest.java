package dev.hallpass.infra.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.compiler.YamlCatalog;
import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Scope;
import dev.hallpass.reference.CatalogCheck;
import dev.hallpass.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class EntitlementsTest {

  @Test
  void eachHasARoleInItsAccountAndNoRoleIsWithoutOne(Deployment deployment) {
    assertThat(roles(deployment).keySet())
        .containsExactlyInAnyOrderElementsOf(ids(one -> one.accounts().isEmpty()));
    assertThat(roles(deployment.target()).keySet())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(ids(one -> !one.accounts().isEmpty()));
  }

  @Test
  void aRoleAllowsItsCeilingAndNoMore(Deployment deployment) {
    Map<String, List<Statement>> allowed = new TreeMap<>();
    everyRole(deployment).forEach((name, role) -> allowed.put(name, allowedBy(role)));
    Map<String, List<Statement>> ceilings = new TreeMap<>();
    entitlements().forEach(one -> ceilings.put(one.id().value(), one.ceiling().statements()));

    assertThat(allowed).isNotEmpty().isEqualTo(ceilings);
  }

  @Test
  void whatIsPutOnARoleCannotReachBeyondItsCeiling(Deployment deployment) {
    Map<String, List<Statement>> bounds = new TreeMap<>();
    for (Deployment account : List.of(deployment, deployment.target())) {
      roles(account)
          .forEach((name, role) ->
              bounds.put(
                  name, account.boundary(role).map(one -> statement(one.statement())).toList()));
    }
    Map<String, List<Statement>> ceilings = new TreeMap<>();
    entitlements()
        .forEach(one -> ceilings.put(one.id().value(), one.ceiling().boundary().statements()));

    assertThat(bounds).isNotEmpty().isEqualTo(ceilings);
  }

  @Test
  void aRoleHasTheManagedPoliciesOfItsEntitlementAndNoOther(Deployment deployment) {
    Map<String, List<String>> attached = new TreeMap<>();
    everyRole(deployment)
        .forEach((name, role) ->
            attached.put(
                name,
                role.path("ManagedPolicyArns").valueStream().map(JsonNode::asString).toList()));
    Map<String, List<String>> reviewed = new TreeMap<>();
    entitlements()
        .forEach(one ->
            reviewed.put(
                one.id().value(),
                one.ceiling().managed().stream().map(policy -> policy.arn().value()).toList()));

    assertThat(attached).isEqualTo(reviewed);
    assertThat(reviewed.get("see-bills"))
        .containsExactly("arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess");
  }

  @Test
  void onlyIssueCredentialsMayAssumeOne(Deployment deployment) {
    JsonNode issuer = deployment.function("IssueCredentials").path("Role");

    assertThat(roles(deployment).values())
        .flatExtracting(EntitlementsTest::trust)
        .hasSize(9)
        .allSatisfy(
            statement -> assertThat(statement.path("Principal").path("AWS")).isEqualTo(issuer));
    assertThat(deployment.permissions("IssueCredentials"))
        .filteredOn(permission -> permission.actions().contains("sts:AssumeRole"))
        .singleElement()
        .satisfies(permission ->
            assertThat(permission.resources())
                .extracting(Deployment::shown)
                .containsExactlyInAnyOrder(
                    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/hallpass/edit-table-partition",
                    "arn:${AWS::Partition}:iam::444455556666:role/hallpass/open-container-shell",
                    "arn:${AWS::Partition}:iam::444455556666:role/hallpass/open-database-console",
                    "arn:${AWS::Partition}:iam::444455556666:role/hallpass/open-instance-shell",
                    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/hallpass/read-bucket-prefix",
                    "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/hallpass/read-log-group",
                    "arn:${AWS::Partition}:iam::444455556666:role/hallpass/read-parameters",
                    "arn:${AWS::Partition}:iam::444455556666:role/hallpass/see-bills"));
  }

  @Test
  void aSessionNamesItsPersonAndItsGrant(Deployment deployment) {
    assertThat(everyRole(deployment).values())
        .allSatisfy(role -> {
          JsonNode condition = trust(role).getFirst().path("Condition");
          assertThat(trust(role).getFirst().path("Action").asString()).isEqualTo("sts:AssumeRole");
          assertThat(condition.at("/StringLike/sts:SourceIdentity").asString()).isEqualTo("*");
          assertThat(condition.path("StringLike").path("aws:RequestTag/hallpass:grant").asString())
              .isEqualTo("grant-*");
          assertThat(
                  RoleStatement.each(condition.at("/ForAllValues:StringEquals/aws:TagKeys"))
                      .map(JsonNode::asString))
              .containsExactly("hallpass:grant");
        });
  }

  @Test
  void noneMayReachTheStateMachineOrTheLedger(Deployment deployment, @TempDir Path folder)
      throws IOException {
    String machine =
        deployment
            .only("AWS::StepFunctions::StateMachine")
            .at("/Properties/StateMachineName")
            .asString();
    String table =
        deployment.only("AWS::DynamoDB::GlobalTable").at("/Properties/TableName").asString();

    assertThatThrownBy(() -> loadReaching("states", "stateMachine:" + machine, folder))
        .isInstanceOf(CatalogRefused.class)
        .hasMessageContaining("a part of Hallpass");
    assertThatThrownBy(() -> loadReaching("dynamodb", "table/" + table, folder))
        .isInstanceOf(CatalogRefused.class)
        .hasMessageContaining("a part of Hallpass");
  }

  @Test
  void aSessionLastsAnHourAtMost(Deployment deployment) {
    assertThat(everyRole(deployment).values())
        .allMatch(role -> role.path("MaxSessionDuration").asInt() == 3600);
  }

  /// Reads the catalogue with an entitlement that reaches something else than a log group.
  private static void loadReaching(String service, String resource, Path folder)
      throws IOException {
    Path catalog = Synthesis.PROJECT.resolve("infra/catalog");
    Path entitlements = Files.createDirectories(folder.resolve("entitlements"));
    Files.copy(
        catalog.resolve("hallpass.yaml"),
        folder.resolve("hallpass.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    String logGroup = "arn:aws:logs:eu-central-1:111122223333:log-group:/acme/{logGroup}\n";
    String reached = "arn:aws:%s:eu-central-1:111122223333:%s\n".formatted(service, resource);
    String text = Files.readString(catalog.resolve("entitlements/read-log-group.yaml"));
    assertThat(text).contains(logGroup);
    Files.writeString(entitlements.resolve("read-log-group.yaml"), text.replace(logGroup, reached));
    YamlCatalog.load(folder, new CatalogCheck(Reference.snapshot()));
  }

  private static List<Entitlement> entitlements() {
    return CompiledCatalog.of(Synthesis.PROJECT).catalog().entitlements();
  }

  private static Map<String, JsonNode> roles(Deployment deployment) {
    Map<String, JsonNode> roles = new TreeMap<>();
    deployment.properties("AWS::IAM::Role").values().stream()
        .filter(role -> role.path("Path").asString("").equals("/hallpass/"))
        .forEach(role -> roles.put(role.path("RoleName").asString(), role));
    return roles;
  }

  private static Map<String, JsonNode> everyRole(Deployment deployment) {
    Map<String, JsonNode> roles = new TreeMap<>(roles(deployment));
    roles.putAll(roles(deployment.target()));
    return roles;
  }

  private static List<String> ids(Predicate<Entitlement> where) {
    return entitlements().stream().filter(where).map(one -> one.id().value()).toList();
  }

  private static List<Statement> allowedBy(JsonNode role) {
    return role.path("Policies")
        .valueStream()
        .flatMap(policy -> policy.at("/PolicyDocument/Statement").valueStream())
        .map(EntitlementsTest::statement)
        .toList();
  }

  private static List<JsonNode> trust(JsonNode role) {
    return role.at("/AssumeRolePolicyDocument/Statement").valueStream().toList();
  }

  private static Statement statement(JsonNode statement) {
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    for (var operator : statement.path("Condition").properties()) {
      Map<String, List<String>> keys = new TreeMap<>();
      operator
          .getValue()
          .properties()
          .forEach(key -> keys.put(key.getKey(), texts(key.getValue())));
      conditions.put(operator.getKey(), keys);
    }
    Scope scope = Scope.of(statement.has("NotAction"), statement.has("NotResource"));
    return new Statement(
        statement.path("Sid").asString(),
        Statement.Effect.valueOf(statement.path("Effect").asString().toUpperCase(Locale.ROOT)),
        scope,
        texts(statement.path(scope.isOfOtherActions() ? "NotAction" : "Action")),
        texts(statement.path(scope.isOfOtherResources() ? "NotResource" : "Resource")),
        conditions);
  }

  private static List<String> texts(JsonNode value) {
    return RoleStatement.each(value)
        .map(Deployment::shown)
        // The template of another account does not say its number.
        .map(text -> text.replace("${AWS::AccountId}", "444455556666"))
        .toList();
  }
}
