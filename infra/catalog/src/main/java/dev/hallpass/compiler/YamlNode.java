package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A node of a YAML file that knows its line, so that a refusal can name it.
final class YamlNode {

  private static final Pattern DURATION =
      Pattern.compile("P(?=.)([0-9]{1,5}D)?(T(?=.)([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private final String file;
  private final Node node;

  YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /// The root of a file.
  static YamlNode parse(String file, String content) {
    return new YamlNode(file, YamlText.root(file, content));
  }

  CatalogRefused refused(String reason) {
    return new CatalogRefused(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1, reason);
  }

  /// A text of one line.
  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw refused("must be a text; write it on the line of its field");
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      throw refused(
          "YAML does not read %s as a text; put it in quotes".formatted(scalar.getValue()));
    }
    String text = scalar.getValue();
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw refused("is empty or has several lines; write a text on one line");
    }
    return text;
  }

  String text(Pattern form, String otherwise) {
    String text = text();
    if (!form.matcher(text).matches()) {
      throw refused(otherwise);
    }
    return text;
  }

  /// The value of a text. If the domain refuses it, the refusal has the domain's words.
  <T> T as(Function<String, T> form) {
    String text = text();
    return make(() -> form.apply(text));
  }

  /// The domain's value of this node, or the domain's reason to refuse it.
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw refused(
          Objects.requireNonNullElse(
              e.getMessage(), "has the wrong form; see the schema beside the files"));
    }
  }

  boolean truth() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw refused("must be true or false, without quotes");
  }

  int number(int least, int most) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && NUMBER.matcher(scalar.getValue()).matches()) {
      int number = Integer.parseInt(scalar.getValue());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw refused("must be a whole number from %d to %d, without quotes".formatted(least, most));
  }

  Duration duration() {
    return Duration.parse(text(DURATION, "must be a duration such as PT30M or PT2H"));
  }

  Duration duration(Duration least, Duration most) {
    Duration duration = duration();
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw refused(
          "%s is out of range; write a duration from %s to %s".formatted(duration, least, most));
    }
    return duration;
  }

  List<YamlNode> items() {
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      throw refused("must be a list of at least one item; begin each item with a hyphen");
    }
    return list.getValue().stream().map(this::at).toList();
  }

  /// The value of each item of a list, all of them different.
  <T> List<T> each(Function<YamlNode, T> form) {
    Set<T> known = new HashSet<>();
    return items().stream()
        .map(node -> {
          T one = form.apply(node);
          if (!known.add(one)) {
            throw node.refused("is listed twice; keep one");
          }
          return one;
        })
        .toList();
  }

  /// Whether this node has fields, and one of them has this name.
  boolean has(String name) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(tuple ->
                tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name));
  }

  /// A field that can only be true, or left out.
  boolean marked() {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.BOOL)
        && scalar.getValue().equals("true")) {
      return true;
    }
    throw refused("can only be true, without quotes; write true, or leave the field out");
  }

  List<Pair> pairs() {
    if (!(node instanceof MappingNode mapping)) {
      throw refused("must be fields, each with a name, a colon and a value");
    }
    List<Pair> pairs = mapping.getValue().stream().map(this::pair).toList();
    Set<String> names = new HashSet<>();
    for (Pair pair : pairs) {
      if (!names.add(pair.key().text())) {
        throw pair.key().refused(pair.key().text() + " is written twice; keep one");
      }
    }
    return pairs;
  }

  /// The fields of this node, all of them known.
  YamlFields fields(String... known) {
    List<Pair> pairs = pairs();
    for (Pair pair : pairs) {
      if (!Set.of(known).contains(pair.key().text())) {
        throw pair.key()
            .refused(
                "%s is not a field here; known are %s"
                    .formatted(
                        pair.key().text(), Stream.of(known).sorted().collect(joining(", "))));
      }
    }
    return new YamlFields(this, pairs);
  }

  private Pair pair(NodeTuple tuple) {
    return new Pair(at(tuple.getKeyNode()), at(tuple.getValueNode()));
  }

  private YamlNode at(Node other) {
    return new YamlNode(file, other);
  }

  /// A key and its value.
  record Pair(YamlNode key, YamlNode value) {}
}
