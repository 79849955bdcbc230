package dev.hallpass.cli.api;

import dev.hallpass.cli.json.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A call of the API.
///
/// @param path the path, with values as they are
/// @param headers its headers beside those of the signature
/// @param body the document, or nothing
/// @param policy for a yes, the hash of the policy that is approved
/// @param proved whether it must carry a proof of its caller
public record Call(
    String method,
    String path,
    Map<String, String> headers,
    String body,
    Optional<String> policy,
    boolean proved) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /// A call that only reads.
  public static Call get(String path) {
    return new Call("GET", path, Map.of(), "", Optional.empty(), false);
  }

  /// A call without a document.
  public static Call post(String path) {
    return new Call("POST", path, Map.of(), "", Optional.empty(), false);
  }

  /// A call with a document.
  public static Call post(String path, JsonNode body) {
    return new Call("POST", path, Map.of(), Json.text(body), Optional.empty(), false);
  }

  /// The same with a key: if it is repeated, it has no further effect.
  public Call once(String key) {
    return new Call(method, path, Map.of("Idempotency-Key", key), body, policy, proved);
  }

  /// The same as a yes to a policy, with a proof of the caller.
  public Call approving(String policyHash) {
    return new Call(method, path, headers, body, Optional.of(policyHash), true);
  }
}
