package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Glob;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which actions a catalogue may name at all.
final class ActionRules {

  // With any of these a session could make itself another session, or more of itself.
  private static final List<String> FORBIDDEN = List.of("iam", "sts", "organizations");
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+:[A-Za-z][A-Za-z0-9*?]*");

  private ActionRules() {}

  static void check(YamlNode node) {
    String action = node.text();
    String service = action.split(":", 2)[0].toLowerCase(Locale.ROOT);
    // A wildcard may stand for a service that must not be reached, so it is asked before the form.
    for (String forbidden : FORBIDDEN) {
      if (Glob.covers(service, forbidden)) {
        throw node.refused(
            "%s reaches the actions of %s, which no grant may open; name another service"
                .formatted(action, forbidden));
      }
    }
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
