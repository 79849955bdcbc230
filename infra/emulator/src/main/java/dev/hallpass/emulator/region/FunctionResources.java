package dev.hallpass.emulator.region;

import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.lambda.LambdaFunction;
import dev.hallpass.emulator.lambda.Permissions;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A stack's functions with their versions, aliases and policies.
final class FunctionResources {
  private FunctionResources() {}

  static void make(Stack stack, InMemoryLambda lambda) {
    for (TemplateResource function : stack.resources("AWS::Lambda::Function")) {
      // A template that says what the digest of the file is was deployed with that file.
      String sha256 =
          stack
              .template()
              .json()
              .at("/Resources/%s/Metadata/CodeSha256".formatted(function.id()))
              .asString("");
      if (!sha256.isEmpty()) {
        lambda.upload(file(function), sha256);
      }
      lambda.create(function(stack, function));
    }
    for (TemplateResource version : stack.resources("AWS::Lambda::Version")) {
      lambda.publish(arn(stack, version.text("FunctionName")));
    }
    for (TemplateResource alias : stack.resources("AWS::Lambda::Alias")) {
      lambda.alias(
          arn(stack, alias.text("FunctionName")),
          alias.text("Name"),
          alias.optional("FunctionVersion").orElse("$LATEST"));
    }
    for (TemplateResource permission : stack.resources("AWS::Lambda::Permission")) {
      String arn = arn(stack, permission.text("FunctionName"));
      lambda.permit(
          arn,
          permission.id(),
          Permissions.statement(
              arn,
              permission.text("Action"),
              permission.text("Principal"),
              permission.optional("SourceArn"),
              permission.optional("SourceAccount")));
    }
  }

  private static LambdaFunction function(Stack stack, TemplateResource function) {
    Map<String, String> environment = new TreeMap<>();
    function
        .properties()
        .path("Environment")
        .path("Variables")
        .forEachEntry((name, value) -> environment.put(name, value.asString()));
    return new LambdaFunction(
        stack.ref(function.id()),
        stack.attribute(function.id(), "Arn"),
        function.text("Handler"),
        function.optional("Runtime").orElse(""),
        function.text("Role"),
        file(function),
        function.properties().path("Layers").valueStream().map(JsonNode::asString).toList(),
        environment);
  }

  private static String file(TemplateResource function) {
    return function.properties().path("Code").path("S3Key").asString("");
  }

  /// A function can be known by its name or by its ARN.
  static String arn(Stack stack, String function) {
    return function.startsWith("arn:")
        ? function
        : stack.place().arn("lambda", "function:" + function);
  }
}
