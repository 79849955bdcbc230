package dev.hallpass.adapters.dynamodb;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.catalog.condition.Ticket;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/// The open tickets as items of a DynamoDB table. An item says for which `people` and
/// `entitlements` (sets of strings) and `until` when (a time as in `2026-11-30T18:00:00Z`) its
/// ticket is open. An item that does not say all of it opens nothing. An integration of the tracker
/// writes and deletes the items; Hallpass only reads them.
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
  public Optional<Ticket> find(String ticket) {
    try {
      GetItemResponse answer =
          client.getItem(get ->
              get.tableName(table)
                  .key(Map.of(KEY, AttributeValue.fromS(ticket)))
                  // A consistent read: a ticket that was just closed is closed.
                  .consistentRead(true));
      return answer.hasItem() ? read(answer.item()) : Optional.empty();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("look up a ticket", failure);
    }
  }

  private static Optional<Ticket> read(Map<String, AttributeValue> item) {
    @Nullable AttributeValue until = item.get("until");
    if (until == null || until.s() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Ticket(
              texts(item, "people").map(Person::of).collect(toSet()),
              texts(item, "entitlements").map(EntitlementId::new).collect(toSet()),
              Instant.parse(until.s())));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Stream<String> texts(Map<String, AttributeValue> item, String member) {
    @Nullable AttributeValue value = item.get(member);
    return value == null || !value.hasSs() ? Stream.empty() : value.ss().stream();
  }
}
