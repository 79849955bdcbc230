package dev.hallpass.compiler.yaml;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shape of a file, as its JSON Schema says, which editors use too. Where the schema has an
/// `errorMessage`, a refusal has its words, and so have editors.
public final class Shape {

  public static final Shape SETTINGS = new Shape("hallpass.schema.json");
  public static final Shape ENTITLEMENT = new Shape("entitlement.schema.json");
  public static final Shape TRIAL = new Shape("trial.schema.json");

  private static final String WORDS = "errorMessage";
  private static final String LIST =
      "must be a list of at least one item; begin each item with a hyphen";

  private final JsonNode document;
  private final Schema schema;

  private Shape(String file) {
    try (InputStream stream = Shape.class.getResourceAsStream(file)) {
      document = JsonMapper.shared().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("The schemas are part of the compiler", e);
    }
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
  }

  /// Reads a file, as far as it has this shape.
  ///
  /// @throws CatalogRefused if it has another shape, or what reads it refuses it
  public <T> T read(YamlNode root, Function<YamlFields, T> reader) {
    Mistakes mistakes = new Mistakes();
    mistakes.check(() -> check(root));
    var read = mistakes.in(() -> reader.apply(root.fields()));
    mistakes.refuse();
    return read.get();
  }

  /// Checks a file.
  ///
  /// @throws CatalogRefused if a file has another shape, with all mistakes; what is wrong cannot be
  ///   read any more
  public void check(YamlNode root) {
    List<YamlNode> wrong = new ArrayList<>();
    Mistakes mistakes = new Mistakes();
    for (Error error : schema.validate(YamlJson.of(root))) {
      mistakes.check(() -> refuse(Place.of(root, error.getInstanceLocation()), error, wrong));
    }
    wrong.forEach(YamlNode::markWrong);
    mistakes.refuse();
  }

  private void refuse(Place place, Error error, List<YamlNode> wrong) {
    JsonNode owner = owner(error);
    YamlNode at = at(place, error);
    switch (error.getKeyword()) {
      case "additionalProperties" -> {}
      // The other fields of the object can be read, unless the words are about all of it.
      case "required" -> owner.path(WORDS).stringValueOpt().ifPresent(_ -> wrong.add(at));
      case "not" -> wrong.add(place.value());
      default -> wrong.add(at);
    }
    if (error.getKeyword().equals("uniqueItems")) {
      refuseSecond(at);
    } else {
      throw at.refused(words(place, error, owner));
    }
  }

  private static YamlNode at(Place place, Error error) {
    return switch (error.getKeyword()) {
      case "additionalProperties", "propertyNames" -> place.value().key(error.getProperty());
      case "dependentRequired" -> place.value().fields().get(error.getProperty());
      // What is excluded is a field and not its value, unless it is an item of a list.
      case "not" -> place.key().orElse(place.value());
      default -> place.value();
    };
  }

  private static String words(Place place, Error error, JsonNode owner) {
    Optional<String> words = owner.path(WORDS).stringValueOpt();
    String property = String.valueOf(error.getProperty());
    return switch (error.getKeyword()) {
      case "type" -> otherType(place, owner);
      case "required" -> words.orElse("the field %s is missing; add it".formatted(property));
      case "additionalProperties" ->
          "%s is not a field here; known are %s"
              .formatted(property, names(owner.path("properties")));
      case "propertyNames" ->
          "%s %s".formatted(property, owner.path("propertyNames").path(WORDS).stringValue());
      case "minItems" -> LIST;
      case "const" ->
          place.found("can only be true, without quotes; write true, or leave the field out");
      case "minimum", "maximum" -> place.found(range(owner));
      case "enum" -> place.found(words.orElse("must be one of " + texts(owner.path("enum"))));
      case "not" -> place.excluded(words.orElseThrow());
      default -> place.found(words.orElseThrow());
    };
  }

  /// The schema that has the keyword, or the choice that the keyword is part of.
  private JsonNode owner(Error error) {
    NodePath path = error.getSchemaLocation().getFragment();
    List<String> names = IntStream.range(0, path.getNameCount()).mapToObj(path::getName).toList();
    int choice = names.indexOf("oneOf");
    JsonNode owner = document;
    for (String name : names.subList(0, choice < 0 ? names.size() - 1 : choice)) {
      owner = owner.isArray() ? owner.path(Integer.parseInt(name)) : owner.path(name);
    }
    return owner;
  }

  private static String otherType(Place place, JsonNode owner) {
    return switch (owner.path("type").stringValueOpt().orElse("a text or a list of texts")) {
      case "array" -> place.found(LIST);
      case "object" -> place.found("must be fields, each with a name, a colon and a value");
      case "boolean" -> place.found("must be true or false, without quotes");
      case "integer" -> place.found(range(owner));
      default ->
          place.value().isScalar()
              ? YamlJson.notText(place.value())
              : "must be a text; write it on the line of its field";
    };
  }

  private static String range(JsonNode owner) {
    return "must be a whole number from %d to %d, without quotes"
        .formatted(owner.path("minimum").intValue(), owner.path("maximum").intValue());
  }

  private static void refuseSecond(YamlNode list) {
    Set<JsonNode> known = new HashSet<>();
    Mistakes.checkEach(
        list.items(),
        item -> {
          if (!known.add(YamlJson.of(item))) {
            throw item.twice();
          }
        });
  }

  private static String names(JsonNode properties) {
    return properties.propertyNames().stream().sorted().collect(joining(", "));
  }

  private static String texts(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).collect(joining(", "));
  }

  /// A place in a file.
  ///
  /// @param key the key of the value, if it is a field's
  /// @param name the name of the field, or of the list
  private record Place(YamlNode value, Optional<YamlNode> key, String name) {

    private static final int SHOWN = 60;

    static Place of(YamlNode root, NodePath path) {
      Place place = new Place(root, Optional.empty(), "");
      for (int i = 0; i < path.getNameCount(); i++) {
        place = place.at(path.getElement(i));
      }
      return place;
    }

    private Place at(Object element) {
      return element instanceof Integer index
          ? new Place(value.items().get(index), Optional.empty(), name)
          : new Place(
              value.fields().get(element.toString()),
              Optional.of(value.key(element.toString())),
              element.toString());
    }

    /// What is wrong with the value, and which value it is.
    String found(String words) {
      if (!value.isScalar()) {
        return words;
      }
      String shown = YamlJson.of(value).toString();
      return "%s %s %s"
          .formatted(name, shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown, words)
          .strip();
    }

    /// Why a field is excluded, or an item of a list.
    String excluded(String words) {
      return key.map(_ -> "%s %s".formatted(name, words)).orElseGet(() -> found(words));
    }
  }
}
