package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// An event by which a workflow of another system asks for access for people, or gives it back.
///
/// @param source the workflow, by the name under which alone its role can put events
/// @param type what it wants
/// @param id what the workflow calls the occasion, such as an incident; the same for each repeat
/// @param at when the workflow put it, in seconds
/// @param people the addresses of those for whom it asks
/// @param detail all that it says
record WorkflowEvent(
    String source, Type type, String id, Instant at, List<String> people, JsonNode detail) {

  /// The most people of an event.
  static final int MOST_PEOPLE = 20;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._#/-]{1,64}");

  /// What a workflow can want.
  enum Type {
    /// Access for each of the people.
    ASK,
    /// The end of the access that it asked for.
    GIVE_BACK
  }

  WorkflowEvent {
    people = List.copyOf(people);
  }

  /// The event, as EventBridge delivers it.
  ///
  /// @throws Json.UnexpectedJson if it has another form
  /// @throws Refusal if a value is not allowed
  static WorkflowEvent of(JsonNode event) {
    JsonNode detail = event.path("detail");
    Type type =
        switch (Json.text(event, "detail-type")) {
          case "ask" -> Type.ASK;
          case "give-back" -> Type.GIVE_BACK;
          default -> throw malformed("detail-type must be ask or give-back");
        };
    switch (type) {
      case ASK -> Json.allow(detail, "version", "id", "people", "request");
      case GIVE_BACK -> Json.allow(detail, "version", "id", "people", "reason");
    }
    String id = Json.text(detail, "id");
    if (!ID.matcher(id).matches()) {
      throw malformed(
          "detail.id must be 1 to 64 letters, digits and `. _ # / -`, such as INC-4711");
    }
    List<String> people = Json.texts(detail, "people").stream().distinct().toList();
    if (people.isEmpty() || people.size() > MOST_PEOPLE) {
      throw malformed("detail.people must be 1 to %d addresses".formatted(MOST_PEOPLE));
    }
    return new WorkflowEvent(Json.text(event, "source"), type, id, at(event), people, detail);
  }

  private static Instant at(JsonNode event) {
    try {
      return Instant.parse(Json.text(event, "time"));
    } catch (DateTimeException _) {
      throw malformed("time must be a time such as 2026-11-23T09:00:00Z");
    }
  }

  /// The key of the grants that it asks for, as a repeat of it has it. No key that a person chooses
  /// has a blank.
  String key() {
    return source + " " + id;
  }

  private static Refusal malformed(String says) {
    return new Refusal(Problem.malformed(says + "."));
  }
}
