package dev.hallpass.infra;

import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.CompiledCatalog;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.IdentityStore;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GroupName;
import dev.hallpass.infra.iam.DirectoryRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The role that reads the groups of Identity Center, and who may assume it.
@ExtendWith(Synthesis.class)
class HallpassDirectoryTest {

  private static final AccountId HUB = new AccountId("111122223333");
  private static final IdentityStore STORE =
      new IdentityStore(
          new AccountId("222233334444"), "eu-central-1", "d-1234567890", "hallpass-9b1e77a0");
  private static final String HUBS = "arn:${AWS::Partition}:iam::111122223333:role/hallpass-";

  @TempDir private Path folder;

  @Test
  void theRoleReadsOneIdentityStoreAndNothingElse() {
    JsonNode role = role();
    List<RoleStatement> statements =
        template()
            .path("Resources")
            .valueStream()
            .filter(one -> one.path("Type").asString().equals("AWS::IAM::Policy"))
            .flatMap(one -> RoleStatement.in("Directory", one.path("Properties")))
            .toList();

    assertThat(role.path("RoleName").asString()).isEqualTo("hallpass-directory");
    assertThat(statements)
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.actions())
              .containsExactly(
                  "identitystore:DescribeUser",
                  "identitystore:GetGroupId",
                  "identitystore:GetUserId",
                  "identitystore:IsMemberInGroups",
                  "identitystore:ListGroupMemberships");
          assertThat(statement.resources().stream().map(Deployment::shown))
              .containsExactly(
                  "arn:${AWS::Partition}:identitystore::222233334444:identitystore/d-1234567890",
                  "arn:${AWS::Partition}:identitystore:::group/*",
                  "arn:${AWS::Partition}:identitystore:::membership/*",
                  "arn:${AWS::Partition}:identitystore:::user/*");
        });
  }

  @Test
  void theRoleTrustsTheFunctionsOfTheHubThatReadGroupsIfTheyNameTheExternalId() {
    assertThat(role().at("/AssumeRolePolicyDocument/Statement").valueStream())
        .singleElement()
        .satisfies(trust -> {
          assertThat(Deployment.shown(trust.at("/Principal/AWS")))
              .isEqualTo("arn:${AWS::Partition}:iam::111122223333:root");
          assertThat(
                  RoleStatement.each(trust.at("/Condition/ArnEquals").path("aws:PrincipalArn"))
                      .map(Deployment::shown))
              .containsExactly(
                  HUBS + "requests", HUBS + "reads", HUBS + "activate", HUBS + "issue-credentials");
          assertThat(trust.at("/Condition/StringEquals").path("sts:ExternalId").asString())
              .isEqualTo("hallpass-9b1e77a0");
        });
  }

  @Test
  void onlyTheFunctionsThatReadGroupsMayAssumeItAndTheirRolesAreKnownThere() {
    Deployment hub = Synthesis.synthesize(folder, withGroups());

    assertThat(hub.permissions().filter(HallpassDirectoryTest::isForTheRole)).hasSize(4);
    for (String reader : List.of("Requests", "Reads", "Activate", "IssueCredentials")) {
      assertThat(hub.permissions(reader))
          .filteredOn(HallpassDirectoryTest::isForTheRole)
          .singleElement()
          .satisfies(right -> {
            assertThat(right.actions()).containsExactly("sts:AssumeRole");
            assertThat(
                    right
                        .statement()
                        .at("/Condition/StringEquals")
                        .path("sts:ExternalId")
                        .asString())
                .isEqualTo("hallpass-9b1e77a0");
          });
    }
    assertThat(hub.properties("AWS::IAM::Role").values())
        .extracting(role -> role.path("RoleName").asString(""))
        .contains(
            "hallpass-requests",
            "hallpass-reads",
            "hallpass-activate",
            "hallpass-issue-credentials");
  }

  @Test
  void whereAdminsOrCallersAreLookedUpCommandsReadsTooAndIsTrusted() {
    Catalog catalog = withGroups();
    Catalog admins =
        new Catalog(
            with(catalog.settings(), "adminGroups", List.of(new GroupName("security"))),
            catalog.entitlements(),
            catalog.digest());

    assertThat(DirectoryRole.readers(admins.settings(), Synthesis.PLAIN)).contains("Commands");
    assertThat(template(admins.settings()).toString()).contains("hallpass-commands");
    assertThat(Synthesis.synthesize(folder, admins).permissions("Commands"))
        .filteredOn(HallpassDirectoryTest::isForTheRole)
        .hasSize(1);
  }

  @Test
  void whoNamesNoIdentityStoreHasNoRightToReadOne(Deployment hub) {
    assertThat(hub.permissions()).noneMatch(HallpassDirectoryTest::isForTheRole);
  }

  private static boolean isForTheRole(RoleStatement statement) {
    return statement.resources().stream()
        .map(Deployment::shown)
        .anyMatch(resource -> resource.endsWith("hallpass-directory"));
  }

  private static JsonNode role() {
    return template()
        .path("Resources")
        .valueStream()
        .filter(one -> one.path("Type").asString().equals("AWS::IAM::Role"))
        .findFirst()
        .orElseThrow()
        .path("Properties");
  }

  private static JsonNode template() {
    return template(withGroups().settings());
  }

  private static JsonNode template(Settings settings) {
    return JsonMapper.shared()
        .valueToTree(
            Template.fromStack(
                    new HallpassDirectory(
                        new App(),
                        HUB,
                        STORE,
                        DirectoryRole.readers(settings, Synthesis.PLAIN),
                        Conventions.NONE))
                .toJSON());
  }

  private static Catalog withGroups() {
    Catalog catalog = CompiledCatalog.of(Synthesis.PROJECT).catalog();
    return new Catalog(
        with(catalog.settings(), "identityStore", Optional.of(STORE)),
        catalog.entitlements(),
        catalog.digest());
  }
}
