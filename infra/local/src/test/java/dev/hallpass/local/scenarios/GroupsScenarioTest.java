package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.local.Assembly;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Groups at the identity store of the local system, by the role of another account.
class GroupsScenarioTest {

  private static final IdentityStore STORE =
      new IdentityStore(
          new AccountId("222233334444"), "eu-central-1", "d-1234567890", "hallpass-9b1e77a0");
  private static final GroupName TEAM = new GroupName("platform-team");

  @Test
  void aGroupAsksApprovesAndOpens() {
    try (Scene scene = Scene.of(byTheTeam(), withDirectory(true))) {
      GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
      scene.pass(Scene.A_MOMENT);
      assertThat(scene.show(grant).at("/approval/0/groups/0").asString()).isEqualTo(TEAM.value());
      assertThat(scene.show(grant).at("/approval/0/approvers").toString())
          .contains("alice@example.com", "bob@example.com", "erin@example.com");

      assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
      scene.pass(Scene.A_MOMENT);
      assertThat(scene.state(grant)).isEqualTo("ACTIVE");
      assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutTheRightToReadGroupsNothingIsAsked() {
    try (Scene scene = Scene.of(byTheTeam(), withDirectory(false))) {
      assertThat(scene.signed(ALICE, "GET", "/entitlements", "").statusCode())
          .isGreaterThanOrEqualTo(500);
    }
  }

  private static Catalog byTheTeam() {
    Catalog catalog = CompiledCatalog.of(Path.of("../..")).catalog();
    return new Catalog(
        with(catalog.settings(), "identityStore", Optional.of(STORE)),
        catalog.entitlements().stream()
            .map(one -> one.id().value().equals("read-bucket-prefix") ? byTheTeam(one) : one)
            .toList(),
        catalog.digest());
  }

  private static Entitlement byTheTeam(Entitlement entitlement) {
    return with(
        with(
            entitlement,
            "rules",
            List.of(
                new ApprovalRule(
                    Conditions.NONE,
                    new ApprovalPlan.ByPeople(
                        "approval",
                        List.of(
                            new Level(
                                List.of(),
                                List.of(TEAM),
                                1,
                                Duration.ofHours(2),
                                Optional.empty(),
                                Optional.empty())),
                        false)))),
        "requesters",
        new Requesters(List.of(), List.of(), List.of(TEAM)));
  }

  /// The stacks as they are where the settings name an identity store.
  private static Assembly withDirectory(boolean mayRead) {
    Assembly synthesized = Scene.SYNTHESIZED;
    JsonNode hub = synthesized.hub().template().json();
    if (mayRead) {
      Stream.of("Requests", "Reads", "Activate", "IssueCredentials")
          .flatMap(reader -> statements(hub, reader))
          .forEach(statements ->
              statements.add(
                  Json.read(
                      """
                      {"Effect": "Allow", "Action": "sts:AssumeRole",
                       "Resource": "arn:aws:iam::222233334444:role/hallpass-directory"}
                      """)));
    }
    return new Assembly(
        synthesized.hub().of(CloudFormationTemplate.parse(hub.toString())),
        synthesized.archive(),
        synthesized.targets(),
        Optional.of(directory()));
  }

  private static Stream<ArrayNode> statements(JsonNode template, String reader) {
    return template.path("Resources").properties().stream()
        .filter(one -> one.getKey().startsWith(reader + "RoleDefaultPolicy"))
        .map(one -> (ArrayNode) one.getValue().at("/Properties/PolicyDocument/Statement"));
  }

  private static Stack directory() {
    return new Stack(
        "HallpassDirectory",
        CloudFormationTemplate.parse(
            """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {
                "RoleName": "hallpass-directory",
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "sts:AssumeRole",
                   "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                   "Condition": {"StringEquals": {"sts:ExternalId": "hallpass-9b1e77a0"}}}]}}},
              "Policy": {"Type": "AWS::IAM::Policy", "Properties": {
                "PolicyName": "read", "Roles": [{"Ref": "Role"}],
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "identitystore:*", "Resource": "*"}]}}}}}
            """),
        new PseudoParameters("aws", "eu-central-1", STORE.account().value()));
  }
}
