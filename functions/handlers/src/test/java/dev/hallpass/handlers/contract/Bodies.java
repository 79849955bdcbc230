package dev.hallpass.handlers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.ProxyCall;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Spoils calls: their bodies, as trees, as text and as bytes, and the type that they say it is of.
final class Bodies {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1e400",
          "-1e-400",
          "1E+999999999",
          "0.1",
          "123456789012345678901234567890",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud83d\"",
          "\"\\u202e\"",
          "\"<script>\"",
          "\"${jndi:x}\"",
          "\"*\"",
          "[]",
          "{}",
          "[null]",
          "[[[[[]]]]]",
          "{\"a\":{\"b\":{\"c\":null}}}",
          "[\"PT1H\"]",
          "\"PT1H\"",
          "\"PT0S\"",
          "\"PT-1H\"",
          "\"-PT1H\"",
          "\"P1D\"",
          "\"PT1.5H\"",
          "\"PT1H1S\"",
          "\"PT5M\"",
          "\"pt1h\"",
          "\"PT9223372036854775807S\"",
          "\"PT9223372036854775808S\"",
          "\"P106751991167300D\"",
          "\"-P106751991167301D\"",
          "\"2026-11-24T08:00:00Z\"",
          "\"2026-11-24T08:00:00.5Z\"",
          "\"2026-11-24T08:00:00+01:00\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"2026-11-24T24:00:00Z\"",
          "\"0000-00-00T00:00:00Z\"",
          "\"2016-12-31T23:59:60Z\"",
          "\"INC-4711\"",
          "\"000 000\"",
          "\"123456\"",
          "\"12345\"",
          "\"JUSTIFIED\"",
          "\"justified\"",
          "\"acme-exports\"",
          "\"read-log-group\"");

  private static final List<String> NAMES =
      List.of(
          "entitlement",
          "parameters",
          "duration",
          "justification",
          "ticket",
          "startsAt",
          "breakGlass",
          "reason",
          "verdict",
          "remarks",
          "bucket",
          "prefix",
          "logGroup",
          "",
          "a",
          "__proto__",
          "constructor",
          "approval",
          "requester",
          "\u0000",
          "\ud800",
          "Reason",
          "reason ");

  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/jsonp",
          "application/x-www-form-urlencoded",
          "text/html",
          "application/json/",
          "application",
          ";",
          "multipart/form-data; boundary=x",
          "application/problem+json",
          "*/*",
          "application/json\u0000",
          "applicatio\u0144/json",
          "application/json; charset=utf-16",
          "APPLICATION/JSON ; x=y",
          " application/json");

  private Bodies() {}

  /// A call with one to three things spoilt.
  static ProxyCall spoilt(ProxyCall call, SplittableRandom random) {
    ProxyCall spoilt = call;
    for (int more = random.nextInt(3); more >= 0; more--) {
      spoilt = spoiltOnce(spoilt, random);
    }
    return spoilt;
  }

  private static ProxyCall spoiltOnce(ProxyCall call, SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> call.header("Content-Type", one(TYPES, random));
      case 1 -> text(call, text -> spoiltText(text, random));
      case 2 -> bytes(call, random);
      case 3 -> text(call, text -> random.nextBoolean() ? "" : "{}");
      default ->
          call.operation().equals("Decide")
              ? text(call, form -> spoiltForm(form, random))
              : text(call, text -> spoiltTree(text, random));
    };
  }

  private static ProxyCall text(ProxyCall call, UnaryOperator<String> change) {
    return call.event().path("isBase64Encoded").booleanValue()
        ? call
        : call.body(change.apply(call.event().path("body").stringValue("")));
  }

  /// What is no UTF-8 can only come as base64.
  private static ProxyCall bytes(ProxyCall call, SplittableRandom random) {
    if (call.event().path("isBase64Encoded").booleanValue()) {
      return call;
    }
    byte[] bytes = call.event().path("body").stringValue("").getBytes(UTF_8);
    for (int more = random.nextInt(4); more >= 0 && bytes.length > 0; more--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    String encoded =
        Base64.getEncoder()
            .encodeToString(
                Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * bytes.length / 2));
    return call.changed(event -> event.put("body", encoded).put("isBase64Encoded", true));
  }

  private static String spoiltText(String text, SplittableRandom random) {
    int place = random.nextInt(text.length() + 1);
    String head = text.substring(0, place);
    String tail = text.substring(place);
    return switch (random.nextInt(9)) {
      case 0 -> head;
      case 1 -> tail;
      case 2 -> head + (char) random.nextInt(0x10000) + tail;
      case 3 -> text + text;
      case 4 -> "\ufeff" + text;
      case 5 -> "[".repeat(1 + random.nextInt(30_000)) + text;
      case 6 -> "{\"a\":".repeat(1 + random.nextInt(10_000)) + text;
      case 7 -> text.replaceFirst("\\{", "{\"reason\":\"x\",\"duration\":\"PT5M\",");
      default -> head + "//*\n" + tail;
    };
  }

  private static String spoiltTree(String text, SplittableRandom random) {
    JsonNode tree = tree(text);
    if (!(tree instanceof ObjectNode root)) {
      return one(VALUES, random);
    }
    List<ObjectNode> objects = new ArrayList<>(List.of(root));
    root.forEach(value -> {
      if (value instanceof ObjectNode object) {
        objects.add(object);
      }
    });
    ObjectNode object = one(objects, random);
    List<String> names = new ArrayList<>(object.propertyNames());
    String there = names.isEmpty() ? one(NAMES, random) : one(names, random);
    switch (random.nextInt(9)) {
      case 0 -> object.remove(there);
      case 1 -> object.set(one(NAMES, random), Json.read(one(VALUES, random)));
      case 2 -> object.put(there, "x".repeat(random.nextInt(100_000)));
      case 3 -> object.put(there, "\ud83d\ude00".repeat(999 + random.nextInt(3)));
      case 4 -> object.set(there, nested(random.nextInt(490)));
      case 5 -> {
        Collections.rotate(names, 1);
        object.set(there, object.path(names.isEmpty() ? there : names.getFirst()).deepCopy());
      }
      case 6 ->
          object.put(
              there,
              object.path(there).asString("")
                  + one(List.of(" ", "\n", "\u0000", "x", "*"), random));
      default -> object.set(there, Json.read(one(VALUES, random)));
    }
    return tree.toString();
  }

  private static JsonNode nested(int depth) {
    JsonNode node = Json.object();
    for (int more = 0; more < depth; more++) {
      ArrayNode outer = Json.object().putArray("a");
      outer.add(node);
      node = outer;
    }
    return node;
  }

  private static JsonNode tree(String text) {
    try {
      return Json.read(text);
    } catch (JacksonException _) {
      return Json.object();
    }
  }

  private static String spoiltForm(String form, SplittableRandom random) {
    List<String> fields = new ArrayList<>(List.of(form.split("&", -1)));
    int place = random.nextInt(fields.size());
    String field = fields.get(place);
    String name = field.split("=", 2)[0];
    String value = tree(one(VALUES, random)).asString("");
    switch (random.nextInt(8)) {
      case 0 -> fields.remove(place);
      case 1 -> fields.add(field);
      case 2 -> fields.set(place, name + "=" + "x".repeat(random.nextInt(100_000)));
      case 3 ->
          fields.set(
              place, name + "=%" + one(List.of("", "4", "zz", "ff%fe", "00", "ed%a0%80"), random));
      case 4 ->
          fields.add(
              one(List.of("duration", "reason", "answer", "surplus", ""), random)
                  + "="
                  + URLEncoder.encode(value, UTF_8));
      case 5 -> fields.set(place, name);
      case 6 ->
          fields.replaceAll(one ->
              one.startsWith("code=") ? "code=%06d".formatted(random.nextInt(1_000_000)) : one);
      default -> fields.set(place, name + "=" + URLEncoder.encode(value, UTF_8));
    }
    return String.join("&", fields);
  }

  private static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
