package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.emulator.region.ApiRoute;
import java.net.URLDecoder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All routes of an API.
public record GatewayRoutes(List<ApiRoute> all) {

  public GatewayRoutes {
    all = List.copyOf(all);
  }

  /// Finds the route of a request.
  ///
  /// @param path the path of the request, with its escapes
  public Optional<Found> match(String method, String path) {
    // A literal path goes before one with a parameter in the same place.
    return all.stream()
        .filter(route -> route.method().equals(method))
        .flatMap(route -> parameters(route, path).map(values -> new Found(route, values)).stream())
        .min(Comparator.comparingInt(one -> one.parameters().size()));
  }

  private static Optional<Map<String, String>> parameters(ApiRoute route, String path) {
    List<String> places = List.of(route.path().split("/", -1));
    List<String> segments = List.of(path.split("/", -1));
    if (places.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      String place = places.get(i);
      // Otherwise a plus would become a blank, which it means only in queries.
      String segment = URLDecoder.decode(segments.get(i).replace("+", "%2B"), UTF_8);
      if (place.startsWith("{") && !segment.isEmpty()) {
        parameters.put(place.substring(1, place.length() - 1), segment);
      } else if (!place.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /// A route.
  ///
  /// @param parameters the parameters of the path without escapes, by name
  public record Found(ApiRoute route, Map<String, String> parameters) {
    public Found {
      parameters = Map.copyOf(parameters);
    }
  }
}
