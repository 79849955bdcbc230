package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.adapters.dynamodb.EntryTable.text;

import dev.hallpass.adapters.dynamodb.EntryTable.Row;
import dev.hallpass.adapters.json.IndexKeys;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.ledger.Precedent;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The ledger in a DynamoDB table.
public final class DynamoDbLedger implements Ledger {

  private final EntryTable table;
  private final Build build;

  /// @param build the origin that new entries name
  public DynamoDbLedger(DynamoDbClient client, String table, Build build) {
    this.table = new EntryTable(client, table);
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
    List<StoredEntry> stored = table.stored(known.grant().value(), last.sequence());
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
  public Optional<History> append(History history, List<GrantEvent> events, Instant at) {
    List<Row> rows = new ArrayList<>();
    History after = history;
    for (GrantEvent event : events) {
      StoredEntry mine = StoredEntry.behind(after, event, at, build);
      rows.add(new Row(mine, Items.indexed(IndexKeys.of(after, event, at))));
      after = after.with(mine.entryBehind(after));
    }
    return table.insert(rows) ? Optional.of(after) : Optional.empty();
  }

  @Override
  public List<GrantId> requestedBy(Person requester, int limit) {
    return requestedSince(requester, Instant.EPOCH, limit);
  }

  @Override
  public List<GrantId> requestedSince(Person requester, Instant since, int limit) {
    return newest(text(IndexKeys.requester(requester)), since, limit);
  }

  @Override
  public List<Precedent> precedents(Person requester, EntitlementId entitlement, int limit) {
    return table
        .newest(text(IndexKeys.precedentsOf(requester, entitlement)), Instant.EPOCH, limit)
        .stream()
        .flatMap(item -> Items.precedent(item).stream())
        .toList();
  }

  @Override
  public List<GrantId> glassBrokenBy(Person requester, int limit) {
    return newest(text(IndexKeys.glassBrokenBy(requester)), Instant.EPOCH, limit);
  }

  /// @param requester a key of the index of requesters
  private List<GrantId> newest(AttributeValue requester, Instant since, int limit) {
    return grants(table.newest(requester, since, limit));
  }

  @Override
  public List<GrantId> soughtFrom(Person approver, Instant after) {
    return answerableAfter(approver.email(), after);
  }

  @Override
  public Set<GrantId> settledBefore(Instant after) {
    return Set.copyOf(answerableAfter(IndexKeys.SETTLED, after));
  }

  /// @param approver a key of the index of approvers
  private List<GrantId> answerableAfter(String approver, Instant after) {
    return grants(
        table.query(
            query ->
                query
                    .indexName("approver")
                    .keyConditionExpression("approver = :approver AND answerBy > :after")
                    .expressionAttributeValues(
                        Map.of(":approver", text(approver), ":after", text(Json.text(after)))),
            Integer.MAX_VALUE));
  }

  @Override
  public List<Instant> mailedTo(Person person, Instant since, int limit) {
    return table
        .query(
            query ->
                query
                    .indexName("approver")
                    .keyConditionExpression("approver = :mails AND answerBy > :since")
                    .expressionAttributeValues(
                        Map.of(
                            ":mails",
                            text(IndexKeys.mailsTo(person)),
                            ":since",
                            text(Json.text(since))))
                    .scanIndexForward(false)
                    .limit(limit),
            limit)
        .stream()
        .map(item -> Instant.parse(Items.text(item, "answerBy")))
        .toList();
  }

  @Override
  public List<Due> due(Instant after, Instant until) {
    // `BETWEEN` has no open end, and times have at most milliseconds.
    Instant from = after.plusMillis(1);
    return IndexKeys.day(from)
        .datesUntil(IndexKeys.day(until).plusDays(1))
        .flatMap(day -> due(day, from, until).stream())
        .toList();
  }

  private List<Due> due(LocalDate day, Instant from, Instant until) {
    return table
        .query(
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
    return table.stored(grant.value());
  }

  /// Others may have put anything under the keys of an index.
  private static List<GrantId> grants(List<Map<String, AttributeValue>> items) {
    return EntryTable.chains(items).stream().filter(GrantId::isOne).map(GrantId::new).toList();
  }
}
