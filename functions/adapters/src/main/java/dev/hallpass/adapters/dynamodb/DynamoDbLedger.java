package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The ledger in a DynamoDB table. It writes only by PartiQL `INSERT`, which cannot replace an item
/// and has an IAM action of its own. It reads only by `Query`.
public final class DynamoDbLedger implements Ledger {

  private final DynamoDbClient client;
  private final String table;
  private final Build build;

  /// @param build the origin that new entries name
  public DynamoDbLedger(DynamoDbClient client, String table, Build build) {
    this.client = client;
    this.table = table;
    this.build = build;
  }

  @Override
  public History read(GrantId grant) {
    return chained(History.of(grant), stored(grant));
  }

  @Override
  public History readOn(History known) {
    if (known.entries().isEmpty()) {
      return read(known.grant());
    }
    Entry last = known.entries().getLast();
    List<StoredEntry> stored = stored(known.grant(), last.sequence());
    // If the last entry is not the known one, the whole chain is read.
    return stored.isEmpty() || !stored.getFirst().is(last)
        ? read(known.grant())
        : chained(known, stored.subList(1, stored.size()));
  }

  @Override
  public Optional<Doorbell> lastDoorbell(GrantId grant) {
    return stored(grant).reversed().stream()
        .flatMap(entry -> entry.doorbell().stream())
        .findFirst();
  }

  private static History chained(History before, List<StoredEntry> entries) {
    History history = before;
    for (StoredEntry entry : entries) {
      history = history.with(entry.entryBehind(history));
    }
    return history;
  }

  @Override
  public Optional<Entry> append(History history, GrantEvent event, Instant at) {
    StoredEntry mine = StoredEntry.behind(history, event, at, build);
    try {
      insert(mine, history, event, at);
      return Optional.of(mine.entryBehind(history));
    } catch (DuplicateItemException _) {
      // The SDK retries after a lost answer, so this very entry may be in the place already.
      return stored(history.grant(), history.next()).stream()
          .findFirst()
          .filter(mine::equals)
          .map(stored -> stored.entryBehind(history));
    } catch (SdkException failure) {
      List<StoredEntry> there = stored(history.grant(), history.next());
      if (there.isEmpty()) {
        throw new OutcomeUnknown("append to " + history.grant(), failure);
      }
      return Optional.of(there.getFirst())
          .filter(mine::equals)
          .map(stored -> stored.entryBehind(history));
    }
  }

  @Override
  public List<GrantId> requestedBy(Person requester, int limit) {
    return requestedSince(requester, Instant.EPOCH, limit);
  }

  @Override
  public List<GrantId> requestedSince(Person requester, Instant since, int limit) {
    return newest(Items.requester(requester), since, limit);
  }

  @Override
  public List<GrantId> glassBrokenBy(Person requester, int limit) {
    return newest(Items.glassBrokenBy(requester), Instant.EPOCH, limit);
  }

  /// @param requester a key of the index of requesters
  private List<GrantId> newest(AttributeValue requester, Instant since, int limit) {
    return grants(
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

  @Override
  public List<GrantId> soughtFrom(Person approver, Instant after) {
    return grants(
        query ->
            query
                .indexName("approver")
                .keyConditionExpression("approver = :approver AND answerBy > :after")
                .expressionAttributeValues(
                    Map.of(":approver", text(approver.email()), ":after", text(Json.text(after)))),
        Integer.MAX_VALUE);
  }

  @Override
  public List<Due> due(Instant after, Instant until) {
    // `BETWEEN` has no open end, and times have at most milliseconds.
    Instant from = after.plusMillis(1);
    return Items.day(from)
        .datesUntil(Items.day(until).plusDays(1))
        .flatMap(day -> due(day, from, until).stream())
        .toList();
  }

  private List<Due> due(LocalDate day, Instant from, Instant until) {
    return query(
            query ->
                query
                    .indexName("due")
                    .keyConditionExpression("#due = :day AND dueAt BETWEEN :from AND :until")
                    .expressionAttributeNames(Map.of("#due", "due"))
                    .expressionAttributeValues(
                        Map.of(
                            ":day", text(day.toString()),
                            ":from", text(Json.text(from)),
                            ":until", text(Json.text(until)))),
            Integer.MAX_VALUE)
        .stream()
        .map(Items::due)
        .toList();
  }

  /// The stored entries of a grant, oldest first and unchecked, for readers that check them
  /// themselves.
  ///
  /// @throws OutcomeUnknown if the ledger did not answer
  public List<StoredEntry> stored(GrantId grant) {
    // From the very first: an entry before the first one is out of place too.
    return stored(query ->
        query
            .keyConditionExpression("#grant = :grant")
            .expressionAttributeNames(Map.of("#grant", "grant"))
            .expressionAttributeValues(Map.of(":grant", text(grant.value()))));
  }

  private void insert(StoredEntry entry, History before, GrantEvent event, Instant at) {
    Map<String, AttributeValue> item = Items.item(entry);
    item.putAll(Items.indexed(before, event, at));
    List<String> names = List.copyOf(item.keySet());
    String members =
        names.stream().map("'%s': ?"::formatted).reduce((a, b) -> a + ", " + b).orElseThrow();
    client.executeStatement(statement ->
        statement
            .statement("INSERT INTO \"%s\" VALUE {%s}".formatted(table, members))
            .parameters(names.stream().map(item::get).toList()));
  }

  private List<StoredEntry> stored(GrantId grant, int from) {
    return stored(query ->
        query
            .keyConditionExpression("#grant = :grant AND #sequence >= :from")
            .expressionAttributeNames(Map.of("#grant", "grant", "#sequence", "sequence"))
            .expressionAttributeValues(
                Map.of(
                    ":grant",
                    text(grant.value()),
                    ":from",
                    AttributeValue.fromN(Integer.toString(from)))));
  }

  private List<StoredEntry> stored(Consumer<QueryRequest.Builder> which) {
    return query(which.andThen(query -> query.consistentRead(true)), Integer.MAX_VALUE).stream()
        .map(Items::entry)
        .toList();
  }

  private List<GrantId> grants(Consumer<QueryRequest.Builder> request, int limit) {
    return query(request, limit).stream()
        .map(item -> new GrantId(Items.text(item, "grant")))
        .distinct()
        .toList();
  }

  private List<Map<String, AttributeValue>> query(
      Consumer<QueryRequest.Builder> request, int limit) {
    QueryRequest.Builder query = QueryRequest.builder().tableName(table);
    request.accept(query);
    try {
      return client.queryPaginator(query.build()).items().stream().limit(limit).toList();
    } catch (SdkException failure) {
      throw new OutcomeUnknown("read the ledger", failure);
    }
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
