package dev.hallpass.infra.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The form of a JSON body that API Gateway checks.
///
/// @param schema in JSON schema draft 4, with its members in a fixed order
record BodyModel(String name, Map<String, Object> schema) {

  /// The keywords with the same meaning in OpenAPI and in draft 4. The importer may drop or refuse
  /// others, such as `additionalProperties` and `pattern` (source: API Gateway, important notes for
  /// REST APIs). The handlers check all of them.
  private static final Set<String> CHECKED = Set.of("maxLength", "minLength", "required", "type");

  /// The schema behind a reference into a document.
  static BodyModel of(JsonNode document, String reference) {
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return new BodyModel(name, checked(document.at(reference.substring(1))));
  }

  private static Map<String, Object> checked(JsonNode schema) {
    Map<String, Object> checked = new TreeMap<>();
    schema.properties().stream()
        .filter(keyword -> CHECKED.contains(keyword.getKey()))
        .forEach(keyword -> checked.put(keyword.getKey(), plain(keyword.getValue())));
    if (schema.has("properties")) {
      Map<String, Object> properties = new TreeMap<>();
      schema
          .path("properties")
          .properties()
          .forEach(property -> properties.put(property.getKey(), checked(property.getValue())));
      checked.put("properties", properties);
    }
    return checked;
  }

  private static Object plain(JsonNode value) {
    return JsonMapper.shared().convertValue(value, Object.class);
  }
}
