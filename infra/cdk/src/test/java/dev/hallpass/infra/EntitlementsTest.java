package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.yaml.YamlCatalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class EntitlementsTest {

  @Test
  void eachHasARoleAndNoRoleIsWithoutOne(Deployment deployment) {
    assertThat(roles(deployment).keySet())
        .containsExactlyInAnyOrderElementsOf(
            entitlements().stream().map(one -> one.id().value()).toList());
  }

  @Test
  void aRoleAllowsItsCeilingAndNoMore(Deployment deployment) {
    Map<String, List<Statement>> allowed = new TreeMap<>();
    roles(deployment).forEach((name, role) -> allowed.put(name, allowedBy(role)));
    Map<String, List<Statement>> ceilings = new TreeMap<>();
    entitlements().forEach(one -> ceilings.put(one.id().value(), one.ceiling().statements()));

    assertThat(allowed).isNotEmpty().isEqualTo(ceilings);
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
                .extracting(resource -> resource.at("/Fn::GetAtt/0").asString())
                .containsExactlyInAnyOrderElementsOf(ids(deployment)));
  }

  @Test
  void aSessionNamesItsPersonAndItsGrant(Deployment deployment) {
    assertThat(roles(deployment).values())
        .allSatisfy(role -> {
          JsonNode condition = trust(role).getFirst().path("Condition");
          assertThat(trust(role).getFirst().path("Action").asString()).isEqualTo("sts:AssumeRole");
          assertThat(condition.at("/StringLike/sts:SourceIdentity").asString()).isEqualTo("*");
          assertThat(condition.path("StringLike").path("aws:RequestTag/hallpass:grant").asString())
              .isEqualTo("grant-*");
          assertThat(
                  Permission.each(condition.at("/ForAllValues:StringEquals/aws:TagKeys"))
                      .map(JsonNode::asString))
              .containsExactly("hallpass:grant");
        });
  }

  @Test
  void aSessionLastsAnHourAtMost(Deployment deployment) {
    assertThat(roles(deployment).values())
        .allMatch(role -> role.path("MaxSessionDuration").asInt() == 3600);
  }

  private static List<Entitlement> entitlements() {
    return YamlCatalog.load(Synthesis.PROJECT.resolve("infra/catalog")).entitlements();
  }

  private static Map<String, JsonNode> roles(Deployment deployment) {
    Map<String, JsonNode> roles = new TreeMap<>();
    deployment.properties("AWS::IAM::Role").values().stream()
        .filter(role -> role.path("Path").asString("").equals("/hallpass/"))
        .forEach(role -> roles.put(role.path("RoleName").asString(), role));
    return roles;
  }

  private static List<String> ids(Deployment deployment) {
    return deployment.properties("AWS::IAM::Role").entrySet().stream()
        .filter(role -> role.getValue().path("Path").asString("").equals("/hallpass/"))
        .map(Map.Entry::getKey)
        .toList();
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
    return new Statement(
        statement.path("Sid").asString(),
        Statement.Effect.valueOf(statement.path("Effect").asString().toUpperCase(Locale.ROOT)),
        texts(statement.path("Action")),
        texts(statement.path("Resource")),
        conditions);
  }

  private static List<String> texts(JsonNode value) {
    return Permission.each(value).map(JsonNode::asString).toList();
  }
}
