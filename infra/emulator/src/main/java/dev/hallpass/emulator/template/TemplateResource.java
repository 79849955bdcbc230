package dev.hallpass.emulator.template;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One resource of a template.
///
/// @param id its logical id
/// @param type such as `AWS::IAM::Role`
/// @param properties the properties in the template, or with every reference resolved
public record TemplateResource(String id, String type, JsonNode properties) {

  /// A property that the resource must have, as text.
  ///
  /// @throws IllegalArgumentException if it is missing or not a text
  public String text(String property) {
    return optional(property)
        .orElseThrow(() -> new IllegalArgumentException("%s has no %s".formatted(id, property)));
  }

  /// A property as text, if the resource has it.
  public Optional<String> optional(String property) {
    JsonNode value = properties.path(property);
    return value.isValueNode() && !value.isMissingNode()
        ? Optional.of(value.asString())
        : Optional.empty();
  }
}
