package dev.hallpass.infra.ledger;

import dev.hallpass.infra.shared.Handler;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/// The table of open tickets. An integration of the tracker fills it; Hallpass only looks up a
/// ticket by its name.
///
/// It needs no backup: the integration fills a new table again.
public final class TicketsTable extends Construct {

  private final Table table;

  public TicketsTable(Construct scope) {
    super(scope, "Tickets");
    table =
        Table.Builder.create(this, "Open")
            .partitionKey(Attribute.builder().name("ticket").type(AttributeType.STRING).build())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .encryption(TableEncryption.AWS_MANAGED)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
  }

  public String name() {
    return table.getTableName();
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
}
