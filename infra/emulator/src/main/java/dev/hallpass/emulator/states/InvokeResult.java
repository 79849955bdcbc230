package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.RandomSource;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The result of `lambda:invoke` from a function's answer: the payload with the response's
/// metadata.
final class InvokeResult {
  private InvokeResult() {}

  static ObjectNode of(JsonNode payload, Instant now, RandomSource chance) {
    String requestId = chance.uuid().toString();
    ObjectNode headers = headers(StatesJson.text(payload), now, requestId);
    ObjectNode allHeaders = StatesJson.object();
    headers
        .properties()
        .forEach(header -> allHeaders.putArray(header.getKey()).add(header.getValue()));
    ObjectNode result = StatesJson.object().put("ExecutedVersion", "$LATEST");
    result.set("Payload", payload);
    ObjectNode metadata = result.putObject("SdkHttpMetadata");
    metadata.set("AllHttpHeaders", allHeaders);
    metadata.set("HttpHeaders", headers);
    metadata.put("HttpStatusCode", 200);
    result.putObject("SdkResponseMetadata").put("RequestId", requestId);
    return result.put("StatusCode", 200);
  }

  private static ObjectNode headers(String payload, Instant now, String requestId) {
    return StatesJson.object()
        .put("Connection", "keep-alive")
        .put("Content-Length", String.valueOf(payload.getBytes(StandardCharsets.UTF_8).length))
        .put("Content-Type", "application/json")
        .put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
        .put("X-Amz-Executed-Version", "$LATEST")
        .put("x-amzn-Remapped-Content-Length", "0")
        .put("x-amzn-RequestId", requestId)
        .put("X-Amzn-Trace-Id", "root=1-" + requestId);
  }
}
