package dev.hallpass.infra.ledger;

import static dev.hallpass.infra.DeployedAccount.ADMINISTRATOR;
import static dev.hallpass.infra.DeployedAccount.DEPLOYING;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hallpass.emulator.policy.Context;
import dev.hallpass.infra.DeployedAccount;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.RoleStatement;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.reference.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class LedgerTableTest {

  private static final String TABLE = "AWS::DynamoDB::GlobalTable";

  private static final String A_LEDGER =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger";

  @Test
  void noRoleMayDoAnythingButInsertAndQuery(Deployment deployment) {
    List<RoleStatement> onTheLedger =
        deployment
            .permissions()
            .filter(
                permission -> permission.actions().stream().anyMatch(LedgerTableTest::isDynamoDbs))
            .filter(permission ->
                permission.resources().stream().anyMatch(LedgerTableTest::isTheLedger))
            .filter(permission -> !deployment.permissions("FindDrift").contains(permission))
            .filter(permission -> !deployment.permissions("SignCheckpoint").contains(permission))
            .toList();

    assertThat(onTheLedger)
        .isNotEmpty()
        .allSatisfy(permission ->
            // To list streams names no table.
            assertThat(permission.actions())
                .isSubsetOf("dynamodb:PartiQLInsert", "dynamodb:Query", "dynamodb:ListStreams"));
  }

  @Test
  void whoLooksForDriftSeesWhatProtectsItAndNoEntry(Deployment deployment) {
    assertThat(deployment.permissions("FindDrift"))
        .filteredOn(
            permission -> permission.actions().stream().anyMatch(LedgerTableTest::isDynamoDbs))
        .flatExtracting(RoleStatement::actions)
        .containsOnly("dynamodb:DescribeTable", "dynamodb:GetResourcePolicy");
  }

  @Test
  void whoSignsCheckpointsReadsEachEntryAndWritesNone(Deployment deployment) {
    assertThat(deployment.permissions("SignCheckpoint"))
        .flatExtracting(RoleStatement::actions)
        .filteredOn(LedgerTableTest::isDynamoDbs)
        .containsExactlyInAnyOrder(
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:Scan");
  }

  @Test
  void nobodyAtAllMayChangeOrRemoveAnEntry(Deployment deployment) {
    JsonNode statement = replica(deployment).at("/ResourcePolicy/PolicyDocument/Statement");

    assertThat(statement.valueStream())
        .filteredOn(deny -> !deny.has("Condition"))
        .singleElement()
        .satisfies(deny -> {
          assertThat(deny.path("Effect").asString()).isEqualTo("Deny");
          assertThat(deny.path("Principal").path("AWS").asString()).isEqualTo("*");
          assertThat(deny.path("Resource").asString()).isEqualTo("*");
          assertThat(new RoleStatement("everybody", deny).actions())
              .containsExactlyInAnyOrder(
                  "dynamodb:PutItem",
                  "dynamodb:UpdateItem",
                  "dynamodb:DeleteItem",
                  "dynamodb:BatchWriteItem",
                  "dynamodb:PartiQLUpdate",
                  "dynamodb:PartiQLDelete",
                  "dynamodb:UpdateTimeToLive",
                  "dynamodb:DeleteTable",
                  "dynamodb:AssociateTableReplica",
                  "dynamodb:ReadDataForReplication",
                  "dynamodb:ReplicateSettings",
                  "dynamodb:WriteDataForReplication");
        });
  }

  @Test
  void whoMayDoEverythingInTheAccountCannotInsert(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(
            List.of(
                ADMINISTRATOR,
                DEPLOYING,
                account.roleOf("Reads"),
                account.roleOf("ShowDecision"),
                account.roleOf("FindDrift"),
                account.roleOf("SignCheckpoint")))
        .noneMatch(role -> account.spares(role, "dynamodb:PartiQLInsert", account.ledger()));
  }

  @Test
  void theFunctionsThatWriteCanInsert(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.handlers())
        .filteredOn(handler ->
            account.lets(handler, "dynamodb:PartiQLInsert", account.ledger(), Context.empty()))
        .containsExactlyInAnyOrder(
            "Commands",
            "Requests",
            "Decide",
            "IssueCredentials",
            "SeekAnswers",
            "Activate",
            "AwaitEnd",
            "Retire",
            "Reap",
            "NoteBounce");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:DeleteResourcePolicy",
        "dynamodb:DisableKinesisStreamingDestination",
        "dynamodb:EnableKinesisStreamingDestination",
        "dynamodb:PutResourcePolicy",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateKinesisStreamingDestination",
        "dynamodb:UpdateTable"
      })
  void onlyADeploymentChangesTheTable(String action, Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(account.spares(DEPLOYING, action, account.ledger())).isTrue();
    assertThat(account.spares(ADMINISTRATOR, action, account.ledger())).isFalse();
    assertThat(account.spares(account.roleOf("Activate"), action, account.ledger())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dynamodb:CreateBackup",
        "dynamodb:ExportTableToPointInTime",
        "dynamodb:RestoreTableToPointInTime"
      })
  void onlyDeploymentsAndTheRoleForBackupsCopyATable(String action, @TempDir Path folder) {
    String backup = DeployedAccount.role("hallpass-backup");
    var account =
        new DeployedAccount(
            Synthesis.synthesize(folder, with(Synthesis.PLAIN, "backupRoles", List.of(backup))));

    assertThat(List.of(account.ledger(), account.tickets()))
        .allSatisfy(table -> {
          assertThat(account.spares(backup, action, table)).isTrue();
          assertThat(account.spares(DEPLOYING, action, table)).isTrue();
          assertThat(account.spares(ADMINISTRATOR, action, table)).isFalse();
          assertThat(account.spares(account.roleOf("Reads"), action, table)).isFalse();
        });
    assertThat(account.spares(backup, "dynamodb:UpdateContinuousBackups", account.ledger()))
        .isFalse();
    assertThat(account.spares(backup, "dynamodb:PartiQLInsert", account.ledger())).isFalse();
  }

  @Test
  void whereNoRoleIsNamedOnlyDeploymentsCopyIt(Deployment deployment) {
    var account = new DeployedAccount(deployment);

    assertThat(
            account.spares(
                DeployedAccount.role("hallpass-backup"), "dynamodb:CreateBackup", account.ledger()))
        .isFalse();
    assertThat(account.spares(ADMINISTRATOR, "dynamodb:Query", account.ledger())).isTrue();
  }

  @Test
  void itsPolicyNamesOnlyActionsOfATable(Deployment deployment) {
    assertThat(new DeployedAccount(deployment).ledger().actions())
        .isNotEmpty()
        .allMatch(LedgerTableTest::worksOnATable);
  }

  /// Whether AWS knows the action, and it needs nothing but a table or a stream of one.
  static boolean worksOnATable(String action) {
    return Reference.snapshot().action(action).stream()
        .flatMap(known -> known.uses().stream())
        .map(use -> use.type().name())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toSet(),
                types -> types.contains("table") && Set.of("table", "stream").containsAll(types)));
  }

  @Test
  void outlivesTheStackAndEveryMistake(Deployment deployment) {
    JsonNode table = deployment.only(TABLE);

    assertThat(table.path("DeletionPolicy").asString()).isEqualTo("Retain");
    assertThat(table.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
    assertThat(replica(deployment).path("DeletionProtectionEnabled").asBoolean()).isTrue();
    assertThat(
            replica(deployment)
                .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                .asBoolean())
        .isTrue();
  }

  @Test
  void isFoundAgainByItsName(Deployment deployment) {
    assertThat(deployment.only(TABLE).at("/Properties/TableName").asString())
        .isEqualTo("hallpass-ledger");
  }

  @Test
  void isUnderAKeyThatNobodyCanTakeAway(Deployment deployment) {
    assertThat(deployment.only(TABLE).at("/Properties/SSESpecification").toString())
        .isEqualTo("{\"SSEEnabled\":true,\"SSEType\":\"KMS\"}");
    assertThat(replica(deployment).has("SSESpecification")).isFalse();
  }

  @Test
  void tellsOfEveryChange(Deployment deployment) {
    assertThat(
            deployment.only(TABLE).at("/Properties/StreamSpecification/StreamViewType").asString())
        .isEqualTo("NEW_AND_OLD_IMAGES");
  }

  @Test
  void isFollowedByAsManyAsAShardOfItsStreamServes(Deployment deployment) {
    assertThat(
            Stream.concat(
                deployment.properties("AWS::Pipes::Pipe").values().stream()
                    .map(pipe -> pipe.path("Source")),
                deployment.properties("AWS::Lambda::EventSourceMapping").values().stream()
                    .map(mapping -> mapping.path("EventSourceArn"))))
        .filteredOn(LedgerTableTest::isItsStream)
        .hasSize(2);
  }

  @Test
  void neverForgetsByItself(Deployment deployment) {
    assertThat(deployment.only(TABLE).path("Properties").has("TimeToLiveSpecification")).isFalse();
  }

  @Test
  void isKeyedByGrantAndSequence(Deployment deployment) {
    JsonNode table = deployment.only(TABLE).path("Properties");

    assertThat(keys(table)).containsExactly("grant HASH", "sequence RANGE");
    assertThat(
            table
                .path("AttributeDefinitions")
                .valueStream()
                .map(one ->
                    one.path("AttributeName").asString()
                        + " "
                        + one.path("AttributeType").asString()))
        .containsExactlyInAnyOrder(
            "grant S",
            "sequence N",
            "requester S",
            "requestedAt S",
            "approver S",
            "answerBy S",
            "due S",
            "dueAt S");
  }

  @Test
  void findsGrantsByRequesterApproverAndWhatIsDue(Deployment deployment) {
    List<JsonNode> indexes =
        deployment.only(TABLE).at("/Properties/GlobalSecondaryIndexes").valueStream().toList();

    assertThat(indexes)
        .extracting(
            index -> index.path("IndexName").asString(),
            LedgerTableTest::keys,
            index -> index.at("/Projection/ProjectionType").asString())
        .containsExactlyInAnyOrder(
            tuple("requester", List.of("requester HASH", "requestedAt RANGE"), "INCLUDE"),
            tuple("approver", List.of("approver HASH", "answerBy RANGE"), "KEYS_ONLY"),
            tuple("due", List.of("due HASH", "dueAt RANGE"), "INCLUDE"));
  }

  private static JsonNode replica(Deployment deployment) {
    return deployment.only(TABLE).at("/Properties/Replicas/0");
  }

  private static List<String> keys(JsonNode owner) {
    return owner
        .path("KeySchema")
        .valueStream()
        .map(key -> key.path("AttributeName").asString() + " " + key.path("KeyType").asString())
        .toList();
  }

  /// Whether an action is one of DynamoDB's, or a pattern that some action of DynamoDB's fits.
  private static boolean isDynamoDbs(String action) {
    String service = action.toLowerCase(Locale.ROOT).split(":", 2)[0];
    return "dynamodb".matches(glob(service));
  }

  /// Whether a resource is the table, something below it, or a pattern that the table fits. A
  /// function of CloudFormation counts as the table if it speaks of it.
  private static boolean isTheLedger(JsonNode resource) {
    return resource.isString()
        ? A_LEDGER.matches(glob(resource.asString()))
        : resource.toString().contains("\"LedgerEntries") && !isItsStream(resource);
  }

  /// A stream is read only: it has no action that changes anything (source: actions of DynamoDB).
  private static boolean isItsStream(JsonNode resource) {
    return resource.at("/Fn::GetAtt/1").asString("").equals("StreamArn");
  }

  private static String glob(String pattern) {
    return ("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
  }
}
