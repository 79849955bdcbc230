package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.Precedent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Entries as DynamoDB items.
final class Items {

  private Items() {}

  static Map<String, AttributeValue> item(StoredEntry entry) {
    Map<String, AttributeValue> item = new TreeMap<>();
    item.put("grant", AttributeValue.fromS(entry.grant()));
    item.put("sequence", AttributeValue.fromN(Integer.toString(entry.sequence())));
    item.put("type", AttributeValue.fromS(entry.type()));
    item.put("at", AttributeValue.fromS(entry.at()));
    item.put("actor", AttributeValue.fromS(entry.actor()));
    item.put("event", AttributeValue.fromS(entry.event()));
    item.put("previous", AttributeValue.fromS(entry.previous()));
    item.put("build", AttributeValue.fromS(entry.build()));
    item.put("hash", AttributeValue.fromS(entry.hash()));
    return item;
  }

  /// What stands beside an entry for the sparse indexes.
  static Map<String, AttributeValue> indexed(Map<String, String> keys) {
    Map<String, AttributeValue> indexed = new TreeMap<>();
    keys.forEach((name, value) -> indexed.put(name, AttributeValue.fromS(value)));
    return indexed;
  }

  /// The attributes of an entry in the index of due entries.
  static Due due(Map<String, AttributeValue> item) {
    return new Due(
        new GrantId(text(item, "grant")),
        StoredEntry.sequence(number(item)),
        Due.Kind.valueOf(text(item, "dueKind")),
        Instant.parse(text(item, "dueAt")));
  }

  /// The attributes of a precedent in the index of requesters; empty if something else is there.
  static Optional<Precedent> precedent(Map<String, AttributeValue> item) {
    try {
      return Optional.of(
          new Precedent(
              new GrantId(text(item, "grant")),
              Precedent.Kind.valueOf(text(item, "precedent")),
              Instant.parse(text(item, "requestedAt"))));
    } catch (CorruptLedger | IllegalArgumentException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  static StoredEntry entry(Map<String, AttributeValue> item) {
    return StoredEntry.ofItem(number(item), name -> text(item, name));
  }

  /// The entry that an item is; empty if it has not the form of one, or could be no leaf of the
  /// log.
  static Optional<StoredEntry> loggable(Map<String, AttributeValue> item) {
    try {
      StoredEntry entry = entry(item);
      // Without a hash it could be no leaf.
      var _ = entry.computedHash();
      return entry.isInPlace() ? Optional.of(entry) : Optional.empty();
    } catch (CorruptLedger | Json.UnexpectedJson _) {
      return Optional.empty();
    }
  }

  static String text(Map<String, AttributeValue> item, String member) {
    @Nullable AttributeValue value = item.get(member);
    if (value == null || value.s() == null) {
      throw new CorruptLedger("an entry has no " + member);
    }
    return value.s();
  }

  private static String number(Map<String, AttributeValue> item) {
    @Nullable AttributeValue value = item.get("sequence");
    return value == null || value.n() == null ? "" : value.n();
  }
}
