package dev.hallpass.adapters.yaml;

import java.util.regex.Pattern;

/// Which actions a catalogue may name at all.
final class ActionRules {

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+:[A-Za-z][A-Za-z0-9*?]*");

  private ActionRules() {}

  static void check(YamlNode node) {
    String action = node.text();
    // A wildcard may stand for a service that must not be reached, so it is asked before the form.
    PrivilegeEscalation.reachedBy(action)
        .ifPresent(reached -> {
          throw node.refused(
              "%s reaches %s, and no grant may open that; name only actions that do not"
                  .formatted(action, reached));
        });
    if (!FORM.matcher(action).matches()) {
      throw node.refused(
          "must be a service in lower case, a colon and an action that begins with a letter, such"
              + " as s3:GetObject");
    }
  }

  static boolean hasWildcard(String action) {
    return action.contains("*") || action.contains("?");
  }
}
