package dev.hallpass.local.gateway;

import dev.hallpass.local.web.HttpReply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the answers of functions to a REST API of API Gateway (source: API Gateway Developer
/// Guide, "Output format of a Lambda function for proxy integration").
final class ProxyAnswers {

  private final JsonMapper json = new JsonMapper();

  /// The answer in a function's output; empty if the output is malformed.
  Optional<HttpReply> answer(byte[] output) {
    try {
      JsonNode node = json.readTree(output);
      return node.path("statusCode").isInt() ? Optional.of(answer(node)) : Optional.empty();
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static HttpReply answer(JsonNode node) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", List.of("application/json"));
    node.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asString())));
    for (Map.Entry<String, JsonNode> header : node.path("multiValueHeaders").properties()) {
      List<String> values = new ArrayList<>();
      header.getValue().forEach(value -> values.add(value.asString()));
      headers.put(header.getKey(), values);
    }
    String body = node.path("body").asString("");
    return new HttpReply(
        node.path("statusCode").asInt(),
        headers,
        node.path("isBase64Encoded").asBoolean(false)
            ? SdkBytes.fromByteArray(Base64.getDecoder().decode(body))
            : SdkBytes.fromUtf8String(body));
  }
}
