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
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The table of the ledger. It is written only by PartiQL `INSERT`, which cannot replace an item
/// and has an IAM action of its own, and read only by `Query`.
record EntryTable(DynamoDbClient client, String name) {

  /// Adds an entry with its attributes for the indexes.
  ///
  /// @return whether it is in its place now; not if another writer took that
  /// @throws OutcomeUnknown if that is unknown
  boolean insert(StoredEntry entry, Map<String, AttributeValue> indexed) {
    Map<String, AttributeValue> item = new TreeMap<>(Items.item(entry));
    item.putAll(indexed);
    try {
      insert(item);
      return true;
    } catch (DuplicateItemException _) {
      // The SDK retries after a lost answer, so this very entry may be in the place already.
      return at(entry).filter(entry::equals).isPresent();
    } catch (SdkException failure) {
      return at(entry)
          .orElseThrow(() -> new OutcomeUnknown("append to " + entry.grant(), failure))
          .equals(entry);
    }
  }

  private void insert(Map<String, AttributeValue> item) {
    List<String> names = List.copyOf(item.keySet());
    String members =
        names.stream().map("'%s': ?"::formatted).reduce((a, b) -> a + ", " + b).orElseThrow();
    client.executeStatement(statement ->
        statement
            .statement("INSERT INTO \"%s\" VALUE {%s}".formatted(name, members))
            .parameters(names.stream().map(item::get).toList()));
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

  /// The chains with the newest entries under a key of the index of requesters, newest first.
  List<String> newest(AttributeValue requester, Instant since, int limit) {
    return chains(
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

  /// The chains of the entries that a query finds, each once.
  List<String> chains(Consumer<QueryRequest.Builder> request, int limit) {
    return query(request, limit).stream()
        .map(item -> Items.text(item, "grant"))
        .distinct()
        .toList();
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
