package dev.hallpass.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The OpenAPI document as API Gateway imports it: every route with who may call it and who
/// answers.
///
/// Schemas, examples, parameters and default answers stay behind. API Gateway does not understand
/// all of them (source: API Gateway, important notes for REST APIs), and a proxy integration uses
/// none.
final class GatewayDocument {

  private static final String SIGNED = "sigv4";

  private final Stack stack;

  GatewayDocument(Construct scope) {
    stack = Stack.of(scope);
  }

  /// The document, its members in a fixed order so that each synthesis yields the same template.
  Map<String, Object> of(List<Route> routes) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.path(), _ -> new TreeMap<>())
          .put(route.method(), operation(route));
    }
    return sorted(
        Map.of(
            "openapi",
            "3.0.3",
            "info",
            sorted(Map.of("title", "Hallpass", "version", "1")),
            "paths",
            paths,
            "components",
            Map.of("securitySchemes", Map.of(SIGNED, signature()))));
  }

  private Map<String, Object> operation(Route route) {
    return sorted(
        Map.of(
            "operationId", route.operation(),
            "responses", answers(route),
            "security", route.signed() ? List.of(Map.of(SIGNED, List.of())) : List.of(),
            "x-amazon-apigateway-auth", Map.of("type", route.signed() ? "AWS_IAM" : "NONE"),
            "x-amazon-apigateway-integration", integration(route)));
  }

  /// API Gateway calls a function by POST, whatever the route's own method is. It finds the
  /// function's name in the stage, so that a function may know the API's address and still answer
  /// for it.
  private Map<String, Object> integration(Route route) {
    String uri =
        "arn:%1$s:apigateway:%2$s:lambda:path/2015-03-31/functions/arn:%1$s:lambda:%2$s:%3$s:function:%4$s/invocations"
            .formatted(
                stack.getPartition(),
                stack.getRegion(),
                stack.getAccount(),
                "${stageVariables." + route.operation() + "}");
    return sorted(Map.of("type", "aws_proxy", "httpMethod", "POST", "uri", uri));
  }

  private static Map<String, Object> answers(Route route) {
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
