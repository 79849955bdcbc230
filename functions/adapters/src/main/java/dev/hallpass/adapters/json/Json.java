package dev.hallpass.adapters.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.ledger.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as trees: read strictly, and written in the canonical form of RFC 8785.
public final class Json {

  private Json() {}

  /// An empty object.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Reads one JSON value and refuses text after it.
  ///
  /// @throws tools.jackson.core.JacksonException if the text is not JSON, or has a member twice
  public static JsonNode read(String text) {
    try (JsonParser parser = JsonText.parser(text)) {
      return JsonText.read(parser);
    }
  }

  /// Reads one JSON value of a stream and refuses text after it.
  ///
  /// @throws tools.jackson.core.JacksonException if the text is not JSON, or has a member twice
  public static JsonNode read(InputStream stream) {
    try (JsonParser parser = JsonText.parser(stream)) {
      return JsonText.read(parser);
    }
  }

  /// The text of a value, without white space. A tree's own method loads Jackson's mapper.
  public static String write(JsonNode value) {
    return JsonText.write(value);
  }

  /// The text of a value, for people to read.
  public static String indented(JsonNode value) {
    return JsonText.indented(value);
  }

  /// An object with the first member of the one that a stream begins with. It reads no further.
  static ObjectNode first(InputStream stream) {
    try (JsonParser parser = JsonText.parser(stream)) {
      parser.nextToken();
      String name = parser.nextName();
      ObjectNode object = object();
      object.set(name, JsonText.value(parser, parser.nextToken()));
      return object;
    }
  }

  /// The RFC 8785 form of a value.
  ///
  /// @throws UnexpectedJson if a text has half a surrogate pair. Then there is no such form: all
  ///   halves become the same byte, so different values would have the same hash (source: RFC 8785,
  ///   3.2.2.2)
  public static String canonical(JsonNode value) {
    try {
      String canonical = new JsonCanonicalizer(write(value)).getEncodedString();
      if (!UTF_8.newEncoder().canEncode(canonical)) {
        throw new UnexpectedJson("every text must be valid Unicode");
      }
      return canonical;
    } catch (IOException e) {
      throw new UncheckedIOException("A JSON tree always has a canonical form", e);
    }
  }

  /// An instant as text: UTC, with milliseconds.
  public static String text(Instant instant) {
    return Entry.text(instant);
  }

  /// A text that must be there.
  ///
  /// @throws UnexpectedJson if it is not
  public static String text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (!value.isString()) {
      throw new UnexpectedJson(member + " must be there, as a text in quotes");
    }
    return value.stringValue();
  }

  /// A text that can be missing.
  ///
  /// @throws UnexpectedJson if the member is not a text
  public static Optional<String> optionalText(JsonNode object, String member) {
    return object.has(member) ? Optional.of(text(object, member)) : Optional.empty();
  }

  /// A whole number that must be there.
  ///
  /// @throws UnexpectedJson if it is not
  public static int number(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (!value.isInt()) {
      throw new UnexpectedJson(member + " must be there, as a whole number");
    }
    return value.intValue();
  }

  /// Whether an optional member is true.
  ///
  /// @throws UnexpectedJson if it is neither true nor false
  public static boolean optionalTruth(JsonNode object, String member) {
    if (object.has(member) && !object.path(member).isBoolean()) {
      throw new UnexpectedJson(member + " must be true or false, without quotes");
    }
    return object.path(member).booleanValue(false);
  }

  /// A list that must be there, with its elements read.
  ///
  /// @throws UnexpectedJson if it is not
  public static <T> List<T> list(JsonNode object, String member, Function<JsonNode, T> read) {
    JsonNode value = object.path(member);
    if (!value.isArray()) {
      throw new UnexpectedJson(member + " must be there, as a list");
    }
    return value.valueStream().map(read).toList();
  }

  /// A list of texts.
  ///
  /// @throws UnexpectedJson if an element is not a text
  public static List<String> texts(JsonNode object, String member) {
    return list(
        object,
        member,
        value -> {
          if (!value.isString()) {
            throw new UnexpectedJson(member + " must hold only texts");
          }
          return value.stringValue();
        });
  }

  /// An ISO 8601 duration that must be there.
  ///
  /// @throws UnexpectedJson if it is not
  public static Duration duration(JsonNode object, String member) {
    try {
      return Duration.parse(text(object, member));
    } catch (java.time.format.DateTimeParseException e) {
      throw new UnexpectedJson(member + " must be an ISO 8601 duration, such as PT1H");
    }
  }

  /// An ISO 8601 duration that can be missing.
  ///
  /// @throws UnexpectedJson if the member is not an ISO 8601 duration
  public static Optional<Duration> optionalDuration(JsonNode object, String member) {
    return object.has(member) ? Optional.of(duration(object, member)) : Optional.empty();
  }

  /// Refuses unknown members.
  ///
  /// @throws UnexpectedJson if the value is not an object, or has an unknown member
  public static void allow(JsonNode object, String... known) {
    if (!object.isObject()) {
      throw new UnexpectedJson("the value must be a JSON object");
    }
    List<String> allowed = List.of(known);
    object
        .propertyNames()
        .forEach(name -> {
          if (!allowed.contains(name)) {
            throw new UnexpectedJson("every member must be one of " + String.join(", ", allowed));
          }
        });
  }

  /// Appends texts to an object as a list.
  static void put(ObjectNode object, String member, Stream<String> texts) {
    var list = object.putArray(member);
    texts.forEach(list::add);
  }

  /// Thrown when JSON is well formed but has other contents than expected. The message says what
  /// was expected, and repeats nothing of the contents.
  public static final class UnexpectedJson extends RuntimeException {
    private final String says;

    UnexpectedJson(String says) {
      super(says);
      this.says = says;
    }

    /// The expectation, such as `duration must be there, as a text in quotes`.
    public String says() {
      return says;
    }
  }
}
