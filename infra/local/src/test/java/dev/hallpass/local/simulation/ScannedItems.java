package dev.hallpass.local.simulation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The members of an item as DynamoDB has them.
public final class ScannedItems {

  private ScannedItems() {}

  /// What a scan of the ledger found, by grant and each in its order.
  public static Map<String, List<Map<String, AttributeValue>>> byGrant(
      Stream<Map<String, AttributeValue>> scanned) {
    Map<String, List<Map<String, AttributeValue>>> items =
        scanned.collect(
            Collectors.groupingBy(
                item -> text(item, "grant"), LinkedHashMap::new, Collectors.toList()));
    items
        .values()
        .forEach(some ->
            some.sort(Comparator.comparingInt(item -> Integer.parseInt(number(item, "sequence")))));
    return items;
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::s)
        .orElseThrow(() -> new Violation("An item has no " + name));
  }

  static String number(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::n)
        .orElseThrow(() -> new Violation("An item has no " + name));
  }
}
