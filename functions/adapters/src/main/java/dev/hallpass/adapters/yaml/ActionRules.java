package dev.hallpass.adapters.yaml;

import java.util.regex.Pattern;

/// Which actions a catalogue may name.
final class ActionRules {

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+:[A-Za-z][A-Za-z0-9*?]*");

  private ActionRules() {}

  static void check(YamlNode node) {
    String action = node.text();
    // A wildcard may include a service that no grant may reach, so this check comes before the
    // form.
    PrivilegeEscalation.reachedBy(action)
        .ifPresent(reached -> {
          throw node.refused(
              "%s reaches %s, and no grant may open that; name only actions that do not reach it"
                  .formatted(action, reached));
        });
    if (!FORM.matcher(action).matches()) {
      throw node.refused(
          "%s is not an action; write a service in lower case, a colon and an action that begins with a letter, such as s3:GetObject"
              .formatted(action));
    }
  }
}
