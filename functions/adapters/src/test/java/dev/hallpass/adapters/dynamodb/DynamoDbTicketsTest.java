package dev.hallpass.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.catalog.Tickets;
import dev.hallpass.catalog.TicketsContract;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The open tickets in a DynamoDB table keep to the contract.
class DynamoDbTicketsTest extends TicketsContract {

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @Override
  protected Tickets with(String... open) {
    // Each tracker of a test has a table of its own.
    String table = "tickets-%d".formatted(engine.client().listTables().tableNames().size());
    makeTable(table);
    for (String ticket : open) {
      engine
          .client()
          .putItem(put ->
              put.tableName(table)
                  .item(
                      Map.of(
                          "ticket", AttributeValue.fromS(ticket),
                          "title", AttributeValue.fromS("The shop is down"))));
    }
    return new DynamoDbTickets(engine.client(), table);
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  @Test
  void aTableThatDoesNotAnswerLeavesItUnknown() {
    Tickets tickets = new DynamoDbTickets(engine.client(), "nowhere");

    assertThatThrownBy(() -> tickets.isOpen("INC-1")).isInstanceOf(OutcomeUnknown.class);
  }

  private void makeTable(String name) {
    engine
        .client()
        .createTable(table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("ticket")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName("ticket")
                        .keyType(KeyType.HASH)
                        .build()));
  }
}
