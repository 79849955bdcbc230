package dev.hallpass.compiler;

import java.util.List;
import java.util.Optional;

/// The fields of one node, by name.
record YamlFields(List<YamlNode.Pair> pairs) {

  YamlFields {
    pairs = List.copyOf(pairs);
  }

  /// A field that the schema demands.
  YamlNode get(String name) {
    return find(name).orElseThrow(CatalogRefused::already);
  }

  Optional<YamlNode> find(String name) {
    return pairs.stream()
        .filter(pair -> pair.key().text().equals(name))
        .map(YamlNode.Pair::value)
        .findFirst();
  }
}
