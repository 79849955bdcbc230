package dev.hallpass.compiler;

import java.util.regex.Pattern;

/// Which actions a catalogue may name.
final class ActionRules {

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+:(?:\\*|[A-Za-z][A-Za-z0-9*?]*)");

  private ActionRules() {}

  /// An action that is denied may also be `*`.
  static void checkDenied(YamlNode node) {
    if (!node.text().equals("*")) {
      check(node);
    }
  }

  static void check(YamlNode node) {
    String action = node.text();
    if (!FORM.matcher(action).matches()) {
      throw node.refused(
          "%s is not an action; write a service in lower case, a colon and an action, such as s3:GetObject"
              .formatted(action));
    }
  }
}
