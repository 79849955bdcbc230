package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tools.jackson.databind.node.ObjectNode;

/// A change of the ledger that is no new entry: an item was changed or removed, or has not the form
/// of an entry.
record LedgerChange(
    String change,
    Map<String, AttributeValue> keys,
    Map<String, AttributeValue> before,
    Map<String, AttributeValue> after) {

  private static final String MALFORMED = "MALFORMED";

  static LedgerChange of(Record read) {
    return new LedgerChange(
        read.eventName() == OperationType.INSERT ? MALFORMED : read.eventNameAsString(),
        read.dynamodb().keys(),
        read.dynamodb().oldImage(),
        read.dynamodb().newImage());
  }

  static LedgerChange malformed(Map<String, AttributeValue> item) {
    return new LedgerChange(MALFORMED, Map.of(), Map.of(), item);
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
