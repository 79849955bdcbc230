package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.condition.TicketsContract;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The open tickets in a DynamoDB table keep to the contract.
class DynamoDbTicketsTest extends TicketsContract {

  private static final AttributeValue PEOPLE =
      AttributeValue.fromSs(List.of("Alice@example.com", "bob@example.com"));
  private static final AttributeValue ENTITLEMENTS =
      AttributeValue.fromSs(List.of("read-things", "read-log-group"));
  private static final AttributeValue UNTIL = AttributeValue.fromS("2026-11-30T18:00:00Z");

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @Override
  protected Tickets with(String... open) {
    // Each tracker of a test has a table of its own.
    String table = "tickets-%d".formatted(engine.client().listTables().tableNames().size());
    makeTable(table);
    for (String ticket : open) {
      put(
          table,
          Map.of(
              "ticket", AttributeValue.fromS(ticket),
              "title", AttributeValue.fromS("The shop is down"),
              "people", PEOPLE,
              "entitlements", ENTITLEMENTS,
              "until", UNTIL));
    }
    return new DynamoDbTickets(engine.client(), table);
  }

  private void put(String table, Map<String, AttributeValue> item) {
    engine.client().putItem(put -> put.tableName(table).item(item));
  }

  @ParameterizedTest
  @ValueSource(strings = {"people", "entitlements", "until"})
  void anItemThatDoesNotSayAllOfItOpensNothing(String missing) {
    Map<String, AttributeValue> item =
        new TreeMap<>(Map.of("people", PEOPLE, "entitlements", ENTITLEMENTS, "until", UNTIL));
    item.put("ticket", AttributeValue.fromS("INC-1"));
    item.remove(missing);
    Tickets tickets = with();
    put("tickets-0", item);

    assertThat(
            tickets
                .find("INC-1")
                .filter(
                    open -> open.covers(ALICE, new EntitlementId("read-things"), Instant.EPOCH)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-11-30", ""})
  void anItemWithAnotherTimeOpensNothing(String until) {
    Tickets tickets = with();
    put(
        "tickets-0",
        Map.of(
            "ticket",
            AttributeValue.fromS("INC-1"),
            "people",
            PEOPLE,
            "entitlements",
            ENTITLEMENTS,
            "until",
            AttributeValue.fromS(until)));

    assertThat(tickets.find("INC-1")).isEmpty();
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  @Test
  void aTableThatDoesNotAnswerLeavesItUnknown() {
    Tickets tickets = new DynamoDbTickets(engine.client(), "nowhere");

    assertThatThrownBy(() -> tickets.find("INC-1")).isInstanceOf(OutcomeUnknown.class);
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
