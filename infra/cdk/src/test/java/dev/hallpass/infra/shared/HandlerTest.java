package dev.hallpass.infra.shared;

import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hallpass.catalog.Installation;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

@ExtendWith(Synthesis.class)
class HandlerTest {

  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String ALIAS = "AWS::Lambda::Alias";

  private static final String IAM = "arn:${AWS::Partition}:iam::${AWS::AccountId}:";

  private static final Set<String> READS_ROLES =
      Set.of(
          "iam:GetRole",
          "iam:GetRolePolicy",
          "iam:ListAttachedRolePolicies",
          "iam:ListRolePolicies");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Commands         | ACCOUNT CATALOG LEDGER_TABLE PARTITION PUBLIC_URL SEAL_KEY
          Requests         | ACCOUNT CATALOG LEDGER_TABLE OBSTACLES_TABLE PARTITION PUBLIC_URL SEAL_KEY STATE_MACHINE TICKETS_TABLE
          Reads            | ACCOUNT ARCHIVE CATALOG LEDGER_TABLE PARTITION PUBLIC_URL
          IssueCredentials | ACCOUNT CATALOG LEDGER_TABLE PARTITION PUBLIC_URL SEAL_KEY TICKETS_TABLE
          ShowDecision     | CATALOG LEDGER_TABLE
          Decide           | ACCOUNT CATALOG LEDGER_TABLE PARTITION SEAL_KEY
          SeekAnswers      | ARCHIVE CATALOG CONFIGURATION_SET LEDGER_TABLE POSTMARK PUBLIC_URL
          Activate         | ACCOUNT CATALOG LEDGER_TABLE PARTITION SEAL_KEY TICKETS_TABLE
          AwaitEnd         | CATALOG LEDGER_TABLE
          Retire           | ACCOUNT CATALOG LEDGER_TABLE PARTITION
          Reap             | ACCOUNT CATALOG LEDGER_TABLE OBSTACLES_TABLE PARTITION SEAL_KEY STATE_MACHINE TICKETS_TABLE
          Notify           | BUS CATALOG CONFIGURATION_SET LEDGER_TABLE SEAL_KEY
          NoteBounce       | CATALOG LEDGER_TABLE
          FindDrift        | CATALOG STACK
          SignCheckpoint   | ARCHIVE CATALOG LEDGER_STREAM LEDGER_TABLE LOG_KEY LOG_ORIGIN
          """)
  void isToldNothingButThis(String handler, String golden, Deployment deployment) {
    Set<String> variables = new TreeSet<>();
    deployment
        .function(handler)
        .at("/Environment/Variables")
        .propertyNames()
        .forEach(variables::add);

    assertThat(String.join(" ", variables)).isEqualTo(golden);
  }

  @Test
  void whoDecidesNeverCreatesAPolicy(Deployment deployment) {
    List<String> creators =
        deployment
            .permissions()
            .filter(HandlerTest::isOnPolicies)
            .map(RoleStatement::role)
            .distinct()
            .toList();
    List<String> deciders =
        deployment.properties("AWS::Lambda::Permission").values().stream()
            .filter(one -> one.path("Principal").asString().equals("apigateway.amazonaws.com"))
            .map(permission -> permission.at("/FunctionName/Ref").asString())
            .map(alias -> deployment.properties(ALIAS).get(alias))
            .map(alias -> deployment.behind(alias).at("/Role/Fn::GetAtt/0").asString())
            .toList();

    assertThat(creators).hasSize(3);
    assertThat(deciders).hasSize(18).doesNotContainAnyElementsOf(creators);
  }

  @Test
  void changesOnlyPoliciesOfHallpassAndWhatItsRolesAreDenied(Deployment deployment) {
    assertThat(deployment.permissions())
        .filteredOn(permission -> permission.actions().stream().anyMatch(HandlerTest::changesIam))
        .isNotEmpty()
        .allSatisfy(permission ->
            assertThat(permission.resources().stream().map(Deployment::shown))
                .allMatch(resource ->
                    resource.equals(IAM + "policy/hallpass/*")
                        || (resource.equals(IAM + "role/hallpass/*") && isBounded(permission))
                        || isOfPolicies(permission)));
  }

  /// Whether it changes nothing but roles that have a boundary to keep them narrow.
  private static boolean isBounded(RoleStatement permission) {
    return Deployment.shown(
            permission.statement().at("/Condition/StringLike/iam:PermissionsBoundary"))
        .equals(IAM + "policy/hallpass-ceiling/*");
  }

  /// Whether it takes nothing from anybody but policies of single grants.
  private static boolean isOfPolicies(RoleStatement permission) {
    return permission.actions().stream().allMatch(action -> action.startsWith("iam:Detach"))
        && permission.statement().path("Condition").toString().contains("policy/hallpass/*");
  }

  @Test
  void whoLooksForDriftChangesNothing(Deployment deployment) {
    assertThat(deployment.permissions("FindDrift"))
        .isNotEmpty()
        .flatExtracting(RoleStatement::actions)
        .allMatch(action -> action.matches("[a-z]+:(Describe|Get|List)[A-Za-z]+"));
  }

  @Test
  void onlyWhoLooksForDriftReadsOtherRolesThanThoseOfEntitlements(Deployment deployment) {
    assertThat(deployment.permissions())
        .filteredOn(permission -> permission.actions().stream().anyMatch(READS_ROLES::contains))
        .filteredOn(permission ->
            permission.resources().stream()
                .map(Deployment::shown)
                .anyMatch(resource -> !resource.equals(IAM + "role/hallpass/*")))
        .isNotEmpty()
        .isSubsetOf(deployment.permissions("FindDrift"));
  }

  @Test
  void isCalledByItsAliasOnly(Deployment deployment) {
    assertThat(deployment.properties("AWS::Lambda::Permission").values())
        .isNotEmpty()
        .extracting(permission -> permission.at("/FunctionName/Ref").asString())
        .isSubsetOf(deployment.properties(ALIAS).keySet());
  }

  @Test
  void keepsEachVersionThatWasLive(Deployment deployment) {
    assertThat(deployment.properties(ALIAS).values())
        .hasSize(15)
        .allSatisfy(alias -> {
          assertThat(alias.path("Name").asString()).isEqualTo("live");
          JsonNode version =
              deployment
                  .template()
                  .path("Resources")
                  .path(alias.at("/FunctionVersion/Fn::GetAtt/0").asString());
          assertThat(version.path("Type").asString()).isEqualTo("AWS::Lambda::Version");
          assertThat(version.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
        });
  }

  @Test
  void whatAsksApproversAndEndsAccessHasRoomWhenOthersAreFlooded(Deployment deployment) {
    assertThat(reserved(deployment))
        .containsOnly(
            entry("Requests", 5),
            entry("ShowDecision", 5),
            entry("Decide", 5),
            entry("SeekAnswers", 5),
            entry("Activate", 5),
            entry("AwaitEnd", 5),
            entry("Retire", 5),
            entry("Reap", 1),
            entry("SignCheckpoint", 1),
            entry("NoteBounce", 2));
  }

  @Test
  void theReservationsAndTheHundredThatAwsKeepsAreTheQuotaThatOneIsToldToHave(Deployment deployment)
      throws IOException {
    int quota = 100 + reserved(deployment).values().stream().mapToInt(calls -> calls).sum();

    assertThat(quota).isLessThanOrEqualTo(140);
    for (String file : List.of("infra/README.md", "infra/catalog/hallpass.yaml")) {
      assertThat(Files.readString(Synthesis.PROJECT.resolve(file))).as(file).contains("140");
    }
  }

  @Test
  void anAccountWithASmallQuotaReservesNothing(@TempDir Path folder) {
    Installation small = with(Synthesis.PLAIN, "reservesConcurrency", false);

    assertThat(reserved(Synthesis.synthesize(folder, small))).isEmpty();
  }

  private static Map<String, Integer> reserved(Deployment deployment) {
    Map<String, Integer> reserved = new TreeMap<>();
    deployment
        .properties(FUNCTION)
        .values()
        .forEach(function -> {
          String handler = function.path("Handler").asString();
          int calls = function.path("ReservedConcurrentExecutions").asInt(0);
          if (calls > 0) {
            reserved.put(handler.substring(handler.lastIndexOf('.') + 1), calls);
          }
        });
    return reserved;
  }

  @Test
  void hasARoleThatOthersKnowByNameWhereTheyMust(Deployment deployment) {
    assertThat(deployment.properties("AWS::IAM::Role").values())
        .extracting(role -> role.path("Path").asString("/") + role.path("RoleName").asString(""))
        .filteredOn(name -> !name.equals("/") && !name.startsWith("/hallpass/"))
        .containsExactlyInAnyOrder(
            "/hallpass-issue-credentials",
            "/hallpass-activate",
            "/hallpass-retire",
            "/hallpass-reap",
            "/hallpass-reads",
            "/hallpass-seek-answers",
            "/hallpass-sign-checkpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SeekAnswers", "Notify"})
  void mailsAsTheSenderOnly(String handler, Deployment deployment) {
    assertThat(deployment.permissions(handler))
        .filteredOn(permission -> permission.actions().contains("ses:SendEmail"))
        .singleElement()
        .satisfies(permission ->
            assertThat(
                    permission.statement().at("/Condition/StringEquals/ses:FromAddress").asString())
                .isEqualTo("hallpass@example.com"));
  }

  @Test
  void hasARoleOfItsOwn(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .extracting(function -> function.path("Role").toString())
        .hasSize(15)
        .doesNotHaveDuplicates();
  }

  @Test
  void logsToAGroupThatForgetsInTime(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .extracting(function -> function.at("/LoggingConfig/LogGroup/Ref").asString())
        .doesNotHaveDuplicates()
        .allMatch(group ->
            deployment
                    .properties("AWS::Logs::LogGroup")
                    .getOrDefault(group, MissingNode.getInstance())
                    .path("RetentionInDays")
                    .asInt(0)
                > 0);
  }

  @Test
  void isLoggedAsItWritesItsLines(Deployment deployment) {
    // Its lines are JSON; in the format JSON, Lambda would put each into a text of another object.
    assertThat(deployment.properties(FUNCTION).values())
        .allSatisfy(function ->
            assertThat(function.at("/LoggingConfig/LogFormat").asString("Text")).isEqualTo("Text"));
  }

  @Test
  void runsOnJava25(Deployment deployment) {
    assertThat(deployment.properties(FUNCTION).values())
        .allSatisfy(function -> {
          assertThat(function.path("Runtime").asString()).isEqualTo("java25");
          assertThat(function.path("Architectures").valueStream().map(JsonNode::asString))
              .containsExactly("arm64");
        });
  }

  private static boolean isOnPolicies(RoleStatement permission) {
    return permission.actions().stream().anyMatch(HandlerTest::changesIam)
        || permission.resources().stream()
            .anyMatch(one -> one.toString().contains("hallpass-provisioner"));
  }

  private static boolean changesIam(String action) {
    return action.startsWith("iam:") && !action.matches("iam:(Get|List).*");
  }
}
