package dev.hallpass.compiler.yaml;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A node of a YAML file that knows its line, so that a refusal can name it. What the schema
/// refused cannot be read.
public final class YamlNode {

  private final String file;
  private final Node node;
  private final Set<Node> wrong;

  /// @param wrong the nodes of the file that the schema refused
  private YamlNode(String file, Node node, Set<Node> wrong) {
    this.file = file;
    this.node = node;
    this.wrong = wrong;
  }

  /// The root of a file.
  ///
  /// @throws CatalogRefused if it is not YAML
  public static YamlNode parse(String file, String content) {
    return new YamlNode(
        file, YamlText.root(file, content), Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /// Marks this node as refused.
  void markWrong() {
    wrong.add(node);
  }

  private Node right() {
    if (wrong.contains(node)) {
      throw CatalogRefused.already();
    }
    return node;
  }

  Node node() {
    return node;
  }

  public CatalogRefused refused(String reason) {
    return new CatalogRefused(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1, reason);
  }

  public String text() {
    return ((ScalarNode) right()).getValue();
  }

  /// The value of a text. If the domain refuses it, the refusal has the domain's words.
  public <T> T as(Function<String, T> form) {
    String text = text();
    return make(() -> form.apply(text));
  }

  /// The domain's value of this node, or the domain's reason to refuse it.
  public <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw refused(
          Objects.requireNonNullElse(
              e.getMessage(), "has the wrong form; see the schema beside the files"));
    }
  }

  public boolean truth() {
    return Boolean.parseBoolean(text());
  }

  public int number() {
    return Integer.parseInt(text());
  }

  public Duration duration() {
    return Duration.parse(text());
  }

  public ZoneId zone() {
    String zone = text();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw refused(zone + " is not a time zone; write one such as Europe/Berlin or UTC");
    }
    return ZoneId.of(zone);
  }

  public Duration duration(Duration least, Duration most) {
    Duration duration = duration();
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw refused(
          "%s is out of range; write a duration from %s to %s".formatted(duration, least, most));
    }
    return duration;
  }

  public List<YamlNode> items() {
    return ((SequenceNode) right()).getValue().stream().map(this::at).toList();
  }

  /// The refusal of a second item like one before.
  CatalogRefused twice() {
    return refused((isScalar() ? text() + " is" : "is") + " listed twice; keep one");
  }

  /// The value of each item of a list, all of them different.
  public <T> List<T> each(Function<YamlNode, T> form) {
    Set<T> known = new HashSet<>();
    return Mistakes.each(
        items(),
        item -> {
          T one = form.apply(item);
          if (!known.add(one)) {
            throw item.twice();
          }
          return one;
        });
  }

  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /// Whether this node has a field with this name.
  public boolean has(String name) {
    return fields().find(name).isPresent();
  }

  /// The key of a field.
  YamlNode key(String name) {
    return pairs().stream()
        .map(Pair::key)
        .filter(key -> key.text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public List<Pair> pairs() {
    return ((MappingNode) right()).getValue().stream().map(this::pair).toList();
  }

  public YamlFields fields() {
    return new YamlFields(pairs());
  }

  private Pair pair(NodeTuple tuple) {
    return new Pair(at(tuple.getKeyNode()), at(tuple.getValueNode()));
  }

  private YamlNode at(Node other) {
    return new YamlNode(file, other, wrong);
  }

  /// A key and its value.
  public record Pair(YamlNode key, YamlNode value) {}
}
