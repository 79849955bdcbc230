package dev.hallpass.adapters.dynamodb;

import dev.hallpass.access.Obstacle;
import dev.hallpass.access.Obstacles;
import dev.hallpass.identity.AccountId;
import dev.hallpass.port.OutcomeUnknown;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What keeps accounts from opening access, as items of a DynamoDB table: of an `account` its
/// `obstacle`, and `until` when the item counts.
public final class DynamoDbObstacles implements Obstacles {

  private static final String ACCOUNT = "account";
  private static final String OBSTACLE = "obstacle";
  private static final String UNTIL = "until";
  private static final AttributeValue MISSING = AttributeValue.fromS("");

  private final DynamoDbClient client;
  private final String table;

  /// @param table the table with the partition key `account`, a string
  public DynamoDbObstacles(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<Obstacle> in(AccountId account, Instant now) {
    try {
      return obstacle(
          client
              .getItem(get ->
                  get.tableName(table).key(Map.of(ACCOUNT, AttributeValue.fromS(account.value()))))
              .item(),
          now);
    } catch (SdkException failure) {
      throw new OutcomeUnknown(
          "read what keeps %s from opening access".formatted(account), failure);
    }
  }

  @Override
  public void note(AccountId account, Obstacle obstacle, Instant until) {
    try {
      client.putItem(put ->
          put.tableName(table)
              .item(
                  Map.of(
                      ACCOUNT, AttributeValue.fromS(account.value()),
                      OBSTACLE, AttributeValue.fromS(obstacle.name()),
                      UNTIL, AttributeValue.fromS(until.toString()))));
    } catch (SdkException failure) {
      throw new OutcomeUnknown(
          "note what keeps %s from opening access".formatted(account), failure);
    }
  }

  /// An item that another build wrote in other words says nothing.
  private static Optional<Obstacle> obstacle(Map<String, AttributeValue> item, Instant now) {
    return isOver(text(item, UNTIL), now)
        ? Optional.empty()
        : Stream.of(Obstacle.values())
            .filter(one -> one.name().equals(text(item, OBSTACLE)))
            .findFirst();
  }

  private static boolean isOver(String until, Instant now) {
    try {
      return !now.isBefore(Instant.parse(until));
    } catch (DateTimeException _) {
      return true;
    }
  }

  private static String text(Map<String, AttributeValue> item, String member) {
    return Optional.ofNullable(item.getOrDefault(member, MISSING).s()).orElse("");
  }
}
