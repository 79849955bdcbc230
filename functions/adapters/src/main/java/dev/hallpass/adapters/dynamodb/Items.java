package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Due;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Entries as DynamoDB items.
final class Items {

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");

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
        sequence(item),
        Due.Kind.valueOf(text(item, "dueKind")),
        Instant.parse(text(item, "dueAt")));
  }

  static StoredEntry entry(Map<String, AttributeValue> item) {
    return new StoredEntry(
        text(item, "grant"),
        sequence(item),
        text(item, "type"),
        text(item, "at"),
        text(item, "actor"),
        text(item, "event"),
        text(item, "previous"),
        text(item, "build"),
        text(item, "hash"));
  }

  static String text(Map<String, AttributeValue> item, String member) {
    @Nullable AttributeValue value = item.get(member);
    if (value == null || value.s() == null) {
      throw new CorruptLedger("an entry has no " + member);
    }
    return value.s();
  }

  private static int sequence(Map<String, AttributeValue> item) {
    @Nullable AttributeValue value = item.get("sequence");
    // Everything but a plain whole number counts as an entry out of place.
    return value == null || value.n() == null || !SEQUENCE.matcher(value.n()).matches()
        ? -1
        : Integer.parseInt(value.n());
  }
}
