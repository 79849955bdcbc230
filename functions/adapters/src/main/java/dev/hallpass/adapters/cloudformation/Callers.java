package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who may call a function by its own policy: the statements that Lambda makes of permissions.
/// [Source]( https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html)
final class Callers {

  private static final List<String> KNOWN =
      List.of("Action", "FunctionName", "Principal", "SourceAccount", "SourceArn");

  private Callers() {}

  static PolicyTree none() {
    return policy(Stream.of());
  }

  /// Those that a template lets in.
  ///
  /// @throws Undeterminable if it cannot be told who they are
  static PolicyTree expected(StackTemplate template, String functionArn) {
    return policy(
        template.resources("AWS::Lambda::Permission").stream()
            .filter(one -> template.text(one, "FunctionName").equals(functionArn))
            .map(one -> statement(template, one, functionArn)));
  }

  /// Those that a function's policy lets in.
  ///
  /// @throws tools.jackson.core.JacksonException if it is no JSON
  static PolicyTree found(String policy) {
    return policy(Json.read(policy).path("Statement").valueStream().map(Callers::withoutName));
  }

  private static PolicyTree policy(Stream<JsonNode> statements) {
    ObjectNode policy = Json.object();
    policy.putArray("Statement").addAll(statements.toList());
    return PolicyTree.of(policy);
  }

  /// CloudFormation makes the names up.
  private static JsonNode withoutName(JsonNode statement) {
    ObjectNode nameless = Json.object();
    statement.forEachEntry((member, value) -> {
      if (!member.equals("Sid")) {
        nameless.set(member, value);
      }
    });
    return nameless;
  }

  private static JsonNode statement(StackTemplate template, Resource permission, String arn) {
    permission
        .properties()
        .propertyNames()
        .forEach(property -> {
          if (!KNOWN.contains(property)) {
            throw new Undeterminable("%s of a permission is not known here".formatted(property));
          }
        });
    ObjectNode statement =
        Json.object()
            .put("Effect", "Allow")
            .put("Action", template.text(permission, "Action"))
            .put("Resource", arn);
    String principal = template.text(permission, "Principal");
    statement
        .putObject("Principal")
        .put(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal);
    template
        .value(permission, "SourceArn")
        .ifPresent(source ->
            statement.withObject("/Condition").putObject("ArnLike").put("AWS:SourceArn", source));
    template
        .value(permission, "SourceAccount")
        .ifPresent(source ->
            statement
                .withObject("/Condition")
                .putObject("StringEquals")
                .put("AWS:SourceAccount", source));
    return statement;
  }
}
