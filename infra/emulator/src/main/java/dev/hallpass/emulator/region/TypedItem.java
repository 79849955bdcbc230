package dev.hallpass.emulator.region;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Items of DynamoDB as its own JSON, such as `{"people": {"SS": ["a"]}}`.
public final class TypedItem {

  private TypedItem() {}

  /// An item, each value with its type.
  public static ObjectNode of(Map<String, AttributeValue> attributes) {
    ObjectNode item = JsonMapper.shared().createObjectNode();
    attributes.forEach((name, value) -> item.set(name, typed(value)));
    return item;
  }

  private static ObjectNode typed(AttributeValue value) {
    ObjectNode typed = JsonMapper.shared().createObjectNode();
    switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case B -> typed.put("B", base64(value.b()));
      case BOOL -> typed.put("BOOL", value.bool());
      case NUL -> typed.put("NULL", true);
      case SS -> texts(typed.putArray("SS"), value.ss());
      case NS -> texts(typed.putArray("NS"), value.ns());
      case BS -> texts(typed.putArray("BS"), value.bs().stream().map(TypedItem::base64).toList());
      case L -> value.l().stream().map(TypedItem::typed).forEach(typed.putArray("L")::add);
      case M -> typed.set("M", of(value.m()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new UnsupportedOperationException("An attribute of this type is not emulated");
    }
    return typed;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
