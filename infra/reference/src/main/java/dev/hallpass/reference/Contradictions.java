package dev.hallpass.reference;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hallpass.policy.Glob;
import dev.hallpass.reference.Finding.Place.AtKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds conditions on one key that no request can meet together.
final class Contradictions {

  private static final String IF_EXISTS = "IfExists";
  private static final Set<String> EXACT = Set.of("StringEquals", "NumericEquals", "Bool");

  private Contradictions() {}

  /// A finding for each key on which the conditions exclude each other.
  ///
  /// @param conditions values by operator and condition key. A value with a place for a parameter
  ///   can be anything.
  static List<Finding> in(Map<String, Map<String, List<String>>> conditions) {
    List<Demand> all = new ArrayList<>();
    conditions.forEach((operator, keys) ->
        keys.forEach((key, values) -> all.add(new Demand(operator, key, values))));
    return all.stream()
        .collect(groupingBy(Demand::name, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .flatMap(demands -> contradiction(demands).stream())
        .toList();
  }

  private static Optional<Finding> contradiction(List<Demand> demands) {
    if (!demands.stream().allMatch(Demand::isPlain)) {
      return Optional.empty();
    }
    Demand last = demands.getLast();
    return isAbsentAndPresent(demands) || hasNoValueLeft(demands) || isEmptyRange(demands)
        ? Optional.of(
            new Finding(
                new AtKey(last.operator, last.key),
                "No value meets all conditions on this key, so the statement never applies.",
                "Leave one of them out, or write them into statements of their own."))
        : Optional.empty();
  }

  private static boolean isAbsentAndPresent(List<Demand> demands) {
    return demands.stream().anyMatch(demand -> demand.isNull("true"))
        && demands.stream().anyMatch(Demand::needsTheKey);
  }

  /// Whether a list of exact values is there, and none of them meets the other conditions.
  private static boolean hasNoValueLeft(List<Demand> demands) {
    return demands.stream()
        .filter(demand -> EXACT.contains(demand.base()))
        .anyMatch(exact ->
            exact.values.stream()
                .noneMatch(value -> demands.stream().allMatch(demand -> demand.takes(value))));
  }

  private static boolean isEmptyRange(List<Demand> demands) {
    Optional<BigDecimal> least = bounds(demands, "GreaterThan").max(BigDecimal::compareTo);
    Optional<BigDecimal> most = bounds(demands, "LessThan").min(BigDecimal::compareTo);
    boolean isOpen =
        demands.stream().anyMatch(demand -> demand.isBound() && !demand.base().endsWith("Equals"));
    return least.isPresent()
        && most.isPresent()
        && least.get().compareTo(most.get()) >= (isOpen ? 0 : 1);
  }

  /// The bounds of numbers. Of several values in one condition, the widest counts.
  private static Stream<BigDecimal> bounds(List<Demand> demands, String direction) {
    boolean isLower = direction.equals("GreaterThan");
    return demands.stream()
        .filter(demand -> demand.base().startsWith("Numeric" + direction))
        .map(demand -> demand.values.stream().map(BigDecimal::new))
        .flatMap(numbers ->
            (isLower ? numbers.min(BigDecimal::compareTo) : numbers.max(BigDecimal::compareTo))
                .stream());
  }

  /// One condition of a statement.
  private record Demand(String operator, String key, List<String> values) {

    String name() {
      return key.toLowerCase(Locale.ROOT);
    }

    /// Whether it compares one value of a request with literal ones, in the right form.
    boolean isPlain() {
      return ConditionOperator.of(operator)
          .filter(known -> !known.isSet() && values.stream().allMatch(known.family()::takes))
          .filter(_ -> values.stream().noneMatch(value -> value.contains("{")))
          .isPresent();
    }

    String base() {
      return operator.endsWith(IF_EXISTS)
          ? operator.substring(0, operator.length() - IF_EXISTS.length())
          : operator;
    }

    boolean isNull(String value) {
      return operator.equals("Null") && Set.copyOf(values).equals(Set.of(value));
    }

    boolean isBound() {
      return base().startsWith("NumericLess") || base().startsWith("NumericGreater");
    }

    boolean needsTheKey() {
      return !operator.equals("Null") && !operator.endsWith(IF_EXISTS) && !base().contains("Not");
    }

    /// Whether a value of the key meets this condition, as far as that can be told.
    boolean takes(String value) {
      return switch (base()) {
        case "StringEquals", "Bool" -> values.contains(value);
        case "StringNotEquals" -> !values.contains(value);
        case "StringEqualsIgnoreCase" -> values.stream().anyMatch(value::equalsIgnoreCase);
        case "StringNotEqualsIgnoreCase" -> values.stream().noneMatch(value::equalsIgnoreCase);
        case "StringLike", "ArnLike", "ArnEquals" -> anyLike(values).test(value);
        case "StringNotLike", "ArnNotLike", "ArnNotEquals" -> !anyLike(values).test(value);
        case "NumericEquals" -> compares(value, difference -> difference == 0);
        case "NumericNotEquals" -> !compares(value, difference -> difference == 0);
        case "NumericLessThan" -> compares(value, difference -> difference < 0);
        case "NumericLessThanEquals" -> compares(value, difference -> difference <= 0);
        case "NumericGreaterThan" -> compares(value, difference -> difference > 0);
        case "NumericGreaterThanEquals" -> compares(value, difference -> difference >= 0);
        default -> true;
      };
    }

    private boolean compares(String value, Predicate<Integer> difference) {
      return values.stream()
          .anyMatch(one -> difference.test(new BigDecimal(value).compareTo(new BigDecimal(one))));
    }

    private static Predicate<String> anyLike(Collection<String> patterns) {
      return value -> patterns.stream().anyMatch(pattern -> Glob.covers(pattern, value));
    }
  }
}
