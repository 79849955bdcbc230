package dev.hallpass.compiler.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A YAML file as the JSON that a schema is about.
final class YamlJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");

  private YamlJson() {}

  /// @throws CatalogRefused if a field is written twice, or its name is not a text
  static JsonNode of(YamlNode yaml) {
    return switch (yaml.node()) {
      case ScalarNode scalar -> scalar(scalar);
      case MappingNode _ -> object(yaml);
      default -> JSON.arrayNode().addAll(Mistakes.each(yaml.items(), YamlJson::of));
    };
  }

  private static ObjectNode object(YamlNode yaml) {
    ObjectNode object = JSON.objectNode();
    Set<String> names = new HashSet<>();
    Mistakes.checkEach(
        yaml.pairs(),
        pair -> {
          String name = name(pair.key());
          if (!names.add(name)) {
            throw pair.key().refused(name + " is written twice; keep one");
          }
          object.set(name, of(pair.value()));
        });
    return object;
  }

  private static String name(YamlNode key) {
    if (!(key.node() instanceof ScalarNode scalar)) {
      throw key.refused("must be the name of a field, a colon and a value");
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      throw key.refused(notText(key));
    }
    return scalar.getValue();
  }

  static String notText(YamlNode scalar) {
    return "YAML does not read %s as a text; put it in quotes".formatted(scalar.text());
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) && DECIMAL.matcher(text).matches()) {
      return JSON.numberNode(new BigInteger(text));
    }
    if (tag.equals(Tag.STR)) {
      return JSON.stringNode(text);
    }
    // A number of another notation, or nothing: no field takes it.
    return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.numberNode(new BigDecimal("0.5"));
  }
}
