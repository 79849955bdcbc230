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

/// The table of open tickets. The role of the tracker's integration fills it, and nobody else can;
/// Hallpass only looks up a ticket by its name.
///
/// It needs no backup: the integration fills a new table again.
public final class TicketsTable extends Construct {

  private final Table table;

  /// @param writers the ARN of the integration's role; if empty, nobody can write
  /// @param backupRoles the ARN of the role for backups; if empty, only deployments copy the table
  public TicketsTable(Construct scope, List<String> writers, List<String> backupRoles) {
    super(scope, "Tickets");
    table =
        Table.Builder.create(this, "Open")
            .partitionKey(Attribute.builder().name("ticket").type(AttributeType.STRING).build())
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

  /// Lets functions look up a ticket.
  public void readableBy(Handler... handlers) {
    for (Handler handler : handlers) {
      handler.tell("TICKETS_TABLE", table.getTableName());
      handler.allow(List.of("dynamodb:GetItem"), List.of(table.getTableArn()));
    }
  }

  /// Automatic rules believe an open ticket, so who writes here can open access.
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
}
