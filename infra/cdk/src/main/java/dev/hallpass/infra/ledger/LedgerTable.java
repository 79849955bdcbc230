package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The append-only table of what happened to each grant. Entries can be added and read; nobody may
/// change or remove one.
///
/// It has a fixed name and stays when the stack goes, so that a stack deployed anew finds it: by
/// `cdk deploy --import-existing-resources`. Without that option the deployment stops and says that
/// the name is taken; it never begins a second history.
public final class LedgerTable extends Construct {

  private static final String NAME = "hallpass-ledger";

  /// The operations of DynamoDB that are ever called.
  public static final List<String> OPERATIONS = List.of("ExecuteStatement", "Query");

  private final TableV2 table;

  public LedgerTable(Construct scope) {
    super(scope, "Ledger");
    table =
        TableV2.Builder.create(this, "Entries")
            .tableName(NAME)
            .partitionKey(text("grant"))
            .sortKey(Attribute.builder().name("sequence").type(AttributeType.NUMBER).build())
            .globalSecondaryIndexes(
                List.of(
                    index("requester", "requestedAt"),
                    index("approver", "answerBy"),
                    index("due", "dueAt", "dueKind")))
            .billing(Billing.onDemand())
            .dynamoStream(StreamViewType.NEW_AND_OLD_IMAGES)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            // A key of our own could be disabled or deleted, and the whole history with it. Nobody,
            // no administrator either, can do that to a key that AWS manages.
            .encryption(TableEncryptionV2.awsManagedKey())
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .resourcePolicy(nothingIsChangedOrRemoved())
            .build();
  }

  public String name() {
    return table.getTableName();
  }

  /// Lets functions read a grant's entries.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      tellNameTo(handler);
      handler.allow(List.of("dynamodb:Query"), List.of(table.getTableArn()));
    }
  }

  /// Lets functions read a grant's entries and add to them. `PartiQLInsert` never overwrites an
  /// entry, while no condition of IAM keeps `PutItem` from it (source: actions and condition keys
  /// of DynamoDB).
  public void openTo(Handler... handlers) {
    for (Handler handler : handlers) {
      tellNameTo(handler);
      handler.allow(
          List.of("dynamodb:PartiQLInsert", "dynamodb:Query"), List.of(table.getTableArn()));
    }
  }

  /// Lets a function see what protects the table, and what its stream is called.
  public void describableBy(Handler handler) {
    handler.allow(
        List.of("dynamodb:DescribeTable", "dynamodb:GetResourcePolicy"),
        List.of(table.getTableArn()));
  }

  /// Lets functions that may read grants find those that somebody requested.
  public void requestsListableBy(Handler... handlers) {
    indexReadableBy("requester", handlers);
  }

  /// Lets functions that may read grants find those that somebody is asked about.
  public void questionsListableBy(Handler... handlers) {
    indexReadableBy("approver", handlers);
  }

  /// Lets functions that may read grants find those on which something is due.
  public void duesListableBy(Handler... handlers) {
    indexReadableBy("due", handlers);
  }

  /// Lets a function be handed the entries that are new: Lambda reads the stream by the function's
  /// role.
  void followableBy(Handler handler) {
    following().forEach(handler::allow);
  }

  /// What it takes to read the stream, by whichever role. Two read it, and DynamoDB serves no more
  /// than two (source: DynamoDB Streams, reading a shard).
  List<PolicyStatement> following() {
    return List.of(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"))
            .resources(List.of(streamArn()))
            .build(),
        // It names no stream, so nothing narrower allows it.
        PolicyStatement.Builder.create()
            .actions(List.of("dynamodb:ListStreams"))
            .resources(List.of("*"))
            .build());
  }

  /// Tells of each change to an entry.
  String streamArn() {
    return Objects.requireNonNull(table.getTableStreamArn());
  }

  /// What DynamoDB counts of one of its operations.
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

  /// Holds for everybody, whatever their own policies say. Transactions are made of these actions
  /// too. `UpdateTable` and `PutResourcePolicy` are not among them: without them no later version
  /// of the stack could be deployed.
  private static PolicyDocument nothingIsChangedOrRemoved() {
    return PolicyDocument.Builder.create()
        .statements(
            List.of(
                PolicyStatement.Builder.create()
                    .sid("NothingIsChangedOrRemoved")
                    .effect(Effect.DENY)
                    .principals(List.of(new AnyPrincipal()))
                    .actions(
                        List.of(
                            "dynamodb:BatchWriteItem",
                            "dynamodb:DeleteItem",
                            "dynamodb:DeleteTable",
                            "dynamodb:PartiQLDelete",
                            "dynamodb:PartiQLUpdate",
                            "dynamodb:PutItem",
                            "dynamodb:UpdateItem",
                            "dynamodb:UpdateTimeToLive"))
                    // In a table's own policy this is that table; naming it would be a circle.
                    .resources(List.of("*"))
                    .build()))
        .build();
  }

  /// An index over the few entries that carry its attributes.
  ///
  /// @param more members of the entries that it holds besides the keys
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
