package dev.hallpass.emulator.region;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
/// @param query the query parameters that a request must have
/// @param body the schema of a JSON body; empty if it is not checked
public record ApiRoute(
    String method,
    String path,
    String operation,
    String source,
    String function,
    String handler,
    boolean signed,
    List<String> query,
    Optional<JsonNode> body) {
  private static final Pattern INTEGRATION = Pattern.compile(".*/functions/(arn:.+)/invocations");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");

  public ApiRoute {
    query = List.copyOf(query);
  }

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
      JsonNode document = api.properties().path("Body");
      document
          .path("paths")
          .forEachEntry((path, methods) ->
              methods.forEachEntry((method, operation) -> {
                String verb = method.toUpperCase(Locale.ROOT);
                routes.add(route(stack, stage, document, prefix, verb, path, operation));
              }));
    }
    return List.copyOf(routes);
  }

  private static ApiRoute route(
      Stack stack,
      TemplateResource stage,
      JsonNode document,
      String prefix,
      String method,
      String path,
      JsonNode operation) {
    String id = operation.path("operationId").asString("");
    String uri =
        filledIn(
            operation.path("x-amazon-apigateway-integration").path("uri").asString(""),
            stage.properties().path("Variables"));
    Matcher integration = INTEGRATION.matcher(uri);
    if (!integration.matches()) {
      throw new IllegalArgumentException("The operation %s calls no function".formatted(id));
    }
    // In the ARN for the function's policy, a path's parameter is an asterisk.
    String source =
        stack.place().arn("execute-api", prefix + method + path.replaceAll("\\{[^}]*}", "*"));
    String function = integration.group(1);
    JsonNode validator =
        document
            .path("x-amazon-apigateway-request-validators")
            .path(operation.path("x-amazon-apigateway-request-validator").asString(""));
    return new ApiRoute(
        method,
        path,
        id,
        source,
        function,
        handler(stack, function),
        isSigned(operation),
        query(validator, operation),
        operation
            .at("/requestBody/content/application~1json/schema/$ref")
            .stringValueOpt()
            .filter(_ -> validator.path("validateRequestBody").asBoolean(false))
            .map(reference -> document.requiredAt(reference.substring(1))));
  }

  /// A text with the stage's variables. [Source](
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html)
  private static String filledIn(String uri, JsonNode variables) {
    return VARIABLE
        .matcher(uri)
        .replaceAll(found ->
            Matcher.quoteReplacement(variables.path(found.group(1)).asString(found.group())));
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

  private static List<String> query(JsonNode validator, JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .filter(_ -> validator.path("validateRequestParameters").asBoolean(false))
        .filter(parameter -> parameter.path("required").asBoolean(false))
        .filter(parameter -> parameter.path("in").asString().equals("query"))
        .map(parameter -> parameter.required("name").asString())
        .toList();
  }
}
