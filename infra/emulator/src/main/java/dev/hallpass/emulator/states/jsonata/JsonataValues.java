package dev.hallpass.emulator.states.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Converts JSON to the values of the JSONata library, and back.
final class JsonataValues {
  /// From this size, JavaScript, and so JSONata, writes an exponent.
  private static final double FIRST_WITH_EXPONENT = 1e21;

  private JsonataValues() {}

  static Object of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        value.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        value.values().forEach(element -> list.add(of(element)));
        yield list;
      }
      case STRING -> value.stringValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(value);
      case NULL -> Jsonata.NULL_VALUE;
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("Not JSON: " + value.getNodeType());
    };
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    return value.doubleValue();
  }

  /// A result as JSON.
  ///
  /// @throws IllegalArgumentException if the value contains a function or another value that is not
  ///   JSON
  static JsonNode json(@Nullable Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case null -> json.nullNode();
      case String text -> json.stringNode(text);
      case Boolean truth -> json.booleanNode(truth);
      case Number number -> number(number);
      case List<?> list -> array(list);
      case Map<?, ?> map -> object(map);
      case Object other when other.equals(Jsonata.NULL_VALUE) -> json.nullNode();
      default -> throw new IllegalArgumentException("The result is not a JSON value");
    };
  }

  private static ArrayNode array(List<?> list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    list.forEach(element -> array.add(json(element)));
    return array;
  }

  private static ObjectNode object(Map<?, ?> map) {
    ObjectNode object = StatesJson.object();
    map.forEach((name, member) -> object.set(String.valueOf(name), json(member)));
    return object;
  }

  private static JsonNode number(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return JsonNodeFactory.instance.numberNode(number.longValue());
    }
    double value = number.doubleValue();
    boolean whole = value == Math.rint(value) && Math.abs(value) < FIRST_WITH_EXPONENT;
    return whole
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(value).toBigInteger())
        : JsonNodeFactory.instance.numberNode(value);
  }
}
