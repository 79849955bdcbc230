package dev.hallpass.cli.api;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as trees.
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Reads one JSON value.
  ///
  /// @throws tools.jackson.core.JacksonException if the text is not JSON
  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// A text that may be missing.
  static Optional<String> text(JsonNode tree, String member) {
    return Optional.of(tree.path(member)).filter(JsonNode::isString).map(JsonNode::asString);
  }

  /// An instant that may be missing.
  static Optional<Instant> instant(JsonNode tree, String member) {
    return text(tree, member).map(Instant::parse);
  }

  /// The texts of a list; none if it is missing.
  static Stream<String> texts(JsonNode tree, String member) {
    return tree.path(member).valueStream().map(JsonNode::asString);
  }
}
