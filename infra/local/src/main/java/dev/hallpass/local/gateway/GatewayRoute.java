package dev.hallpass.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A method on a path, and the function behind it.
///
/// @param resource the path with its parameters in braces
/// @param operation its name in the OpenAPI document
/// @param function the name of the function
/// @param signed whether requests must be signed
public record GatewayRoute(
    String method, String resource, String operation, String function, boolean signed) {

  /// The values of the path's parameters without escapes, if a path matches the resource.
  ///
  /// @param path the path of the request
  Optional<Map<String, String>> match(String path) {
    List<String> places = List.of(resource.split("/", -1));
    List<String> segments = List.of(path.split("/", -1));
    if (places.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      String place = places.get(i);
      // Otherwise a plus would become a blank, which it means only in queries.
      String segment = URLDecoder.decode(segments.get(i).replace("+", "%2B"), UTF_8);
      if (isParameter(place) && !segment.isEmpty()) {
        parameters.put(place.substring(1, place.length() - 1), segment);
      } else if (!place.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static boolean isParameter(String place) {
    return place.startsWith("{") && place.endsWith("}");
  }
}
