package dev.hallpass.emulator.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A CloudFormation template in JSON, before its references are resolved.
public final class CloudFormationTemplate {
  private final JsonNode root;

  private CloudFormationTemplate(JsonNode root) {
    this.root = root;
  }

  /// Reads a template.
  ///
  /// @throws tools.jackson.core.JacksonException if it is not JSON
  public static CloudFormationTemplate parse(String json) {
    return new CloudFormationTemplate(JsonMapper.shared().readTree(json));
  }

  /// Reads the template in a file.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static CloudFormationTemplate read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The template cannot be read: " + file.getFileName(), e);
    }
  }

  /// The resources of some types, in the template's order, unresolved.
  public List<TemplateResource> resources(List<String> types) {
    return root.path("Resources").properties().stream()
        .filter(one -> types.contains(one.getValue().path("Type").asString("")))
        .map(one -> resource(one.getKey()))
        .toList();
  }

  /// All resources, in the template's order, unresolved.
  public List<TemplateResource> resources() {
    return root.path("Resources").propertyNames().stream().map(this::resource).toList();
  }

  /// The resource with a logical id, unresolved.
  ///
  /// @throws IllegalArgumentException if there is none, or if it has a condition
  public TemplateResource resource(String id) {
    JsonNode node = root.path("Resources").path(id);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("The template has no resource " + id);
    }
    if (node.has("Condition")) {
      throw new IllegalArgumentException("The condition of %s is not emulated".formatted(id));
    }
    return new TemplateResource(id, node.path("Type").asString(""), node.path("Properties"));
  }

  boolean hasParameter(String name) {
    return root.path("Parameters").has(name);
  }

  /// The default value of a parameter.
  String parameter(String name) {
    JsonNode parameter = root.path("Parameters").path(name);
    if (!parameter.has("Default") || parameter.path("Type").asString("").startsWith("AWS::SSM")) {
      throw new IllegalArgumentException("The parameter %s has no value here".formatted(name));
    }
    return parameter.path("Default").asString();
  }

  /// The template as it was read.
  public JsonNode json() {
    return root.deepCopy();
  }
}
