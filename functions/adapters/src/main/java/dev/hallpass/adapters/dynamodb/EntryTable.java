package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The table of the ledger. It is written only by PartiQL `INSERT`, which cannot replace an item
/// and has an IAM action of its own, and read only by `Query`.
record EntryTable(DynamoDbClient client, String name) {

  /// An entry with its attributes for the indexes.
  record Row(StoredEntry entry, Map<String, AttributeValue> indexed) {

    private Map<String, AttributeValue> item() {
      Map<String, AttributeValue> item = new TreeMap<>(Items.item(entry));
      item.putAll(indexed);
      return item;
    }
  }

  /// Adds entries of one chain, all of them or none.
  ///
  /// @return whether they are in their places now; not if another writer took one
  /// @throws OutcomeUnknown if that is unknown
  boolean insert(List<Row> rows) {
    // All of them or none are there, so one tells of all.
    StoredEntry first = rows.getFirst().entry();
    try {
      if (rows.size() == 1) {
        insert(rows.getFirst());
      } else {
        insertTogether(rows);
      }
      return true;
    } catch (DuplicateItemException _) {
      return isThere(first);
    } catch (TransactionCanceledException _) {
      return isThere(first);
    } catch (SdkException failure) {
      return at(first)
          .orElseThrow(() -> new OutcomeUnknown("append to " + first.grant(), failure))
          .equals(first);
    }
  }

  /// The SDK retries after a lost answer, so this very entry may be in its place already.
  private boolean isThere(StoredEntry entry) {
    return at(entry).filter(entry::equals).isPresent();
  }

  private void insert(Row row) {
    Map<String, AttributeValue> item = row.item();
    client.executeStatement(
        insert -> insert.statement(statement(item)).parameters(parameters(item)));
  }

  /// Needs no other permission than each insert by itself.
  private void insertTogether(List<Row> rows) {
    client.executeTransaction(transaction ->
        transaction.transactStatements(
            rows.stream()
                .map(Row::item)
                .map(item ->
                    ParameterizedStatement.builder()
                        .statement(statement(item))
                        .parameters(parameters(item))
                        .build())
                .toList()));
  }

  private String statement(Map<String, AttributeValue> item) {
    String members =
        item.keySet().stream()
            .map("'%s': ?"::formatted)
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    return "INSERT INTO \"%s\" VALUE {%s}".formatted(name, members);
  }

  private static List<AttributeValue> parameters(Map<String, AttributeValue> item) {
    return List.copyOf(item.values());
  }

  private Optional<StoredEntry> at(StoredEntry place) {
    return stored(place.grant(), place.sequence()).stream().findFirst();
  }

  /// All stored entries of a chain, oldest first and unchecked.
  ///
  /// @param chain the id of a grant or a person
  /// @throws OutcomeUnknown if the ledger did not answer
  List<StoredEntry> stored(String chain) {
    // From the very first: an entry before the first one is out of place too.
    return stored(query ->
        query
            .keyConditionExpression("#grant = :grant")
            .expressionAttributeNames(Map.of("#grant", "grant"))
            .expressionAttributeValues(Map.of(":grant", text(chain))));
  }

  /// The same from a sequence number on.
  List<StoredEntry> stored(String chain, int from) {
    return stored(query ->
        query
            .keyConditionExpression("#grant = :grant AND #sequence >= :from")
            .expressionAttributeNames(Map.of("#grant", "grant", "#sequence", "sequence"))
            .expressionAttributeValues(
                Map.of(
                    ":grant", text(chain), ":from", AttributeValue.fromN(Integer.toString(from)))));
  }

  private List<StoredEntry> stored(Consumer<QueryRequest.Builder> which) {
    return query(which.andThen(query -> query.consistentRead(true)), Integer.MAX_VALUE).stream()
        .map(Items::entry)
        .toList();
  }

  /// The newest items under a key of the index of requesters, newest first.
  ///
  /// @throws OutcomeUnknown if the ledger did not answer
  List<Map<String, AttributeValue>> newest(AttributeValue requester, Instant since, int limit) {
    return query(
        query ->
            query
                .indexName("requester")
                .keyConditionExpression("requester = :requester AND requestedAt > :since")
                .expressionAttributeValues(
                    Map.of(":requester", requester, ":since", text(Json.text(since))))
                .scanIndexForward(false)
                .limit(limit),
        limit);
  }

  /// The chains of entries, each once.
  static List<String> chains(List<Map<String, AttributeValue>> items) {
    return items.stream().map(item -> Items.text(item, "grant")).distinct().toList();
  }

  /// The items that a query finds.
  ///
  /// @throws OutcomeUnknown if the ledger did not answer
  List<Map<String, AttributeValue>> query(Consumer<QueryRequest.Builder> request, int limit) {
    QueryRequest.Builder query = QueryRequest.builder().tableName(name);
    request.accept(query);
    try {
      return client.queryPaginator(query.build()).items().stream().limit(limit).toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the ledger", failure);
    }
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
