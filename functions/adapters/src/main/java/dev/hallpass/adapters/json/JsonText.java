package dev.hallpass.adapters.json;

import java.io.InputStream;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Trees from text and text from trees, by Jackson's parser and generator alone: its mapper loads
/// some 400 classes more, at each cold start.
final class JsonText {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  private JsonText() {}

  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  static JsonParser parser(InputStream stream) {
    return FACTORY.createParser(ObjectReadContext.empty(), stream);
  }

  /// Reads the one value of a text; a text without one is a missing node.
  ///
  /// @throws tools.jackson.core.JacksonException if it is not JSON, or more follows
  static JsonNode read(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return MissingNode.getInstance();
    }
    JsonNode value = value(parser, first);
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "More follows after the value");
    }
    return value;
  }

  /// Reads the value that begins with a token.
  static JsonNode value(JsonParser parser, JsonToken first) {
    return switch (first) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new StreamReadException(parser, "There is no value here");
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      object.set(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(parser, next));
    }
    return array;
  }

  /// The text of a value, without white space.
  static String write(JsonNode value) {
    return write(value, ObjectWriteContext.empty());
  }

  /// The text of a value, with its members on lines of their own.
  static String indented(JsonNode value) {
    return write(value, INDENTED);
  }

  private static String write(JsonNode value, ObjectWriteContext context) {
    var text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
      write(value, generator);
    }
    return text.toString();
  }

  private static void write(JsonNode value, JsonGenerator generator) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          generator.writeName(member.getKey());
          write(member.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray();
        for (JsonNode one : value) {
          write(one, generator);
        }
        generator.writeEndArray();
      }
      case STRING -> generator.writeString(value.stringValue());
      case NUMBER -> number(value, generator);
      case BOOLEAN -> generator.writeBoolean(value.booleanValue());
      case NULL, MISSING -> generator.writeNull();
      case BINARY, POJO -> throw new IllegalArgumentException("Nothing here makes such a node");
    }
  }

  private static void number(JsonNode value, JsonGenerator generator) {
    switch (value.numberType()) {
      case INT -> generator.writeNumber(value.intValue());
      case LONG -> generator.writeNumber(value.longValue());
      case BIG_INTEGER -> generator.writeNumber(value.bigIntegerValue());
      case FLOAT -> generator.writeNumber(value.floatValue());
      case DOUBLE -> generator.writeNumber(value.doubleValue());
      case BIG_DECIMAL -> generator.writeNumber(value.decimalValue());
    }
  }
}
