package dev.hallpass.compiler.policy;

import dev.hallpass.compiler.policy.StatementNode.ConditionNode;
import dev.hallpass.compiler.yaml.Mistakes;
import dev.hallpass.compiler.yaml.YamlNode;
import java.util.List;
import java.util.regex.Pattern;

/// Which of AWS's conditions a catalogue may use.
final class ConditionRules {

  private static final String NULL = "Null";
  private static final String FOR_ALL_VALUES = "ForAllValues:";
  private static final String IF_EXISTS = "IfExists";
  private static final Pattern RESOURCE_TAG =
      Pattern.compile("(?i)[a-z0-9-]+:(Resource|ExistingObject)Tag/.*");

  private ConditionRules() {}

  /// @param isAllowed whether their statement allows
  static void check(List<ConditionNode> conditions, boolean isAllowed) {
    Mistakes.checkEach(conditions, condition -> check(condition, conditions, isAllowed));
  }

  private static void check(ConditionNode condition, List<ConditionNode> all, boolean isAllowed) {
    if (isAllowed
        && condition.operator().text().endsWith(IF_EXISTS)
        && RESOURCE_TAG.matcher(condition.key().text()).matches()) {
      throw condition
          .operator()
          .refused(
              "IfExists also lets through what has no tag %s; leave IfExists out, and write actions on resources without tags into a statement of their own"
                  .formatted(condition.key().text()));
    }
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
