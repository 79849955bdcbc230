package dev.hallpass.local.simulation;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The members of an item as DynamoDB has them.
final class Items {

  private Items() {}

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
