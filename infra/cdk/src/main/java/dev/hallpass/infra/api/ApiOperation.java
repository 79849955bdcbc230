package dev.hallpass.infra.api;

import dev.hallpass.infra.shared.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One operation of the OpenAPI document, with what a gateway needs to know.
///
/// @param path the path with its parameters in braces
/// @param method the method in lower case
/// @param operation the id of the operation
/// @param function the handler that serves it and all routes with the same rights
/// @param signed whether callers must sign with Signature Version 4
/// @param answers the meaning of each status, without the default
/// @param required the parameters that each call must have
/// @param body the form of its JSON body; empty if it has no body, an optional one, or one of
///   another kind
public record ApiOperation(
    String path,
    String method,
    String operation,
    String function,
    boolean signed,
    Map<String, String> answers,
    List<Parameter> required,
    List<BodyModel> body) {

  private static final Set<String> METHODS =
      Set.of("delete", "get", "head", "options", "patch", "post", "put", "trace");

  /// A parameter of a call.
  ///
  /// @param in its place in the words of OpenAPI: `path`, `query` or `header`
  record Parameter(String name, String in) {}

  public ApiOperation {
    answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    required = List.copyOf(required);
    body = List.copyOf(body);
  }

  /// The method in upper case, as in a call.
  public String verb() {
    return method.toUpperCase(Locale.ROOT);
  }

  /// The path with a star for each parameter, as in IAM policies.
  public String anyPath() {
    return path.replaceAll("\\{[^}]*}", "*");
  }

  /// The routes of a document, in its order.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be read
  public static List<ApiOperation> in(Path document) {
    JsonNode api = Yaml.read(document);
    List<ApiOperation> routes = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(method -> route(api, path, method))
                .forEach(routes::add));
    return List.copyOf(routes);
  }

  private static ApiOperation route(
      JsonNode api, Entry<String, JsonNode> path, Entry<String, JsonNode> method) {
    JsonNode operation = method.getValue();
    // Only a list that exists and is empty opens a route to everybody.
    JsonNode security = operation.path("security");
    boolean open = security.isArray() && security.isEmpty();
    return new ApiOperation(
        path.getKey(),
        method.getKey(),
        operation.required("operationId").stringValue(),
        operation.required("x-function").stringValue(),
        !open,
        answers(api, operation),
        required(api, path.getValue(), operation),
        body(api, operation));
  }

  private static List<Parameter> required(JsonNode api, JsonNode path, JsonNode operation) {
    return Stream.of(path, operation)
        .flatMap(owner -> owner.path("parameters").valueStream())
        .map(parameter -> resolved(api, parameter))
        .filter(parameter -> parameter.path("required").booleanValue(false))
        .map(parameter ->
            new Parameter(
                parameter.required("name").stringValue(), parameter.required("in").stringValue()))
        .toList();
  }

  private static List<BodyModel> body(JsonNode api, JsonNode operation) {
    JsonNode body = operation.path("requestBody");
    // API Gateway also checks a missing body, and refuses it.
    if (!body.path("required").booleanValue(false)) {
      return List.of();
    }
    return body
        .path("content")
        .path("application/json")
        .path("schema")
        .path("$ref")
        .stringValueOpt()
        .map(reference -> BodyModel.of(api, reference))
        .stream()
        .toList();
  }

  private static Map<String, String> answers(JsonNode api, JsonNode operation) {
    Map<String, String> answers = new TreeMap<>();
    operation.path("responses").properties().stream()
        .filter(answer -> !answer.getKey().equals("default"))
        .forEach(answer ->
            answers.put(
                answer.getKey(),
                resolved(api, answer.getValue()).required("description").stringValue()));
    return answers;
  }

  private static JsonNode resolved(JsonNode api, JsonNode value) {
    return value.has("$ref") ? api.at(value.path("$ref").stringValue().substring(1)) : value;
  }
}
