package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.CorruptLedger;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tools.jackson.databind.node.ObjectNode;

/// A record of the ledger's stream that is no new entry: an item was changed or removed, or it has
/// not the form of an entry.
record StreamRecord(
    String change,
    Map<String, AttributeValue> keys,
    Map<String, AttributeValue> before,
    Map<String, AttributeValue> after) {

  private static final String MALFORMED = "MALFORMED";

  /// The new entry of a record.
  ///
  /// @return empty if it says anything else
  static Optional<StoredEntry> entry(Record read) {
    return read.eventName() == OperationType.INSERT
        ? entry(read.dynamodb().newImage())
        : Optional.empty();
  }

  /// The entry that an item is.
  ///
  /// @return empty if it has not the form of an entry
  static Optional<StoredEntry> entry(Map<String, AttributeValue> item) {
    try {
      StoredEntry entry = Items.entry(item);
      // Without a hash it could be no leaf of the log.
      var _ = entry.computedHash();
      return entry.sequence() < 0 ? Optional.empty() : Optional.of(entry);
    } catch (CorruptLedger | Json.UnexpectedJson _) {
      return Optional.empty();
    }
  }

  static StreamRecord of(Record read) {
    return new StreamRecord(
        read.eventName() == OperationType.INSERT ? MALFORMED : read.eventNameAsString(),
        read.dynamodb().keys(),
        read.dynamodb().oldImage(),
        read.dynamodb().newImage());
  }

  static StreamRecord malformed(Map<String, AttributeValue> item) {
    return new StreamRecord(MALFORMED, Map.of(), Map.of(), item);
  }

  /// The line of it in the archive.
  String line() {
    ObjectNode line = Json.object().put("change", change);
    line.set("keys", tree(keys));
    line.set("old", tree(before));
    line.set("new", tree(after));
    return Json.canonical(line);
  }

  private static ObjectNode tree(Map<String, AttributeValue> item) {
    ObjectNode tree = Json.object();
    item.forEach((name, value) -> {
      switch (value.type()) {
        case S -> tree.putObject(name).put("S", value.s());
        case N -> tree.putObject(name).put("N", value.n());
        // No attribute of an entry is of another kind.
        default -> tree.put(name, value.toString());
      }
    });
    return tree;
  }
}
