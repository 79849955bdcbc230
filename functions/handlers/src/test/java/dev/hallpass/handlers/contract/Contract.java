package dev.hallpass.handlers.contract;

import static java.util.stream.Collectors.toCollection;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document, as far as answers and bodies can be held against it.
public final class Contract {

  private final JsonNode document;
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Map<String, List<JsonNode>> parameters = new HashMap<>();
  private final Map<JsonNode, Schema> schemas = new HashMap<>();

  private Contract(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .forEach(path ->
            path.forEach(member -> {
              if (member.has("operationId")) {
                String id = member.path("operationId").stringValue();
                operations.put(id, member);
                parameters.put(
                    id,
                    Stream.of(path, member)
                        .flatMap(some -> some.path("parameters").valueStream())
                        .map(this::resolved)
                        .toList());
              }
            }));
  }

  /// The document beside the handlers.
  public static Contract read() {
    try {
      Object yaml =
          new Load(LoadSettings.builder().build())
              .loadFromString(Files.readString(Path.of("openapi.yaml")));
      return new Contract(new JsonMapper().valueToTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The schemas of all properties of this name, wherever they stand.
  public List<JsonNode> properties(String name) {
    return properties(document)
        .filter(property -> property.getKey().equals(name))
        .map(Entry::getValue)
        .toList();
  }

  /// The names of all properties whose schemas have such a member.
  public Set<String> propertiesWith(String member, Predicate<String> value) {
    return properties(document)
        .filter(property -> value.test(property.getValue().path(member).asString("")))
        .map(Entry::getKey)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<Entry<String, JsonNode>> properties(JsonNode node) {
    return Stream.concat(
        node.path("properties").properties().stream(),
        node.valueStream().flatMap(Contract::properties));
  }

  /// The ids of all operations.
  public Set<String> operations() {
    return operations.keySet();
  }

  /// The ids of the operations that only signed calls reach.
  public Set<String> signedOperations() {
    Set<String> signed = new TreeSet<>(operations.keySet());
    signed.removeIf(id -> operation(id).path("security").isEmpty());
    return signed;
  }

  /// The names of what an operation takes in its path, query and headers.
  public List<String> parameters(String operation) {
    return parameters.getOrDefault(operation, List.of()).stream()
        .map(parameter -> parameter.path("name").stringValue())
        .toList();
  }

  /// The name of the function that answers an operation.
  public String function(String operation) {
    return Json.text(operation(operation), "x-function");
  }

  /// The ids of the operations that take a body.
  public Set<String> operationsWithBody() {
    Set<String> some = new TreeSet<>(operations.keySet());
    some.removeIf(id -> !operation(id).has("requestBody"));
    return some;
  }

  /// The schema of what an operation takes as its body.
  public JsonNode bodySchema(String operation) {
    return resolved(operation(operation).path("requestBody").findPath("schema"));
  }

  /// The statuses that an operation lists by number.
  public Set<Integer> statuses(String operation) {
    Set<Integer> statuses = new TreeSet<>();
    operation(operation).path("responses").propertyNames().stream()
        .filter(status -> !status.equals("default"))
        .map(Integer::valueOf)
        .forEach(statuses::add);
    return statuses;
  }

  /// The example body of an operation, where it has one.
  public JsonNode example(String operation) {
    return operation(operation).path("requestBody").findPath("example");
  }

  /// What an answer has that the document does not promise. What the caller can do something about
  /// is listed by its status; only 500 and above may come as the default.
  public List<String> mistakesIn(ProxyAnswer answer) {
    JsonNode responses = operation(answer.operation()).path("responses");
    String status = String.valueOf(answer.status());
    if (!responses.has(status) && answer.status() < 500) {
      return List.of(status + " is not listed");
    }
    JsonNode response = resolved(responses.path(responses.has(status) ? status : "default"));
    String contentType = answer.header("Content-Type").split(";", 2)[0];
    if (!response.path("content").has(contentType)) {
      return List.of(contentType + " is not listed for " + status);
    }
    JsonNode schema = response.path("content").path(contentType).path("schema");
    return contentType.endsWith("json") ? mistakesIn(answer.body(), schema) : List.of();
  }

  /// What a body has that an operation does not take.
  public List<String> mistakesInBody(String operation, JsonNode body) {
    JsonNode schema = operation(operation).path("requestBody").findPath("schema");
    return mistakesIn(body.toString(), schema);
  }

  /// What a call has in its path, query and headers that its operation does not take.
  public List<String> mistakesInParameters(ProxyCall call) {
    return parameters.getOrDefault(call.operation(), List.of()).stream()
        .flatMap(parameter -> {
          String name = parameter.path("name").stringValue();
          String place =
              switch (parameter.path("in").stringValue()) {
                case "path" -> "pathParameters";
                case "query" -> "queryStringParameters";
                default -> "headers";
              };
          JsonNode value = call.event().path(place).path(name);
          return value.isString()
              ? mistakesIn(value.toString(), parameter.path("schema")).stream()
              : parameter.path("required").booleanValue(false)
                  ? Stream.of("no " + name)
                  : Stream.<String>empty();
        })
        .toList();
  }

  private List<String> mistakesIn(String json, JsonNode schema) {
    return schemas
        .computeIfAbsent(schema, this::whole)
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private Schema whole(JsonNode schema) {
    ObjectNode whole = Json.object();
    // The references in a schema begin at the root of the document.
    whole.set("components", document.path("components"));
    whole.putArray("allOf").add(schema);
    return SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30()).getSchema(whole);
  }

  private JsonNode operation(String id) {
    JsonNode operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException(id + " is no operation of the document");
    }
    return operation;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
  }
}
