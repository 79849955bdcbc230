package dev.hallpass.handlers.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The conditions of a statement in words. A condition in an unknown form appears as it is.
final class ConditionWords {

  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";
  private static final String EACH_EQUALS = "ForAllValues:StringEquals";

  private ConditionWords() {}

  /// The conditions by operator and key. A request must meet all of them.
  static List<Phrase> of(Map<String, Map<String, List<String>>> conditions, Texts texts) {
    List<Phrase> limits = new ArrayList<>();
    boolean onePartition = isOnePartition(conditions);
    conditions.forEach((operator, keys) ->
        keys.forEach((key, values) -> {
          boolean ofPartition = onePartition && key.equals(LEADING_KEYS);
          if (ofPartition && operator.equals(EACH_EQUALS)) {
            limits.add(texts.onlyPartition(values.getFirst()));
          } else if (!(ofPartition && operator.equals("Null"))) {
            limits.add(limit(operator, key, values, texts));
          }
        }));
    return List.copyOf(limits);
  }

  private static Phrase limit(String operator, String key, List<String> values, Texts texts) {
    String condition = operator + " " + key;
    String value = values.size() == 1 ? values.getFirst() : "";
    if (condition.equals("StringLike s3:prefix") && isPrefix(value)) {
      return texts.onlyKeysBeginning(value.substring(0, value.length() - 1));
    }
    if (condition.equals("DateLessThan aws:CurrentTime") && !value.isEmpty()) {
      return texts.onlyBefore(value);
    }
    if (condition.equals("DateGreaterThanEquals aws:CurrentTime") && !value.isEmpty()) {
      return texts.onlyFrom(value);
    }
    return texts.onlyUnder(condition + ": " + String.join(" or ", values));
  }

  // Both conditions are needed. Without the second one, a request without a key passes the first,
  // and "only items" would be untrue (source: IAM, ForAllValues).
  static boolean isOnePartition(Map<String, Map<String, List<String>>> conditions) {
    return values(conditions, EACH_EQUALS).size() == 1
        && values(conditions, "Null").equals(List.of("false"));
  }

  private static List<String> values(
      Map<String, Map<String, List<String>>> conditions, String operator) {
    return conditions.getOrDefault(operator, Map.of()).getOrDefault(LEADING_KEYS, List.of());
  }

  private static boolean isPrefix(String value) {
    return value.length() > 1 && value.indexOf('*') == value.length() - 1 && !value.contains("?");
  }
}
