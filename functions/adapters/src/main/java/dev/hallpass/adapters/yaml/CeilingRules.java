package dev.hallpass.adapters.yaml;

import dev.hallpass.policy.Glob;
import dev.hallpass.policy.Statement;
import java.util.List;
import java.util.regex.Pattern;

/// The check that a ceiling is not wider than its policy can get.
///
/// @param widest the policy's statements with the widest values in their places
record CeilingRules(List<Statement> widest) {

  // A parameter next to a wildcard stands for any text, together with the separator between them.
  // So bucket/{path}/* may have the ceiling bucket/*.
  private static final Pattern NEIGHBOURS = Pattern.compile("\\*([/:]?\\*)+");

  CeilingRules {
    widest = List.copyOf(widest);
  }

  void check(StatementNode ceiling) {
    for (YamlNode resource : ceiling.resources()) {
      for (YamlNode action : ceiling.actions()) {
        if (widest.stream().noneMatch(open -> opens(open, action.text(), resource.text()))) {
          throw resource.refused(
              "the policy can never open %s on %s; narrow the ceiling to what the policy can open"
                  .formatted(action.text(), resource.text()));
        }
      }
    }
  }

  private static boolean opens(Statement open, String action, String resource) {
    return open.actions().stream().anyMatch(wide -> Glob.coversIgnoringCase(wide, action))
        && open.resources().stream()
            .anyMatch(wide -> Glob.covers(NEIGHBOURS.matcher(wide).replaceAll("*"), resource));
  }
}
