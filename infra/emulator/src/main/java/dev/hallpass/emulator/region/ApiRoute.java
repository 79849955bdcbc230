package dev.hallpass.emulator.region;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// An operation of a REST API that a stack makes from an OpenAPI document, with its function.
///
/// @param method in upper case
/// @param path with its parameters in braces
/// @param operation its id in the document
/// @param source the ARN by which API Gateway invokes the function
/// @param function the ARN to invoke, which can be an alias
/// @param handler the class that the function runs
/// @param signed whether requests must be signed
public record ApiRoute(
    String method,
    String path,
    String operation,
    String source,
    String function,
    String handler,
    boolean signed) {
  private static final Pattern INTEGRATION = Pattern.compile(".*/functions/(arn:.+)/invocations");

  /// The operations of a stack's APIs, each at the stage that the stack makes.
  ///
  /// @throws IllegalArgumentException if there is no stage, or an operation calls no function
  public static List<ApiRoute> of(Stack stack) {
    List<ApiRoute> routes = new ArrayList<>();
    for (TemplateResource api : stack.resources("AWS::ApiGateway::RestApi")) {
      String id = stack.ref(api.id());
      TemplateResource stage =
          stack.resources("AWS::ApiGateway::Stage").stream()
              .filter(one -> one.text("RestApiId").equals(id))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(api.id() + " has no stage"));
      String prefix = "%s/%s/".formatted(id, stage.text("StageName"));
      api.properties()
          .path("Body")
          .path("paths")
          .forEachEntry((path, methods) ->
              methods.forEachEntry((method, operation) ->
                  routes.add(
                      route(stack, prefix, method.toUpperCase(Locale.ROOT), path, operation))));
    }
    return List.copyOf(routes);
  }

  private static ApiRoute route(
      Stack stack, String prefix, String method, String path, JsonNode operation) {
    String id = operation.path("operationId").asString("");
    String uri = operation.path("x-amazon-apigateway-integration").path("uri").asString("");
    Matcher integration = INTEGRATION.matcher(uri);
    if (!integration.matches()) {
      throw new IllegalArgumentException("The operation %s calls no function".formatted(id));
    }
    // In the ARN for the function's policy, a path's parameter is an asterisk.
    String source =
        stack.place().arn("execute-api", prefix + method + path.replaceAll("\\{[^}]*}", "*"));
    String function = integration.group(1);
    return new ApiRoute(
        method, path, id, source, function, handler(stack, function), isSigned(operation));
  }

  private static String handler(Stack stack, String function) {
    return stack.resources("AWS::Lambda::Function").stream()
        .filter(one -> (function + ":").startsWith(stack.attribute(one.id(), "Arn") + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The stack has no " + function))
        .text("Handler");
  }

  private static boolean isSigned(JsonNode operation) {
    String type = operation.at("/x-amazon-apigateway-auth/type").asString("NONE");
    return switch (type) {
      case "AWS_IAM" -> true;
      case "NONE" -> false;
      default -> throw new UnsupportedOperationException(type + " is not emulated");
    };
  }
}
