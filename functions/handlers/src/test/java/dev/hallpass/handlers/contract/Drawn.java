package dev.hallpass.handlers.contract;

import dev.hallpass.adapters.json.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Draws bodies from the schemas of the OpenAPI document, and texts for what else a call has: many
/// such as it takes, many that lie just beyond its limits.
final class Drawn {

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "*",
          "..",
          "../..",
          "%2e%2e%2f",
          "grant-",
          "grant-0123456789abcdef0123456789abcdef",
          "grant-0123456789ABCDEF0123456789ABCDEF",
          "grant-0123456789abcdef0123456789abcdef ",
          "grant-0123456789abcdef0123456789abcdef\n",
          "\u0000",
          "\u202e",
          "\ud800",
          "\ud83d\ude00",
          "e\u0301",
          "<script>alert(1)</script>",
          "${jndi:x}",
          "' or '1'='1",
          "null",
          "-1",
          "PT1H",
          "PT0S",
          "PT999999999999999999999S",
          "2026-11-24T08:00:00Z",
          "2026-02-30T00:00:00Z",
          "INC-4711",
          "acme-exports",
          "read-bucket-prefix",
          "123 456");

  private Drawn() {}

  /// A body for an operation.
  ///
  /// @param good one that would be taken, of which parts may stay
  static ObjectNode body(JsonNode schema, JsonNode good, SplittableRandom random) {
    ObjectNode drawn = Json.object();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .forEachEntry((name, property) -> {
          if (random.nextInt(20) < (required.contains(name) ? 19 : 6)) {
            drawn.set(name, value(property, good.path(name), random));
          }
        });
    if (random.nextInt(12) == 0) {
      drawn.put(text(random), text(random));
    }
    return drawn;
  }

  private static JsonNode value(JsonNode schema, JsonNode good, SplittableRandom random) {
    if (!good.isMissingNode() && random.nextInt(4) > 0) {
      return good.deepCopy();
    }
    if (random.nextInt(20) == 0) {
      return Json.read(List.of("null", "1", "[]", "{}", "true").get(random.nextInt(5)));
    }
    JsonNode choices = schema.path("oneOf");
    if (!choices.isEmpty()) {
      return value(choices.path(random.nextInt(choices.size())), good, random);
    }
    return switch (schema.path("type").stringValue("")) {
      case "array" -> list(schema, random);
      case "object" -> map(schema.path("additionalProperties"), good, random);
      case "boolean" -> Json.read(Boolean.toString(random.nextBoolean()));
      case "string" -> StringNode.valueOf(text(schema, random));
      default -> throw new IllegalArgumentException("Teach it to draw " + schema);
    };
  }

  private static JsonNode list(JsonNode schema, SplittableRandom random) {
    ArrayNode list = Json.object().putArray("list");
    for (int more = random.nextInt(4); more > 0; more--) {
      list.add(value(schema.path("items"), MissingNode.getInstance(), random));
    }
    return list;
  }

  private static ObjectNode map(JsonNode schema, JsonNode good, SplittableRandom random) {
    ObjectNode map = good instanceof ObjectNode some ? some.deepCopy() : Json.object();
    for (String name : List.copyOf(map.propertyNames())) {
      map.set(name, value(schema, map.path(name), random));
    }
    if (random.nextInt(4) == 0) {
      map.put(text(random), text(schema, random));
    }
    return map;
  }

  private static String text(JsonNode schema, SplittableRandom random) {
    JsonNode named = schema.path("enum");
    int longest = schema.path("maxLength").intValue(64);
    return switch (random.nextInt(6)) {
      case 0 -> "x".repeat(longest);
      case 1 -> "x".repeat(longest + 1);
      // A character outside of the first plane is one to the document, and two to Java.
      case 2 -> "\ud83d\ude00".repeat(longest + random.nextInt(2));
      case 3 -> schema.path("example").stringValue("PT30M");
      case 4 ->
          named.isEmpty() ? text(random) : named.path(random.nextInt(named.size())).stringValue();
      default -> text(random);
    };
  }

  /// Any text.
  static String text(SplittableRandom random) {
    String text = STRANGE.get(random.nextInt(STRANGE.size()));
    return switch (random.nextInt(6)) {
      case 0 -> text + STRANGE.get(random.nextInt(STRANGE.size()));
      case 1 -> text.repeat(random.nextInt(300));
      case 2 -> text + (char) random.nextInt(0x10000);
      default -> text;
    };
  }

  /// The same as a form's fields.
  static String form(ObjectNode body) {
    return body.properties().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue().asString("")))
        .collect(Collectors.joining("&"));
  }

  /// The fields of a form as a tree.
  static ObjectNode fields(String form) {
    ObjectNode fields = Json.object();
    for (String field : form.split("&", -1)) {
      String[] halves = field.split("=", 2);
      fields.put(halves[0], URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
