package dev.hallpass.infra.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The OpenAPI document in the form that API Gateway imports: each route with its callers, its
/// checks and its handler.
///
/// It leaves out the schemas of answers, examples, optional parameters and default answers. API
/// Gateway does not understand all of them (source: API Gateway, important notes for REST APIs),
/// and a proxy integration uses none.
final class GatewayDocument {

  private static final String SIGNED = "sigv4";
  private static final String VALIDATOR = "everything";

  private final Stack stack;

  GatewayDocument(Construct scope) {
    stack = Stack.of(scope);
  }

  /// The document. Its members have a fixed order, so each synthesis gives the same template.
  Map<String, Object> of(List<ApiOperation> routes) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (ApiOperation route : routes) {
      paths
          .computeIfAbsent(route.path(), _ -> new TreeMap<>())
          .put(route.method(), operation(route));
    }
    return sorted(
        Map.of(
            "openapi", "3.0.3",
            "info", sorted(Map.of("title", "Hallpass", "version", "1")),
            "paths", paths,
            "components", components(routes),
            "x-amazon-apigateway-gateway-responses", GatewayResponse.all(),
            "x-amazon-apigateway-request-validators", Map.of(VALIDATOR, everything())));
  }

  private static Map<String, Object> components(List<ApiOperation> routes) {
    Map<String, Object> schemas = new TreeMap<>();
    routes.stream()
        .flatMap(route -> route.body().stream())
        .forEach(model -> schemas.put(model.name(), model.schema()));
    return sorted(Map.of("schemas", schemas, "securitySchemes", Map.of(SIGNED, signature())));
  }

  private static Map<String, Object> everything() {
    return sorted(Map.of("validateRequestBody", true, "validateRequestParameters", true));
  }

  private Map<String, Object> operation(ApiOperation route) {
    Map<String, Object> operation = new TreeMap<>();
    operation.put("operationId", route.operation());
    operation.put("parameters", parameters(route));
    operation.put("responses", answers(route));
    operation.put("security", route.signed() ? List.of(Map.of(SIGNED, List.of())) : List.of());
    operation.put("x-amazon-apigateway-auth", Map.of("type", route.signed() ? "AWS_IAM" : "NONE"));
    operation.put("x-amazon-apigateway-integration", integration(route));
    operation.put("x-amazon-apigateway-request-validator", VALIDATOR);
    route.body().forEach(model -> operation.put("requestBody", body(model)));
    return operation;
  }

  /// API Gateway only checks that parameters exist.
  private static List<Map<String, Object>> parameters(ApiOperation route) {
    return route.required().stream()
        .map(parameter ->
            sorted(
                Map.of(
                    "name", parameter.name(),
                    "in", parameter.in(),
                    "required", true,
                    "schema", Map.of("type", "string"))))
        .toList();
  }

  /// API Gateway does not check a body of another content type; the handlers refuse it. The form of
  /// the decision page has no model for the same reason: a model would read it as JSON.
  private static Map<String, Object> body(BodyModel model) {
    Map<String, Object> schema = Map.of("$ref", "#/components/schemas/" + model.name());
    return sorted(
        Map.of("required", true, "content", Map.of("application/json", Map.of("schema", schema))));
  }

  /// API Gateway calls functions by POST, for every method of a route. The stage names the
  /// functions: if the API did, the functions could not be told its address.
  private Map<String, Object> integration(ApiOperation route) {
    String uri =
        "arn:%1$s:apigateway:%2$s:lambda:path/2015-03-31/functions/arn:%1$s:lambda:%2$s:%3$s:function:${stageVariables.%4$s}/invocations"
            .formatted(
                stack.getPartition(), stack.getRegion(), stack.getAccount(), route.function());
    return sorted(Map.of("type", "aws_proxy", "httpMethod", "POST", "uri", uri));
  }

  private static Map<String, Object> answers(ApiOperation route) {
    Map<String, Object> answers = new TreeMap<>();
    route.answers().forEach((status, says) -> answers.put(status, Map.of("description", says)));
    return answers;
  }

  private static Map<String, Object> signature() {
    return sorted(
        Map.of(
            "type", "apiKey",
            "name", "Authorization",
            "in", "header",
            "x-amazon-apigateway-authtype", "awsSigv4"));
  }

  private static Map<String, Object> sorted(Map<String, Object> members) {
    return new TreeMap<>(members);
  }
}
