package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// A table that the roles of integrations fill, or the clean-up does, and nobody else can.
///
/// It needs no backup: they fill a new table again.
public final class IntegrationTable extends Construct {

  private final Content content;
  private final Table table;

  /// The table of open tickets, which a tracker's integration fills.
  ///
  /// @param writers the ARN of the integration's role; if empty, nobody can write
  /// @param backupRoles the ARN of the role for backups; if empty, only deployments copy the table
  public static IntegrationTable ofTickets(
      Construct scope, List<String> writers, List<String> backupRoles) {
    return new IntegrationTable(scope, Content.TICKETS, writers, backupRoles);
  }

  /// The table of duties, which integrations of on-call systems fill.
  ///
  /// @param writers the ARNs of the integrations' roles
  /// @param backupRoles the ARN of the role for backups; if empty, only deployments copy the table
  public static IntegrationTable ofDuties(
      Construct scope, List<String> writers, List<String> backupRoles) {
    return new IntegrationTable(scope, Content.DUTIES, writers, backupRoles);
  }

  /// The table of what keeps accounts from opening access, which the clean-up fills.
  ///
  /// @param backupRoles the ARN of the role for backups; if empty, only deployments copy the table
  public static IntegrationTable ofObstacles(
      Construct scope, Handler cleanUp, List<String> backupRoles) {
    var obstacles =
        new IntegrationTable(scope, Content.OBSTACLES, List.of(cleanUp.roleArn()), backupRoles);
    obstacles.openTo("dynamodb:PutItem", cleanUp);
    return obstacles;
  }

  private IntegrationTable(
      Construct scope, Content content, List<String> writers, List<String> backupRoles) {
    super(scope, content.construct);
    this.content = content;
    table =
        content
            .keyed(Table.Builder.create(this, "Open"))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .encryption(TableEncryption.AWS_MANAGED)
            .removalPolicy(RemovalPolicy.RETAIN)
            .resourcePolicy(
                PolicyDocument.Builder.create()
                    .statements(
                        List.of(
                            onlyWrittenBy(writers),
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

  /// Lets a function read the protection of the table.
  public void describableBy(Handler handler) {
    handler.allow(
        List.of("dynamodb:DescribeTable", "dynamodb:GetResourcePolicy"),
        List.of(table.getTableArn()));
  }

  /// Lets functions look up what it has.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      openTo(content.reading, handler);
    }
  }

  private void openTo(String action, Handler handler) {
    handler.tell(content.variable, table.getTableName());
    handler.allow(List.of(action), List.of(table.getTableArn()));
  }

  /// Rules believe what it says, so who writes here can open access.
  private static PolicyStatement onlyWrittenBy(List<String> writers) {
    return new ResourceDenial(
            "OnlyTheIntegrationWrites",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem")
        .except(writers)
        .statement();
  }

  /// A table that others made anew under its name would have no policy. So deletion is denied too.
  private PolicyStatement onlyDeploymentsChangeTheTable() {
    return new ResourceDenial(
            "OnlyDeploymentsChangeTheTable",
            "dynamodb:AssociateTableReplica",
            "dynamodb:DeleteResourcePolicy",
            "dynamodb:DeleteTable",
            "dynamodb:DisableKinesisStreamingDestination",
            "dynamodb:EnableKinesisStreamingDestination",
            "dynamodb:PutResourcePolicy",
            "dynamodb:ReadDataForReplication",
            "dynamodb:ReplicateSettings",
            "dynamodb:UpdateContinuousBackups",
            "dynamodb:UpdateKinesisStreamingDestination",
            "dynamodb:UpdateTable",
            "dynamodb:UpdateTimeToLive",
            "dynamodb:WriteDataForReplication")
        .exceptDeployments(this)
        .statement();
  }

  /// What a table has.
  private enum Content {
    /// A ticket is looked up by its name.
    TICKETS("Tickets", "TICKETS_TABLE", "dynamodb:GetItem") {
      @Override
      Table.Builder keyed(Table.Builder table) {
        return table.partitionKey(text("ticket"));
      }
    },
    /// A duty may be several people's, each in an item of their own.
    DUTIES("Duties", "DUTIES_TABLE", "dynamodb:Query") {
      @Override
      Table.Builder keyed(Table.Builder table) {
        return table.partitionKey(text("duty")).sortKey(text("shift"));
      }
    },
    /// An account has one obstacle at a time.
    OBSTACLES("Obstacles", "OBSTACLES_TABLE", "dynamodb:GetItem") {
      @Override
      Table.Builder keyed(Table.Builder table) {
        return table.partitionKey(text("account"));
      }
    };

    private final String construct;
    private final String variable;
    private final String reading;

    Content(String construct, String variable, String reading) {
      this.construct = construct;
      this.variable = variable;
      this.reading = reading;
    }

    abstract Table.Builder keyed(Table.Builder table);

    private static Attribute text(String name) {
      return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
  }
}
