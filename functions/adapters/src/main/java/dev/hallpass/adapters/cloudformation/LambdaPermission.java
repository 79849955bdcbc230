package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A permission to call a function: one statement of the function's policy, in the form that Lambda
/// writes. [Source](
/// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html)
///
/// @param id the name of the statement
/// @param statement the statement without its name
record LambdaPermission(String id, JsonNode statement) {

  private static final List<String> KNOWN =
      List.of("Action", "FunctionName", "Principal", "SourceAccount", "SourceArn");

  /// The permissions in a template.
  ///
  /// @throws Undeterminable if the principal of one is unknown
  static List<LambdaPermission> expected(StackTemplate template, String functionArn) {
    return template.resources("AWS::Lambda::Permission").stream()
        .filter(one -> template.text(one, "FunctionName").equals(functionArn))
        .map(one -> expected(template, one, functionArn))
        .toList();
  }

  /// The permissions in a function's policy.
  ///
  /// @throws tools.jackson.core.JacksonException if the policy is not JSON
  static List<LambdaPermission> found(String policy) {
    return Json.read(policy).path("Statement").valueStream().map(LambdaPermission::found).toList();
  }

  private static LambdaPermission found(JsonNode statement) {
    ObjectNode nameless = Json.object();
    statement.forEachEntry((member, value) -> {
      if (!member.equals("Sid")) {
        nameless.set(member, value);
      }
    });
    return new LambdaPermission(statement.path("Sid").asString(""), nameless);
  }

  private static LambdaPermission expected(
      StackTemplate template, Resource permission, String arn) {
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
    return new LambdaPermission(permission.name().orElse(permission.id()), statement);
  }

  /// Whether another permission allows the same to the same principal, under any name:
  /// CloudFormation invents the names.
  boolean allowsAs(LambdaPermission other) {
    return tree().equals(other.tree());
  }

  private PolicyTree tree() {
    ObjectNode policy = Json.object();
    policy.putArray("Statement").add(statement);
    return PolicyTree.of(policy);
  }

  /// Adds the options for the principal to a command.
  AwsCommand describe(AwsCommand command) {
    AwsCommand described =
        command
            .with("action", statement.path("Action").asString(""))
            .with("principal", only(statement.path("Principal")));
    described = with(described, "source-arn", "/Condition/ArnLike/AWS:SourceArn");
    return with(described, "source-account", "/Condition/StringEquals/AWS:SourceAccount");
  }

  private AwsCommand with(AwsCommand command, String option, String pointer) {
    return Optional.of(statement.at(pointer).asString(""))
        .filter(value -> !value.isEmpty())
        .map(value -> command.with(option, value))
        .orElse(command);
  }

  private static String only(JsonNode principal) {
    return principal.valueStream().findFirst().map(JsonNode::asString).orElseThrow();
  }
}
