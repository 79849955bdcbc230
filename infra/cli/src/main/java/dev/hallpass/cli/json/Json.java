package dev.hallpass.cli.json;

import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as trees. They are read and written token by token: a mapper would take longer to load than
/// most commands take.
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /// Reads one JSON value.
  ///
  /// @throws tools.jackson.core.JacksonException if the text is not JSON
  public static JsonNode read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      JsonNode value = value(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "There is text behind the value");
      }
      return value;
    }
  }

  private static JsonNode value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case null, default -> throw new StreamReadException(parser, "This is no JSON value");
    };
  }

  /// The text of a value.
  public static String text(JsonNode tree) {
    return text(tree, ObjectWriteContext.empty());
  }

  /// The text of a value, indented for people.
  public static String indented(JsonNode tree) {
    return text(tree, new Indenting());
  }

  private static String text(JsonNode tree, ObjectWriteContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
      write(tree, generator);
    }
    return text.toString();
  }

  private static final class Indenting extends ObjectWriteContext.Base {

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }
  }

  private static void write(JsonNode tree, JsonGenerator generator) {
    switch (tree) {
      case ObjectNode object -> {
        generator.writeStartObject();
        object.forEachEntry((name, value) -> {
          generator.writeName(name);
          write(value, generator);
        });
        generator.writeEndObject();
      }
      case ArrayNode array -> {
        generator.writeStartArray();
        array.forEach(value -> write(value, generator));
        generator.writeEndArray();
      }
      default -> {
        switch (tree.asToken()) {
          case VALUE_STRING -> generator.writeString(tree.asString());
          case VALUE_NULL -> generator.writeNull();
          // Numbers and truth values stand as they are.
          default -> generator.writeRawValue(tree.asString());
        }
      }
    }
  }

  /// A text that may be missing.
  public static Optional<String> text(JsonNode tree, String member) {
    return Optional.of(tree.path(member)).filter(JsonNode::isString).map(JsonNode::asString);
  }

  /// An instant that may be missing.
  ///
  /// @throws java.time.DateTimeException if the text is not an instant
  public static Optional<Instant> instant(JsonNode tree, String member) {
    return text(tree, member).map(Instant::parse);
  }

  /// The texts of a list; none if it is missing.
  public static Stream<String> texts(JsonNode tree, String member) {
    return tree.path(member).valueStream().map(JsonNode::asString);
  }

  /// The texts of an object, in their order; none if it is missing.
  public static Map<String, String> textByName(JsonNode tree, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    tree.path(member).forEachEntry((name, value) -> texts.put(name, value.asString()));
    return texts;
  }
}
