package dev.hallpass.infra;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One statement of a role's policy.
///
/// @param role its logical id
public record RoleStatement(String role, JsonNode statement) {

  static Stream<RoleStatement> in(String role, JsonNode policy) {
    return policy
        .path("PolicyDocument")
        .path("Statement")
        .valueStream()
        .map(statement -> new RoleStatement(role, statement));
  }

  public List<String> actions() {
    return each(statement.path("Action")).map(JsonNode::asString).toList();
  }

  /// The resources, each a text or a CloudFormation function.
  public List<JsonNode> resources() {
    return statement.has("Resource") ? each(statement.path("Resource")).toList() : List.of();
  }

  /// The resources that it excludes, as `NotResource`; empty if it names resources.
  public List<JsonNode> excluded() {
    return statement.has("NotResource") ? each(statement.path("NotResource")).toList() : List.of();
  }

  /// A single value or a list, as IAM takes both.
  public static Stream<JsonNode> each(JsonNode value) {
    return value.isArray() ? value.valueStream() : Stream.of(value);
  }
}
