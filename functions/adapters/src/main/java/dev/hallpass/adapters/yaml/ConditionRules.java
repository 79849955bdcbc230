package dev.hallpass.adapters.yaml;

import dev.hallpass.adapters.yaml.StatementNode.ConditionNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which conditions a catalogue may set.
final class ConditionRules {

  private static final String NULL = "Null";
  // Source: IAM, condition operators. Dates are left out: Hallpass sets the time itself.
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(?<set>ForAllValues:|ForAnyValue:)?(?:Null|(?:"
              + "String(?:Not)?Equals(?:IgnoreCase)?|String(?:Not)?Like"
              + "|Numeric(?:Not)?Equals|Numeric(?:Less|Greater)Than(?:Equals)?"
              + "|Arn(?:Not)?(?:Equals|Like)|(?:Not)?IpAddress|Bool|BinaryEquals"
              + ")(?:IfExists)?)");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9_.:/@+=-]+");
  private static final Pattern TRUTH_OPERATOR =
      Pattern.compile("(?:.*:)?(?:Null|Bool(?:IfExists)?)");
  private static final Set<String> CLOCKS = Set.of("aws:currenttime", "aws:epochtime");
  private static final Set<String> TRUTHS = Set.of("true", "false");

  private ConditionRules() {}

  static void check(List<ConditionNode> conditions) {
    conditions.forEach(condition -> check(condition, conditions));
  }

  private static void check(ConditionNode condition, List<ConditionNode> all) {
    checkKey(condition.key());
    Matcher operator = OPERATOR.matcher(condition.operator().text());
    if (!operator.matches()) {
      throw condition
          .operator()
          .refused(
              "%s is no condition operator that may be used; take one of IAM's String, Numeric,"
                      .formatted(condition.operator().text())
                  + " Arn, IpAddress, Bool or Null operators");
    }
    if ("ForAllValues:".equals(operator.group("set")) && !needsKey(condition.key(), all)) {
      throw condition
          .key()
          .refused(
              "ForAllValues is true of a request that has no %s at all; add the condition Null: {%s: [\"false\"]}"
                  .formatted(condition.key().text(), condition.key().text()));
    }
    checkValues(condition);
  }

  private static void checkKey(YamlNode key) {
    String text = key.text(KEY, "must be a condition key such as s3:prefix, with no parameter");
    if (CLOCKS.contains(text.toLowerCase(Locale.ROOT))) {
      throw key.refused(text + " is set by Hallpass; leave it out");
    }
  }

  private static boolean needsKey(YamlNode key, List<ConditionNode> all) {
    return all.stream()
        .anyMatch(condition ->
            condition.operator().text().equals(NULL)
                && condition.key().text().equalsIgnoreCase(key.text())
                && condition.values().stream().allMatch(v -> v.text().equals("false")));
  }

  private static void checkValues(ConditionNode condition) {
    boolean isTruth = TRUTH_OPERATOR.matcher(condition.operator().text()).matches();
    for (YamlNode value : condition.values()) {
      if (isTruth && !TRUTHS.contains(value.text())) {
        throw value.refused("must be \"true\" or \"false\", in quotes");
      }
    }
  }
}
