package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import tools.jackson.databind.JsonNode;

/// The members of one object in a definition, read with their JSON path for the refusal.
final class DefinitionFields {
  private final JsonNode object;
  private final String path;

  DefinitionFields(JsonNode object, String path) {
    if (!object.isObject()) {
      throw refusal("Expected an object", path);
    }
    this.object = object;
    this.path = path;
  }

  static InvalidDefinitionException refusal(String what, String path) {
    return InvalidDefinitionException.builder()
        .message(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: %s at %s'"
                .formatted(what, path.isEmpty() ? "/" : path))
        .build();
  }

  InvalidDefinitionException refusal(String what) {
    return refusal(what, path);
  }

  String path(String name) {
    return path + "/" + name;
  }

  /// Refuses the first member that is not among these.
  void only(Set<String> names) {
    object
        .propertyNames()
        .forEach(name -> {
          if (!names.contains(name)) {
            throw refusal("The field '" + name + "' is not supported", path(name));
          }
        });
  }

  boolean has(String name) {
    return object.has(name);
  }

  /// In the order of the definition.
  List<String> names() {
    return List.copyOf(object.propertyNames());
  }

  DefinitionFields object(String name) {
    return new DefinitionFields(required(name), path(name));
  }

  String text(String name) {
    JsonNode value = required(name);
    if (!value.isString()) {
      throw refusal("Expected a string", path(name));
    }
    return value.stringValue();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean truth(String name) {
    if (has(name) && !required(name).isBoolean()) {
      throw refusal("Expected true or false", path(name));
    }
    return has(name) && required(name).booleanValue();
  }

  Optional<Long> whole(String name, LongPredicate valid) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || !valid.test(value.longValue())) {
      throw refusal("The number is not in range", path(name));
    }
    return Optional.of(value.longValue());
  }

  Optional<Double> decimal(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!required(name).isNumber()) {
      throw refusal("Expected a number", path(name));
    }
    return Optional.of(required(name).doubleValue());
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      if (!element.isString()) {
        throw refusal("Expected strings", path(name));
      }
      texts.add(element.stringValue());
    }
    return texts;
  }

  /// The objects of an array; none if it is missing.
  List<DefinitionFields> objects(String name) {
    List<DefinitionFields> objects = new ArrayList<>();
    if (has(name)) {
      for (JsonNode element : elements(name)) {
        objects.add(new DefinitionFields(element, path(name) + "[" + objects.size() + "]"));
      }
    }
    return objects;
  }

  private Iterable<JsonNode> elements(String name) {
    JsonNode array = required(name);
    if (!array.isArray() || array.isEmpty()) {
      throw refusal("Expected a list that is not empty", path(name));
    }
    return array.values();
  }

  JsonataTemplate template(String name) {
    try {
      return JsonataTemplate.of(required(name));
    } catch (IllegalArgumentException e) {
      throw refusal("Not a JSONata expression: " + e.getMessage(), path(name));
    }
  }

  Optional<JsonataTemplate> optionalTemplate(String name) {
    return has(name) ? Optional.of(template(name)) : Optional.empty();
  }

  /// An expression, or a value that passes the check.
  Optional<JsonataTemplate> expressionOr(String name, Check check) {
    if (has(name)
        && !JsonataTemplate.isExpression(required(name))
        && !check.passes(required(name))) {
      throw refusal("Neither an expression nor a valid value", path(name));
    }
    return optionalTemplate(name);
  }

  JsonNode required(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw refusal("The field '" + name + "' is missing", path);
    }
    return value;
  }

  /// The check of a value that is not an expression.
  @FunctionalInterface
  interface Check {
    boolean passes(JsonNode value);
  }
}
