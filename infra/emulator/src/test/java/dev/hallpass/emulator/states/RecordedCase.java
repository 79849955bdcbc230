package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// An execution that was recorded on AWS, and what another history has to have in common with it.
record RecordedCase(String id, String definition, String input, List<JsonNode> events) {
  private static final Set<String> METADATA = Set.of("SdkHttpMetadata", "SdkResponseMetadata");
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]+>");
  private static final Pattern VOLATILE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ].*|arn:.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9+/]{128}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_<>:-]+");

  RecordedCase {
    events = List.copyOf(events);
  }

  static RecordedCase of(JsonNode file) {
    return new RecordedCase(
        file.get("id").asString(),
        StatesJson.text(file.get("definition")),
        StatesJson.text(file.get("input")),
        List.copyOf(file.get("events").values()));
  }

  boolean wasAborted() {
    return events.getLast().get("type").asString().equals("ExecutionAborted");
  }

  /// The differences from a history, given in the same form; the wording of causes is not compared.
  List<String> differences(List<JsonNode> history) {
    List<String> expected = events.stream().map(event -> event.get("type").asString()).toList();
    List<String> actual = history.stream().map(event -> event.get("type").asString()).toList();
    if (!expected.equals(actual)) {
      return List.of("events " + actual + " instead of " + expected);
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      JsonNode wanted = details(events.get(i));
      JsonNode found = details(history.get(i));
      for (String field : List.of("name", "input", "output", "error", "assignedVariables")) {
        if (!agree(read(wanted.path(field)), read(found.path(field)))) {
          differences.add(
              "event %d: %s %s instead of %s"
                  .formatted(i + 1, field, found.path(field), wanted.path(field)));
        }
      }
    }
    return differences;
  }

  private static JsonNode details(JsonNode event) {
    return event.properties().stream()
        .filter(member -> member.getKey().endsWith("EventDetails"))
        .findFirst()
        .map(member -> member.getValue())
        .orElseGet(StatesJson::object);
  }

  /// Recorded outputs are JSON in a string, or the JSON itself.
  private static JsonNode read(JsonNode value) {
    if (!value.isString()) {
      return value;
    }
    try {
      return StatesJson.parse(value.stringValue());
    } catch (IllegalArgumentException _) {
      return value;
    }
  }

  private static boolean agree(JsonNode wanted, JsonNode found) {
    if (wanted.isObject() && found.isObject()) {
      return Set.copyOf(wanted.propertyNames()).equals(Set.copyOf(found.propertyNames()))
          && wanted.properties().stream()
              .allMatch(member ->
                  METADATA.contains(member.getKey())
                      || agree(read(member.getValue()), read(found.get(member.getKey()))));
    }
    if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        if (!agree(wanted.get(i), found.get(i))) {
          return false;
        }
      }
      return true;
    }
    return wanted.equals(found) || isPlaceholder(wanted, found);
  }

  private static boolean isPlaceholder(JsonNode wanted, JsonNode found) {
    if (!wanted.isString() || !found.isString()) {
      return false;
    }
    String text = found.stringValue();
    boolean volatileValue =
        VOLATILE.matcher(text).matches() && WORD.matcher(wanted.stringValue()).matches();
    return volatileValue || text.matches(pattern(wanted.stringValue()));
  }

  private static String pattern(String wanted) {
    StringBuilder pattern = new StringBuilder();
    for (String literal : PLACEHOLDER.split(wanted, -1)) {
      pattern.append(pattern.isEmpty() ? "(?s)" : ".*").append(Pattern.quote(literal));
    }
    return pattern.toString();
  }
}
