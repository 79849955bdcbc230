package dev.hallpass.emulator.states.jsonata;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Strict JSON: one value, no duplicate member, no text after it.
public final class StatesJson {
  /// The largest output of a state or a task, in bytes (Step Functions service quotas).
  public static final int LIMIT = 262_144;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StatesJson() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static String text(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  /// Reads one value.
  ///
  /// @throws IllegalArgumentException when the text is not one JSON value
  public static JsonNode parse(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value.isMissingNode()) {
        throw new IllegalArgumentException("No JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  public static boolean isTooLarge(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > LIMIT;
  }
}
