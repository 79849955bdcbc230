package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.yaml.YamlNode;
import dev.hallpass.policy.Own;

/// Which resources a catalogue may name.
final class ResourceRules {

  static final String EVERY = "*";

  private ResourceRules() {}

  static void check(YamlNode node) {
    Own.around(node.text())
        .ifPresent(own -> {
          throw node.refused(
              "is %s of %s, a part of Hallpass, and no grant may open that; name other resources"
                  .formatted(own.name(), own.service()));
        });
  }
}
