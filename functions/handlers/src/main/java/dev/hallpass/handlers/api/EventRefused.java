package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.view.BusText;
import dev.hallpass.port.BusEvent;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The refusal of a workflow's event, for the log and the bus.
///
/// @param source the workflow
/// @param id what the workflow calls the occasion; empty if the event cannot be read
/// @param person the address for which it is refused; empty if it is refused as a whole
record EventRefused(String source, String id, String person, Problem problem) {

  private static final String TYPE = "event-refused";

  /// The refusal of an event that cannot be read.
  static EventRefused of(JsonNode event, Problem problem) {
    return new EventRefused(
        event.path("source").asString(""),
        event.path("detail").path("id").asString(""),
        "",
        problem);
  }

  /// The refusal for one person.
  static EventRefused of(WorkflowEvent event, String person, Problem problem) {
    return new EventRefused(event.source(), event.id(), person, problem);
  }

  /// The line for the log, without words of others.
  String line() {
    return "An event of a workflow is refused: " + problem.name();
  }

  /// The event for the bus. Its texts for people have the form of those about a grant.
  BusEvent on(Instant now) {
    ObjectNode detail = Json.object().put("version", 1).put("source", source).put("id", id);
    if (!person.isEmpty()) {
      detail.put("person", person);
    }
    detail.set("problem", problem.tree());
    ObjectNode text = detail.putObject("text");
    text.put("title", BusText.quoted("Refused: an event of " + source));
    text.put("says", BusText.quoted(problem.title()));
    text.put("what", BusText.quoted("%s %s".formatted(id, person)));
    text.put("why", BusText.quoted(problem.detail()));
    text.put("next", "");
    return new BusEvent(TYPE, now, Json.write(detail));
  }
}
