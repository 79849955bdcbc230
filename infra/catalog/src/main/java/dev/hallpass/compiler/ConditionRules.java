package dev.hallpass.compiler;

import dev.hallpass.compiler.StatementNode.ConditionNode;
import java.util.List;

/// Which of AWS's conditions a catalogue may use.
final class ConditionRules {

  private static final String NULL = "Null";
  private static final String FOR_ALL_VALUES = "ForAllValues:";

  private ConditionRules() {}

  static void check(List<ConditionNode> conditions) {
    Mistakes.checkEach(conditions, condition -> check(condition, conditions));
  }

  private static void check(ConditionNode condition, List<ConditionNode> all) {
    if (condition.operator().text().startsWith(FOR_ALL_VALUES) && !needsKey(condition.key(), all)) {
      throw condition
          .key()
          .refused(
              "ForAllValues is also true for a request without %s; add the condition Null: {%s: [\"false\"]}"
                  .formatted(condition.key().text(), condition.key().text()));
    }
  }

  private static boolean needsKey(YamlNode key, List<ConditionNode> all) {
    return all.stream()
        .anyMatch(condition ->
            condition.operator().text().equals(NULL)
                && condition.key().text().equalsIgnoreCase(key.text())
                && condition.values().stream().allMatch(v -> v.text().equals("false")));
  }
}
