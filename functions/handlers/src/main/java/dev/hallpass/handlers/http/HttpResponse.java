package dev.hallpass.handlers.http;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to a call.
public record HttpResponse(int status, Map<String, String> headers, String body) {

  /// A JSON answer. Nobody may cache it, because it can hold credentials and is soon out of date.
  public static HttpResponse json(int status, JsonNode body) {
    return new HttpResponse(status, headers("application/json"), Json.write(body));
  }

  /// A page.
  static HttpResponse page(int status, Map<String, String> headers, String html) {
    return new HttpResponse(status, headers, html);
  }

  public static HttpResponse problem(Problem problem) {
    return new HttpResponse(
        problem.status(), headers("application/problem+json"), Json.write(problem.tree()));
  }

  /// The same answer with one more header.
  public HttpResponse with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new HttpResponse(status, more, body);
  }

  /// The grant that the call created; empty for other calls.
  Optional<GrantId> created() {
    return Optional.ofNullable(headers.get("Location"))
        .map(location -> new GrantId(location.substring(location.lastIndexOf('/') + 1)));
  }

  /// The answer in the form of API Gateway.
  ObjectNode tree() {
    ObjectNode tree = Json.object().put("statusCode", status).put("isBase64Encoded", false);
    ObjectNode names = tree.putObject("headers");
    headers.forEach(names::put);
    return tree.put("body", body);
  }

  private static Map<String, String> headers(String contentType) {
    return Map.of(
        "Content-Type", contentType,
        "Cache-Control", "no-store",
        "X-Content-Type-Options", "nosniff");
  }

  /// Hides the body, which may hold credentials.
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
