package dev.hallpass.emulator.states.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A JSON value in which strings from `{%` to `%}` are JSONata expressions, at any depth.
public sealed interface JsonataTemplate {
  /// The value of the template.
  ///
  /// @param location the name of the field in an error, such as `Output`
  /// @throws QueryEvaluationException when an expression fails or its result is undefined
  JsonNode evaluate(Scope scope, String location);

  /// Reads a template.
  ///
  /// @throws IllegalArgumentException when an expression is not JSONata
  static JsonataTemplate of(JsonNode json) {
    if (json.isObject()) {
      SequencedMap<String, JsonataTemplate> members = new LinkedHashMap<>();
      json.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
      return new Members(members);
    }
    if (json.isArray()) {
      List<JsonataTemplate> elements = new ArrayList<>();
      json.values().forEach(element -> elements.add(of(element)));
      return new Elements(elements);
    }
    return isExpression(json) ? new Expression(query(json.stringValue())) : new Constant(json);
  }

  static boolean isExpression(JsonNode json) {
    return json.isString()
        && json.stringValue().length() >= 4
        && json.stringValue().startsWith("{%")
        && json.stringValue().endsWith("%}");
  }

  private static Query query(String text) {
    return new Query(text.substring(2, text.length() - 2).strip());
  }

  /// A value without expressions.
  record Constant(JsonNode value) implements JsonataTemplate {
    @Override
    public JsonNode evaluate(Scope scope, String location) {
      return value;
    }
  }

  /// A string that is an expression.
  record Expression(Query query) implements JsonataTemplate {
    @Override
    public JsonNode evaluate(Scope scope, String location) {
      return query
          .evaluate(scope, location)
          .orElseThrow(() ->
              new QueryEvaluationException(
                  location,
                  "The JSONata expression '%s' specified for the field '%s' returned nothing (undefined)."
                      .formatted(query.source(), location)));
    }
  }

  /// An object.
  record Members(SequencedMap<String, JsonataTemplate> members) implements JsonataTemplate {
    public Members {
      members = new LinkedHashMap<>(members);
    }

    @Override
    public JsonNode evaluate(Scope scope, String location) {
      ObjectNode object = StatesJson.object();
      members.forEach(
          (name, member) -> object.set(name, member.evaluate(scope, location + "/" + name)));
      return object;
    }
  }

  /// An array.
  record Elements(List<JsonataTemplate> elements) implements JsonataTemplate {
    public Elements {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode evaluate(Scope scope, String location) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < elements.size(); i++) {
        array.add(elements.get(i).evaluate(scope, location + "[" + i + "]"));
      }
      return array;
    }
  }
}
