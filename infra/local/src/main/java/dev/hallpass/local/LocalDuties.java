package dev.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.region.TypedItem;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Person;
import dev.hallpass.local.gateway.LocalPeople;
import dev.hallpass.local.web.HttpReply;
import dev.hallpass.local.web.Request;
import dev.hallpass.local.web.Site;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The table of duties of the local system, at `/duties`. `GET` lists its items, and `PUT` puts
/// one, as an integration of an on-call system does. At the start each duty that the catalogue
/// names has all people of the local system.
public final class LocalDuties implements Site {

  private static final String EXAMPLE =
      "{\"duty\": {\"S\": \"payments-on-call\"}, \"shift\": {\"S\": \"week 49\"},"
          + " \"people\": {\"SS\": [\"bob@example.com\"]}, \"until\": {\"S\": \"2026-12-07T08:00:00Z\"}}";
  private static final String SHIFT = "the start of the local system";

  private final DynamoDbClient client;
  private final Optional<String> table;

  /// @param table the table; empty if the stack has none
  LocalDuties(DynamoDbClient client, Optional<String> table) {
    this.client = client;
    this.table = table;
  }

  /// Gives duties to all people of the local system.
  void fill(List<DutyName> duties, Instant until) {
    List<String> people = LocalPeople.EVERYBODY.stream().map(Person::email).toList();
    for (DutyName duty : duties) {
      table.ifPresent(name ->
          put(
              name,
              Map.of(
                  "duty", AttributeValue.fromS(duty.value()),
                  "shift", AttributeValue.fromS(SHIFT),
                  "people", AttributeValue.fromSs(people),
                  "until", AttributeValue.fromS(until.toString()))));
    }
  }

  private void put(String name, Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(name).item(item));
  }

  @Override
  public HttpReply answer(Request request) {
    if (table.isEmpty()) {
      return text(
          404,
          "There is no table of duties. Name dutyWriters in infra/catalog/hallpass.yaml, and start again.");
    }
    return switch (request.method()) {
      case "GET" -> HttpReply.text(200, "application/json", Json.write(items(table.get())) + "\n");
      // A foreign page in a browser cannot send it, as it could a form.
      case "PUT" -> taken(table.get(), request.body().asString(UTF_8));
      default -> text(405, "Use GET or PUT.").with("Allow", "GET, PUT");
    };
  }

  private ObjectNode items(String name) {
    ObjectNode list = Json.object();
    ArrayNode items = list.putArray("items");
    client
        .scan(scan -> scan.tableName(name))
        .items()
        .forEach(item -> items.add(TypedItem.of(item)));
    return list;
  }

  private HttpReply taken(String name, String body) {
    Optional<Map<String, AttributeValue>> item = item(body);
    if (item.isEmpty()) {
      return text(
          400,
          "The body must be an item with texts (S) and sets of texts (SS), with a duty and a shift, such as "
              + EXAMPLE);
    }
    put(name, item.get());
    return text(200, "The table has the item.");
  }

  private static Optional<Map<String, AttributeValue>> item(String body) {
    try {
      Map<String, AttributeValue> item = new HashMap<>();
      Json.read(body).forEachEntry((member, value) -> item.put(member, value(value)));
      return Optional.of(item)
          .filter(one -> hasText(one, "duty") && hasText(one, "shift"))
          // DynamoDB keeps no empty set.
          .filter(one ->
              one.values().stream().noneMatch(value -> value.hasSs() && value.ss().isEmpty()));
    } catch (JacksonException | Json.UnexpectedJson _) {
      return Optional.empty();
    }
  }

  private static AttributeValue value(JsonNode typed) {
    return typed.has("SS")
        ? AttributeValue.fromSs(Json.texts(typed, "SS"))
        : AttributeValue.fromS(Json.text(typed, "S"));
  }

  private static boolean hasText(Map<String, AttributeValue> item, String member) {
    return Optional.ofNullable(item.get(member))
        .map(AttributeValue::s)
        .filter(text -> !text.isEmpty())
        .isPresent();
  }

  private static HttpReply text(int status, String text) {
    return HttpReply.text(status, "text/plain; charset=utf-8", text + "\n");
  }
}
