package dev.hallpass.adapters.dynamodb;

import dev.hallpass.catalog.Tickets;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The open tickets as items of a DynamoDB table: a ticket is open while its item exists. An
/// integration of the tracker writes and deletes the items; Hallpass only reads them.
public final class DynamoDbTickets implements Tickets {

  private static final String KEY = "ticket";

  private final DynamoDbClient client;
  private final String table;

  /// @param table the table with the partition key `ticket`, a string
  public DynamoDbTickets(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public boolean isOpen(String ticket) {
    try {
      return client
          .getItem(get ->
              get.tableName(table)
                  .key(Map.of(KEY, AttributeValue.fromS(ticket)))
                  // A consistent read: a ticket that was just closed is closed.
                  .consistentRead(true)
                  .projectionExpression(KEY))
          .hasItem();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("look up a ticket", failure);
    }
  }
}
