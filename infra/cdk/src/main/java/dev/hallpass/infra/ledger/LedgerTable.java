package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.CfnGlobalTable;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The append-only table of the ledger. The functions that write can add entries; nobody can change
/// or remove one.
///
/// It has a fixed name, and stays when the stack is destroyed. A new stack finds it by `cdk deploy
/// --import-existing-resources`. Without that option, the deployment stops because the name exists.
/// It never begins a second history.
public final class LedgerTable extends Construct {

  private static final String NAME = "hallpass-ledger";

  /// The DynamoDB operations that Hallpass calls.
  public static final List<String> OPERATIONS = List.of("ExecuteStatement", "Query");

  private final TableV2 table;
  private final List<String> writers = new ArrayList<>();
  private final ResourceDenial nobodyElseInserts =
      new ResourceDenial("NobodyElseInserts", "dynamodb:PartiQLInsert");

  /// @param backupRoles the ARN of the role for backups; if empty, only deployments copy the table
  public LedgerTable(Construct scope, List<String> backupRoles) {
    super(scope, "Ledger");
    table =
        TableV2.Builder.create(this, "Entries")
            .tableName(NAME)
            .partitionKey(text("grant"))
            .sortKey(Attribute.builder().name("sequence").type(AttributeType.NUMBER).build())
            .globalSecondaryIndexes(
                List.of(
                    index("requester", "requestedAt", "precedent"),
                    index("approver", "answerBy"),
                    index("due", "dueAt", "dueKind")))
            .billing(Billing.onDemand())
            .dynamoStream(StreamViewType.NEW_AND_OLD_IMAGES)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            // Our own key could be disabled or deleted, and the whole history with it. Nobody, not
            // even an administrator, can do that to a key that AWS manages.
            .encryption(TableEncryptionV2.awsManagedKey())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .resourcePolicy(
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            nothingIsChangedOrRemoved(),
                            nobodyElseInserts.statement(),
                            onlyDeploymentsChangeTheTable(),
                            TableCopies.onlyBy(backupRoles, this)))
                    .build())
            .build();
  }

  public String name() {
    return table.getTableName();
  }

  public String arn() {
    return table.getTableArn();
  }

  /// Lets functions read a grant's entries.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      tellNameTo(handler);
      handler.allow(List.of("dynamodb:Query"), List.of(table.getTableArn()));
    }
  }

  /// Lets functions read a grant's entries and add to them. `PartiQLInsert` never overwrites an
  /// entry, but no IAM condition keeps `PutItem` from doing so (source: actions and condition keys
  /// of DynamoDB). The table denies it to everybody else.
  public void openTo(Handler... handlers) {
    for (Handler handler : handlers) {
      tellNameTo(handler);
      handler.allow(
          List.of("dynamodb:PartiQLInsert", "dynamodb:Query"), List.of(table.getTableArn()));
      writers.add(handler.roleArn());
    }
    nobodyElseInserts.except(writers);
  }

  /// Lets a function read the protection of the table and the name of its stream.
  public void describableBy(Handler handler) {
    handler.allow(
        List.of("dynamodb:DescribeTable", "dynamodb:GetResourcePolicy"),
        List.of(table.getTableArn()));
  }

  /// Lets functions that read grants find those of a requester.
  public void requestsListableBy(Handler... handlers) {
    indexReadableBy("requester", handlers);
  }

  /// Lets functions that read grants find those of an approver.
  public void questionsListableBy(Handler... handlers) {
    indexReadableBy("approver", handlers);
  }

  /// Lets functions that read grants find those that are due.
  public void duesListableBy(Handler... handlers) {
    indexReadableBy("due", handlers);
  }

  /// Lets a function receive the new entries. Lambda reads the stream with the function's role.
  void followableBy(Handler handler) {
    following().forEach(handler::allow);
  }

  /// Lets a function log all entries. It reads the stream each five minutes, and the whole table
  /// where the stream does not reach back far enough.
  void loggableBy(Handler handler) {
    tellNameTo(handler);
    handler.tell("LEDGER_STREAM", streamArn());
    // A restored table has the same ARN, and another id.
    handler.tell("LOG_ORIGIN", table.getTableArn() + "/" + resource().getAttrTableId());
    handler.allow(reading());
    handler.allow(List.of("dynamodb:Scan"), List.of(table.getTableArn()));
  }

  /// The permissions to follow the stream. Two readers do so all the time, and DynamoDB serves no
  /// more (source: DynamoDB Streams, reading a shard). The log's reader comes each five minutes; if
  /// it is throttled, it reads again.
  List<PolicyStatement> following() {
    return List.of(
        reading(),
        // This action takes no stream, so it cannot be narrower.
        PolicyStatement.Builder.create()
            .actions(List.of("dynamodb:ListStreams"))
            .resources(List.of("*"))
            .build());
  }

  private PolicyStatement reading() {
    return PolicyStatement.Builder.create()
        .actions(
            List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"))
        .resources(List.of(streamArn()))
        .build();
  }

  private CfnGlobalTable resource() {
    return (CfnGlobalTable) Objects.requireNonNull(table.getNode().getDefaultChild());
  }

  /// The changes of entries.
  String streamArn() {
    return Objects.requireNonNull(table.getTableStreamArn());
  }

  /// DynamoDB's metric of one operation.
  public Metric metric(String name, String operation) {
    return Metric.Builder.create()
        .namespace("AWS/DynamoDB")
        .metricName(name)
        .dimensionsMap(
            new TreeMap<>(Map.of("Operation", operation, "TableName", table.getTableName())))
        .build();
  }

  private void indexReadableBy(String index, Handler... handlers) {
    for (Handler handler : handlers) {
      handler.allow(List.of("dynamodb:Query"), List.of(table.getTableArn() + "/index/" + index));
    }
  }

  private void tellNameTo(Handler handler) {
    handler.tell("LEDGER_TABLE", table.getTableName());
  }

  /// Denies everybody, deployments too. Transactions consist of these actions as well. A replica of
  /// the table would be a second place to write entries (source: DynamoDB, security of
  /// multi-account global tables).
  private static PolicyStatement nothingIsChangedOrRemoved() {
    return new ResourceDenial(
            "NothingIsChangedOrRemoved",
            "dynamodb:AssociateTableReplica",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:DeleteTable",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PutItem",
            "dynamodb:ReadDataForReplication",
            "dynamodb:ReplicateSettings",
            "dynamodb:UpdateItem",
            "dynamodb:UpdateTimeToLive",
            "dynamodb:WriteDataForReplication")
        .statement();
  }

  /// Denies everybody else what changes the table and this policy.
  ///
  /// A table's policy cannot speak of global tables of the old version: `CreateGlobalTable` and
  /// `UpdateGlobalTable` (source: DynamoDB, API operations supported by resource-based policies).
  /// They need an empty table. Replicas of today are added by `UpdateTable`. Tags decide nothing
  /// here.
  private PolicyStatement onlyDeploymentsChangeTheTable() {
    return new ResourceDenial(
            "OnlyDeploymentsChangeTheTable",
            "dynamodb:DeleteResourcePolicy",
            "dynamodb:DisableKinesisStreamingDestination",
            "dynamodb:EnableKinesisStreamingDestination",
            "dynamodb:PutResourcePolicy",
            "dynamodb:UpdateContinuousBackups",
            "dynamodb:UpdateKinesisStreamingDestination",
            "dynamodb:UpdateTable")
        .exceptDeployments(this)
        .statement();
  }

  /// An index over the few entries with its attributes.
  ///
  /// @param more the members of an entry that it holds besides the keys
  private static GlobalSecondaryIndexPropsV2 index(String name, String sortedBy, String... more) {
    var index =
        GlobalSecondaryIndexPropsV2.builder()
            .indexName(name)
            .partitionKey(text(name))
            .sortKey(text(sortedBy));
    return more.length == 0
        ? index.projectionType(ProjectionType.KEYS_ONLY).build()
        : index.projectionType(ProjectionType.INCLUDE).nonKeyAttributes(List.of(more)).build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
