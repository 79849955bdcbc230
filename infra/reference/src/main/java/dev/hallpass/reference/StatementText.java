package dev.hallpass.reference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One statement of a policy, as text.
///
/// @param isInverted whether the actions are those of a `NotAction`
/// @param resources empty for a trust policy, whose resource is the role, and for `NotResource`
/// @param conditions values by operator and condition key
public record StatementText(
    List<String> actions,
    boolean isInverted,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {
  public StatementText {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /// Reads a statement of a policy document.
  public static StatementText of(JsonNode statement) {
    boolean isInverted = statement.has("NotAction");
    Map<String, Map<String, List<String>>> conditions = new LinkedHashMap<>();
    statement
        .path("Condition")
        .forEachEntry((operator, keys) -> {
          Map<String, List<String>> values = new LinkedHashMap<>();
          keys.forEachEntry((key, texts) -> values.put(key, texts(texts)));
          conditions.put(operator, values);
        });
    return new StatementText(
        texts(statement.path(isInverted ? "NotAction" : "Action")),
        isInverted,
        texts(statement.path("Resource")),
        conditions);
  }

  private static List<String> texts(JsonNode value) {
    if (value.isMissingNode()) {
      return List.of();
    }
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).toList()
        : List.of(value.asString());
  }
}
