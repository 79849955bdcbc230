package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Examples.NOON;
import static dev.hallpass.grant.Examples.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.access.Obstacle;
import dev.hallpass.access.Obstacles;
import dev.hallpass.access.ObstaclesContract;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The obstacles in a DynamoDB table keep to the contract.
class DynamoDbObstaclesTest extends ObstaclesContract {

  private static final String TABLE = "obstacles";

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @Override
  protected Obstacles empty() {
    engine
        .client()
        .createTable(table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("account")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder()
                        .attributeName("account")
                        .keyType(KeyType.HASH)
                        .build()));
    return new DynamoDbObstacles(engine.client(), TABLE);
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"UNHEARD_OF,2026-11-30T18:00:00Z", "NO_ROOM,tomorrow", "NO_ROOM,''"})
  void anItemInOtherWordsSaysNothing(String obstacle, String until) {
    Obstacles obstacles = empty();
    engine
        .client()
        .putItem(put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "account", AttributeValue.fromS(TARGET.value()),
                        "obstacle", AttributeValue.fromS(obstacle),
                        "until", AttributeValue.fromS(until))));

    assertThat(obstacles.in(TARGET, NOON)).isEmpty();
  }

  @Test
  void aTableThatDoesNotAnswerLeavesItUnknown() {
    Obstacles obstacles = new DynamoDbObstacles(engine.client(), "nowhere");

    assertThatThrownBy(() -> obstacles.in(TARGET, NOON)).isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> obstacles.note(TARGET, Obstacle.NO_ROOM, NOON))
        .isInstanceOf(OutcomeUnknown.class);
  }
}
