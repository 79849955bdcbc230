package dev.hallpass.compiler.policy;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.Json.UnexpectedJson;
import dev.hallpass.policy.Glob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the document of a managed policy allows, on any resource and under any condition.
final class ManagedDocument {

  private final Map<String, List<String>> listed = new HashMap<>();
  private final List<List<String>> allBut = new ArrayList<>();

  /// @throws UnexpectedJson if it is not a policy document
  ManagedDocument(JsonNode document) {
    JsonNode statements = document.path("Statement");
    if (statements.isObject()) {
      read(statements);
    } else {
      Json.list(document, "Statement", statement -> statement).forEach(this::read);
    }
  }

  private void read(JsonNode statement) {
    if (!Json.text(statement, "Effect").equals("Allow")) {
      return;
    }
    if (statement.has("NotAction")) {
      allBut.add(texts(statement, "NotAction"));
    } else {
      texts(statement, "Action").forEach(this::add);
    }
  }

  private void add(String action) {
    // A wildcard in the service's name may reach any service.
    if (service(action).chars().anyMatch(sign -> sign == '*' || sign == '?')) {
      allBut.add(List.of());
    } else {
      listed.computeIfAbsent(service(action), _ -> new ArrayList<>()).add(action);
    }
  }

  private static List<String> texts(JsonNode statement, String member) {
    return statement.path(member).isString()
        ? List.of(Json.text(statement, member))
        : Json.texts(statement, member);
  }

  private static String service(String action) {
    int colon = action.indexOf(':');
    return (colon < 0 ? action : action.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  /// Whether a statement allows every action, or every action but those that it names.
  boolean allowsNearlyAll() {
    return !allBut.isEmpty();
  }

  /// Whether it allows an action somewhere.
  boolean allows(String action) {
    return isCovered(listed.getOrDefault(service(action), List.of()), action)
        || allBut.stream().anyMatch(named -> !isCovered(named, action));
  }

  private static boolean isCovered(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> Glob.coversIgnoringCase(pattern, action));
  }
}
