package dev.hallpass.local.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All routes of the OpenAPI document.
public record GatewayRoutes(List<GatewayRoute> all) {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  public GatewayRoutes {
    all = List.copyOf(all);
  }

  /// Reads an OpenAPI 3.0 document. An operation is signed unless it says `security: []`.
  ///
  /// @throws IllegalArgumentException if an operation has no `operationId` or names no function
  public static GatewayRoutes read(Path openApi) throws IOException {
    Load yaml = new Load(LoadSettings.builder().setLabel(openApi.toString()).build());
    JsonNode document =
        new JsonMapper().valueToTree(yaml.loadFromString(Files.readString(openApi)));
    List<GatewayRoute> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          routes.add(route(path.getKey(), operation.getKey(), operation.getValue()));
        }
      }
    }
    return new GatewayRoutes(routes);
  }

  /// Finds the route of a request.
  ///
  /// @param path the path of the request, with its escapes
  public Match match(String method, String path) {
    List<Found> found =
        all.stream()
            .flatMap(route -> route.match(path).map(values -> new Found(route, values)).stream())
            .toList();
    Set<String> methods = new TreeSet<>();
    found.forEach(one -> methods.add(one.route().method()));
    if (methods.isEmpty()) {
      return new NoSuchPath();
    }
    // A literal path goes before one with a parameter in the same place.
    return found.stream()
        .filter(one -> one.route().method().equals(method))
        .min(Comparator.comparingInt(one -> one.parameters().size()))
        .map(Match.class::cast)
        .orElse(new NoSuchMethod(methods));
  }

  private static GatewayRoute route(String path, String method, JsonNode operation) {
    JsonNode security = operation.path("security");
    boolean open = security.isArray() && security.isEmpty();
    String verb = method.toUpperCase(Locale.ROOT);
    return new GatewayRoute(
        verb,
        path,
        member(operation, "operationId", verb, path),
        member(operation, "x-function", verb, path),
        !open);
  }

  private static String member(JsonNode operation, String name, String verb, String path) {
    String value = operation.path(name).asString("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("%s %s has no %s".formatted(verb, path, name));
    }
    return value;
  }

  /// The result for a method and a path.
  public sealed interface Match {}

  /// A route.
  ///
  /// @param parameters the parameters of the path, by name
  public record Found(GatewayRoute route, Map<String, String> parameters) implements Match {
    public Found {
      parameters = Map.copyOf(parameters);
    }
  }

  /// No route has this path.
  public record NoSuchPath() implements Match {}

  /// The path exists, but not with this method.
  ///
  /// @param allowed the methods of the path
  public record NoSuchMethod(Set<String> allowed) implements Match {
    public NoSuchMethod {
      allowed = new TreeSet<>(allowed);
    }
  }
}
