package dev.hallpass.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A synthesized template, as the tests read it.
///
/// @param folder with `functions.jar`, which it was synthesized for, and `cdk.out`
record Deployment(Path folder, JsonNode template) {

  /// The properties of all resources of a type, by logical id.
  Map<String, JsonNode> properties(String type) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (resource.getValue().path("Type").asString().equals(type)) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    }
    return found;
  }

  /// The only resource of a type, whole.
  JsonNode only(String type) {
    List<String> ids = List.copyOf(properties(type).keySet());
    if (ids.size() != 1) {
      throw new AssertionError("one " + type + " was expected, not " + ids);
    }
    return template.path("Resources").path(ids.getFirst());
  }

  /// The properties of a handler's function.
  JsonNode function(String handler) {
    return properties("AWS::Lambda::Function").values().stream()
        .filter(one -> one.path("Handler").asString().endsWith("." + handler))
        .findFirst()
        .orElseThrow();
  }

  /// What the role of a handler's function may do, without writing its log.
  List<Permission> permissions(String handler) {
    String role = function(handler).path("Role").path("Fn::GetAtt").path(0).asString();
    return permissions()
        .filter(permission -> permission.role().equals(role))
        .filter(permission ->
            permission.actions().stream().noneMatch(action -> action.startsWith("logs:")))
        .toList();
  }

  /// Every statement that any role of the stack carries, in whatever resource it stands.
  Stream<Permission> permissions() {
    return Stream.concat(
        properties("AWS::IAM::Role").entrySet().stream()
            .flatMap(role ->
                role.getValue()
                    .path("Policies")
                    .valueStream()
                    .flatMap(policy -> Permission.in(role.getKey(), policy))),
        properties("AWS::IAM::Policy").values().stream()
            .flatMap(policy ->
                policy
                    .path("Roles")
                    .valueStream()
                    .flatMap(role -> Permission.in(role.path("Ref").asString(), policy))));
  }

  /// A text, or the name behind a `Ref`.
  static String shown(JsonNode value) {
    return value.isString() ? value.asString() : value.path("Ref").asString();
  }
}
