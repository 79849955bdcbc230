package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.yaml.YamlNode;

/// Which actions a policy may allow.
final class ActionRules {

  private ActionRules() {}

  static void check(YamlNode node) {
    if (node.text().equals("*")) {
      throw node.refused(
          "* is every action of every service; write a service in lower case, a colon and an action, such as s3:GetObject");
    }
  }
}
