package dev.hallpass.compiler.yaml;

import java.util.List;
import java.util.Optional;

/// The fields of one node, by name.
public record YamlFields(List<YamlNode.Pair> pairs) {

  public YamlFields {
    pairs = List.copyOf(pairs);
  }

  /// A field that the schema demands.
  public YamlNode get(String name) {
    return find(name).orElseThrow(CatalogRefused::already);
  }

  public Optional<YamlNode> find(String name) {
    return pairs.stream()
        .filter(pair -> pair.key().text().equals(name))
        .map(YamlNode.Pair::value)
        .findFirst();
  }
}
