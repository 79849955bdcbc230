package dev.hallpass.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One operation of the OpenAPI document, as far as a gateway needs to know it.
///
/// @param path with its parameters in braces
/// @param method in lower case
/// @param operation its id, which is its handler's name
/// @param signed whether callers must sign with Signature Version 4
/// @param answers what each status means, without the default
record Route(
    String path, String method, String operation, boolean signed, Map<String, String> answers) {

  private static final Set<String> METHODS =
      Set.of("delete", "get", "head", "options", "patch", "post", "put", "trace");

  Route {
    answers = Collections.unmodifiableMap(new TreeMap<>(answers));
  }

  /// The routes of a document, in its order.
  ///
  /// @throws UncheckedIOException if it cannot be read
  static List<Route> in(Path document) {
    JsonNode api = read(document);
    List<Route> routes = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(member -> route(api, path.getKey(), member.getKey(), member.getValue()))
                .forEach(routes::add));
    return List.copyOf(routes);
  }

  private static Route route(JsonNode api, String path, String method, JsonNode operation) {
    // Only a list that is there and empty opens a route to everybody.
    JsonNode security = operation.path("security");
    boolean open = security.isArray() && security.isEmpty();
    String id = operation.required("operationId").stringValue();
    return new Route(path, method, id, !open, answers(api, operation));
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

  private static JsonNode read(Path document) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(document.toString()).build();
      Object yaml = new Load(settings).loadFromString(Files.readString(document));
      return JsonMapper.shared().valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
