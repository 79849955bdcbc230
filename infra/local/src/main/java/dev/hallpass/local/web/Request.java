package dev.hallpass.local.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/// A complete request.
///
/// @param uri absolute, with the host that the caller named
/// @param headers by name in any case, with all values of each
public record Request(
    String method, URI uri, Map<String, List<String>> headers, SdkBytes body, String sourceIp) {

  public Request {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = copy;
  }

  /// The path with its escapes.
  public String path() {
    return uri.getRawPath();
  }

  /// The only value of a header; empty if there is none, or more than one.
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /// The query's parameters without escapes, in their order, with all values of each.
  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    String raw = uri.getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (!parts[0].isEmpty()) {
          query
              .computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), _ -> new ArrayList<>())
              .add(parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
      }
    }
    return query;
  }

  /// The last value of a query parameter, without white space around it; empty if it is blank or
  /// missing.
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query().get(name))
        .map(values -> values.getLast().strip())
        .filter(value -> !value.isEmpty());
  }

  /// Shows only the method and the path, because queries and headers carry secrets.
  @Override
  public String toString() {
    return method.toUpperCase(Locale.ROOT) + " " + path();
  }
}
