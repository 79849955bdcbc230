package dev.hallpass.compiler;

import dev.hallpass.compiler.StatementNode.ConditionNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which of AWS's conditions a catalogue may use.
final class ConditionRules {

  private static final String NULL = "Null";
  private static final String FOR_ALL_VALUES = "ForAllValues:";
  private static final Pattern DATE_OPERATOR = Pattern.compile("(?:.*:)?Date.*");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9_.:/@+=-]+");
  private static final Set<String> CLOCKS = Set.of("aws:currenttime", "aws:epochtime");

  private ConditionRules() {}

  static void check(List<ConditionNode> conditions) {
    conditions.forEach(condition -> check(condition, conditions));
  }

  private static void check(ConditionNode condition, List<ConditionNode> all) {
    checkKey(condition.key());
    String operator = condition.operator().text();
    if (DATE_OPERATOR.matcher(operator).matches()) {
      throw condition
          .operator()
          .refused(
              "%s compares times, and only Hallpass sets times in a policy; leave it out"
                  .formatted(operator));
    }
    if (operator.startsWith(FOR_ALL_VALUES) && !needsKey(condition.key(), all)) {
      throw condition
          .key()
          .refused(
              "ForAllValues is also true for a request without %s; add the condition Null: {%s: [\"false\"]}"
                  .formatted(condition.key().text(), condition.key().text()));
    }
  }

  private static void checkKey(YamlNode key) {
    String text = key.text(KEY, "must be a condition key without a parameter, such as s3:prefix");
    if (CLOCKS.contains(text.toLowerCase(Locale.ROOT))) {
      throw key.refused(
          text + " compares times, and only Hallpass sets times in a policy; leave it out");
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
