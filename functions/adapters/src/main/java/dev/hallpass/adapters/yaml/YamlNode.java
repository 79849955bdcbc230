package dev.hallpass.adapters.yaml;

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

/// A node of a YAML file that knows its place, so that what is wrong with it can be pointed at.
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
      throw refused("must be a text");
    }
    if (!scalar.getTag().equals(Tag.STR)) {
      throw refused("must be a text; put %s in quotes".formatted(scalar.getValue()));
    }
    String text = scalar.getValue();
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw refused("must be a text of one line that is not empty");
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

  /// What a text stands for, in the domain's words where the domain refuses it.
  <T> T as(Function<String, T> form) {
    String text = text();
    return make(() -> form.apply(text));
  }

  /// What the domain makes of this node, or the domain's reason not to.
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw refused(Objects.requireNonNullElse(e.getMessage(), "has another form"));
    }
  }

  boolean truth() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw refused("must be true or false");
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
    throw refused("must be a whole number from %d to %d".formatted(least, most));
  }

  Duration duration() {
    return Duration.parse(text(DURATION, "must be a duration such as PT30M or PT2H"));
  }

  Duration duration(Duration least, Duration most) {
    Duration duration = duration();
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw refused("must be a duration from %s to %s".formatted(least, most));
    }
    return duration;
  }

  List<YamlNode> items() {
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      throw refused("must be a list of at least one");
    }
    return list.getValue().stream().map(this::at).toList();
  }

  /// What each of a list stands for, none of them twice.
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

  /// Whether this is fields, and one of them has this name.
  boolean has(String name) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(tuple ->
                tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name));
  }

  /// Something that holds because it is written.
  boolean marked() {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.BOOL)
        && scalar.getValue().equals("true")) {
      return true;
    }
    throw refused("must be true, without quotes; leave it out where it does not hold");
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
                "%s is no field here; known are %s"
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

  /// A key and what stands behind it.
  record Pair(YamlNode key, YamlNode value) {}
}
