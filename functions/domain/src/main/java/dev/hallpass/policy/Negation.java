package dev.hallpass.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The opposite of one condition: it holds for exactly the requests that the condition shuts out,
/// also for those without the key.
final class Negation {

  private static final String NULL = "Null";
  private static final String IF_EXISTS = "IfExists";
  private static final String FOR_ALL = "ForAllValues:";
  private static final String FOR_ANY = "ForAnyValue:";

  /// Operators whose opposite holds for a request without the key, and the other way round. Of
  /// several values, the first operator means any and the second none of them (source: IAM,
  /// conditions with several keys or values).
  private static final Map<String, String> EQUALITIES =
      Map.of(
          "StringEquals", "StringNotEquals",
          "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
          "StringLike", "StringNotLike",
          "NumericEquals", "NumericNotEquals",
          "ArnEquals", "ArnNotEquals",
          "ArnLike", "ArnNotLike",
          "IpAddress", "NotIpAddress");

  /// Operators that no request without the key meets, and neither does it meet their opposite.
  private static final Map<String, String> ORDERS =
      Map.of(
          "NumericLessThan", "NumericGreaterThanEquals",
          "NumericLessThanEquals", "NumericGreaterThan",
          "NumericGreaterThan", "NumericLessThanEquals",
          "NumericGreaterThanEquals", "NumericLessThan");

  private static final Map<String, String> TRUTHS = Map.of("true", "false", "false", "true");

  private final String operator;
  private final String key;
  private final List<String> values;

  private Negation(String operator, String key, List<String> values) {
    this.operator = operator;
    this.key = key;
    this.values = values;
  }

  /// The conditions that hold when this one does not.
  ///
  /// @throws IllegalArgumentException if IAM cannot say the opposite
  static Map<String, Map<String, List<String>>> of(
      String operator, String key, List<String> values) {
    return new Negation(operator, key, values).conditions();
  }

  private Map<String, Map<String, List<String>>> conditions() {
    if (operator.equals(NULL)) {
      return one(NULL, List.of(otherTruth()));
    }
    if (operator.startsWith(FOR_ALL)) {
      return one(FOR_ANY + opposite(operator.substring(FOR_ALL.length())), values);
    }
    if (operator.startsWith(FOR_ANY)) {
      return one(FOR_ALL + opposite(operator.substring(FOR_ANY.length())), values);
    }
    boolean mayBeAbsent = operator.endsWith(IF_EXISTS);
    String base =
        mayBeAbsent ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
    if (base.equals("Bool")) {
      return one(mayBeAbsent ? base : base + IF_EXISTS, List.of(otherTruth()));
    }
    String opposite = opposite(base);
    if (ORDERS.containsKey(base)) {
      return one(mayBeAbsent ? opposite : opposite + IF_EXISTS, values);
    }
    return mayBeAbsent && EQUALITIES.containsKey(base) ? present(opposite) : one(opposite, values);
  }

  /// The opposite among values that are there.
  private String opposite(String base) {
    if (EQUALITIES.containsKey(base)) {
      return EQUALITIES.get(base);
    }
    if (ORDERS.containsKey(base)) {
      requireOne();
      return ORDERS.get(base);
    }
    return EQUALITIES.entrySet().stream()
        .filter(pair -> pair.getValue().equals(base))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "IAM has no opposite of %s, which is needed to deny the rest; use another operator"
                    .formatted(operator)));
  }

  private String otherTruth() {
    requireOne();
    String other = TRUTHS.get(values.getFirst());
    if (other == null) {
      throw new IllegalArgumentException(
          "%s of %s takes true or false; write one of them".formatted(operator, key));
    }
    return other;
  }

  private void requireOne() {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "%s of %s has %d values, and IAM cannot deny the rest; write one value, or a parameter without most"
              .formatted(operator, key, values.size()));
    }
  }

  private Map<String, Map<String, List<String>>> present(String opposite) {
    Map<String, Map<String, List<String>>> both = new TreeMap<>(one(opposite, values));
    both.put(NULL, Map.of(key, List.of("false")));
    return both;
  }

  private Map<String, Map<String, List<String>>> one(String operator, List<String> values) {
    return Map.of(operator, Map.of(key, values));
  }
}
