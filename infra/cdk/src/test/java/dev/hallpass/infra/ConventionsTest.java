package dev.hallpass.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.catalog.Installation.Conventions;
import dev.hallpass.catalog.Installation.Subnets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an organization demands is so in each stack.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class ConventionsTest {

  private static final String KEY =
      "arn:aws:kms:eu-central-1:111122223333:key/0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b";

  /// All that an organization can demand.
  static final Conventions ALL =
      new Conventions(
          Optional.of("acme"),
          Map.of("cost-centre", "4711", "owner", "platform@example.com"),
          Optional.of("team/acme-boundary"),
          "/acme/iam/",
          Optional.of(KEY),
          Optional.of(
              new Subnets(List.of("subnet-0a1b2c3d", "subnet-0a1b2c3e"), List.of("sg-0a1b2c3d"))),
          false,
          List.of("vpce-0a1b2c3d", "vpce-0a1b2c3e"),
          false,
          true);

  private static final String ROLE = "AWS::IAM::Role";

  private Deployment hub;

  @BeforeAll
  void synthesize(@TempDir Path folder) {
    hub = Synthesis.synthesize(folder, ALL);
  }

  @Test
  void theOrganizationsPolicyBoundsEachRoleThatHasNoCeiling() {
    assertThat(roles().filter(role -> !isEntitlements(role)))
        .hasSizeGreaterThan(20)
        .allSatisfy(role ->
            assertThat(Deployment.shown(role.path("PermissionsBoundary")))
                .matches(
                    "arn:\\$\\{AWS::Partition}:iam::(\\$\\{AWS::AccountId}|[0-9]{12}):policy/team/acme-boundary"));
    assertThat(roles().filter(ConventionsTest::isEntitlements))
        .isNotEmpty()
        .allSatisfy(role -> assertThat(role.at("/PermissionsBoundary/Ref").isString()).isTrue());
  }

  @Test
  void eachOfTheseRolesHasTheOrganizationsPath() {
    assertThat(roles().filter(role -> !isEntitlements(role)))
        .filteredOn(role -> !role.path("RoleName").asString("").equals("hallpass-provisioner"))
        .allSatisfy(role -> assertThat(role.path("Path").asString()).isEqualTo("/acme/iam/"));
    assertThat(roles())
        .filteredOn(role -> role.path("RoleName").asString("").equals("hallpass-provisioner"))
        .singleElement()
        .satisfies(provisioner -> assertThat(provisioner.has("Path")).isFalse());
  }

  @Test
  void whatNamesARoleOfTheHubNamesItsPathToo() {
    String hubs = "role/acme/iam/hallpass-";

    assertThat(hub.target().template().toString())
        .contains(hubs + "activate", hubs + "issue-credentials")
        .doesNotContain("role/hallpass-");
    assertThat(hub.archive().template().toString())
        .contains(hubs + "sign-checkpoint")
        .doesNotContain("role/hallpass-");
    assertThat(hub.properties("AWS::Events::EventBusPolicy").toString())
        .contains("role/acme/iam/hallpass-calls-*");
    String account = "arn:${AWS::Partition}:iam::${AWS::AccountId}:";
    assertThat(hub.permissions("FindDrift"))
        .filteredOn(statement -> statement.actions().contains("iam:GetRole"))
        .flatExtracting(RoleStatement::resources)
        .extracting(Deployment::shown)
        .containsExactlyInAnyOrder(
            account + "role/acme/iam/hallpass-*",
            account + "role/acme/iam/${AWS::StackName}-*",
            account + "role/hallpass/*");
  }

  @Test
  void eachStackHasTheOrganizationsTags() {
    assertThat(
            Stream.of(
                    "",
                    "assembly-HallpassTarget",
                    "assembly-HallpassCalls",
                    "assembly-HallpassArchive")
                .flatMap(this::stacks))
        .hasSizeGreaterThan(3)
        .allSatisfy(stack ->
            assertThat(stack.at("/properties/tags").toString())
                .contains(
                    "\"application\":\"hallpass\"",
                    "\"cost-centre\":\"4711\"",
                    "\"owner\":\"platform@example.com\""));
  }

  @Test
  void theOrganizationsKeyEncryptsLogsAndAlarms() {
    assertThat(hub.properties("AWS::Logs::LogGroup").values())
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log.path("KmsKeyId").asString()).isEqualTo(KEY));
    assertThat(hub.properties("AWS::SNS::Topic").values())
        .hasSize(2)
        .allSatisfy(topic ->
            assertThat(topic.path("KmsMasterKeyId").toString())
                .contains("0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b"));
    assertThat(hub.properties("AWS::KMS::Key").values())
        .extracting(key -> key.path("KeySpec").asString(""))
        .containsExactlyInAnyOrder("ECC_NIST_P256", "ECC_NIST_EDWARDS25519");
  }

  @Test
  void theDashboardShowsAlarmsFirst() {
    String body = hub.only("AWS::CloudWatch::Dashboard").at("/Properties").toString();
    List<String> titles =
        Pattern.compile("\\\\\"title\\\\\":\\\\\"(.*?)\\\\\"")
            .matcher(body)
            .results()
            .map(title -> title.group(1))
            .toList();

    assertThat(titles.getFirst()).isEqualTo("Alarms");
    assertThat(titles)
        .contains(
            "Grants",
            "Commands and decisions",
            "Mails",
            "API",
            "Errors",
            "Ledger: throttled, broken",
            "Authority refused",
            "Break-glass",
            "Drift",
            "Refused by AWS",
            "AWS fails or throttles",
            "Clean-up",
            "Clean-up for workflows",
            "Ends: milliseconds until the policy is gone",
            "Notifications: milliseconds behind the ledger");
  }

  @Test
  void theFunctionsRunInTheNetworkAndCannotUseItsInterfacesThemselves() {
    assertThat(hub.properties("AWS::Lambda::Function").values())
        .isNotEmpty()
        .allSatisfy(function ->
            assertThat(function.path("VpcConfig"))
                .isEqualTo(
                    JsonMapper.shared()
                        .readTree(
                            """
                            {"SubnetIds": ["subnet-0a1b2c3d", "subnet-0a1b2c3e"],
                             "SecurityGroupIds": ["sg-0a1b2c3d"]}
                            """)));
    assertThat(hub.permissions("Reads"))
        .filteredOn(statement -> statement.actions().contains("ec2:CreateNetworkInterface"))
        .extracting(statement -> statement.statement().path("Effect").asString())
        .containsExactlyInAnyOrder("Allow", "Deny");
  }

  @Test
  void withoutAFirewallNothingOfItIsThereAndLinksHaveTheirMark() {
    assertThat(hub.template().toString())
        .doesNotContain("AWS::WAFv2::", "AWS/WAFV2", "DecisionsFlooded");
    assertThat(hub.function("SeekAnswers").at("/Environment/Variables").has("POSTMARK")).isTrue();
  }

  @Test
  void thePrivateApiIsReachedByItsEndpointsAlone() {
    JsonNode api = hub.only("AWS::ApiGateway::RestApi").path("Properties");

    assertThat(api.path("EndpointConfiguration"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Types": ["PRIVATE"], "VpcEndpointIds": ["vpce-0a1b2c3d", "vpce-0a1b2c3e"]}
                    """));
    assertThat(api.at("/Policy/Statement").valueStream())
        .filteredOn(
            statement -> statement.path("Sid").asString().equals("NobodyBesideTheEndpoints"))
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.path("Effect").asString()).isEqualTo("Deny");
          assertThat(statement.path("Resource").asString()).isEqualTo("execute-api:/*");
          assertThat(statement.at("/Condition/StringNotEquals/aws:SourceVpce").toString())
              .isEqualTo("[\"vpce-0a1b2c3d\",\"vpce-0a1b2c3e\"]");
        });
    assertThat(Deployment.shown(hub.template().at("/Outputs/Url/Value")))
        .isEqualTo(
            "https://${ApiHallpass}-vpce-0a1b2c3d.execute-api.${AWS::Region}.${AWS::URLSuffix}/live");
  }

  @Test
  void theLogRoleThatTheAccountHasStays() {
    assertThat(hub.properties("AWS::ApiGateway::Account")).isEmpty();
  }

  @Test
  void theRolesOfTheOrganizationsBootstrapDeploy() {
    assertThat(hub.template().toString())
        .contains("cdk-acme-cfn-exec-role-")
        .doesNotContain("cdk-hallpass-");
    assertThat(stacks("").findFirst().orElseThrow().toString())
        .contains("cdk-acme-deploy-role-")
        .doesNotContain("cdk-hallpass-");
  }

  private Stream<JsonNode> roles() {
    return Stream.of(hub, hub.target(), hub.archive(), hub.calls("444455556666"))
        .flatMap(stack -> stack.properties(ROLE).values().stream());
  }

  private static boolean isEntitlements(JsonNode role) {
    return role.path("Path").asString("").equals("/hallpass/");
  }

  private Stream<JsonNode> stacks(String stage) {
    return JsonMapper.shared()
        .readTree(hub.folder().resolve("cdk.out").resolve(stage).resolve("manifest.json"))
        .path("artifacts")
        .valueStream()
        .filter(one -> one.path("type").asString().equals("aws:cloudformation:stack"));
  }
}
