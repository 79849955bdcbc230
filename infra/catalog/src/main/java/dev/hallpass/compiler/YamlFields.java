package dev.hallpass.compiler;

import java.util.List;
import java.util.Optional;

/// The fields of one node, by name.
record YamlFields(YamlNode owner, List<YamlNode.Pair> pairs) {

  YamlFields {
    pairs = List.copyOf(pairs);
  }

  YamlNode get(String name) {
    return find(name)
        .orElseThrow(() -> owner.refused("the field %s is missing; add it".formatted(name)));
  }

  Optional<YamlNode> find(String name) {
    return pairs.stream()
        .filter(pair -> pair.key().text().equals(name))
        .map(YamlNode.Pair::value)
        .findFirst();
  }
}
