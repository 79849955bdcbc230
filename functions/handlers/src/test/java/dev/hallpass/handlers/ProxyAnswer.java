package dev.hallpass.handlers;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.identity.GrantId;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a handler answered to a call of an operation.
public record ProxyAnswer(String operation, int status, Map<String, String> headers, String body) {

  static ProxyAnswer read(String operation, String text) {
    JsonNode tree = Json.read(text);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tree.path("headers").forEachEntry((name, value) -> headers.put(name, value.stringValue()));
    return new ProxyAnswer(
        operation, tree.path("statusCode").intValue(), headers, tree.path("body").stringValue());
  }

  /// The body as JSON.
  public JsonNode json() {
    return Json.read(body);
  }

  /// The grant it tells of.
  public GrantId grant() {
    return new GrantId(json().path("grant").stringValue());
  }

  /// The stable end of a problem document's type.
  public String problem() {
    return json().path("type").stringValue().replaceFirst("^urn:hallpass:problem:", "");
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
