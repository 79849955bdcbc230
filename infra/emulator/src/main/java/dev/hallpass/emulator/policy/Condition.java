package dev.hallpass.emulator.policy;

import dev.hallpass.reference.Reference;
import java.util.List;
import java.util.function.Predicate;

/// One operator on one key: a single line of a statement's `Condition`.
///
/// @param multivalued whether AWS gives the key as a list
record Condition(
    Operator operator,
    Quantifier quantifier,
    boolean ifExists,
    String key,
    boolean multivalued,
    List<Operand> operands) {
  private static final String IF_EXISTS = "IfExists";

  Condition {
    operands = List.copyOf(operands);
  }

  /// How many of a key's values have to match. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
  enum Quantifier {
    ONE(""),
    ALL("ForAllValues:"),
    ANY("ForAnyValue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }

    static Quantifier of(String operator) {
      return operator.startsWith(ALL.prefix) ? ALL : operator.startsWith(ANY.prefix) ? ANY : ONE;
    }
  }

  /// Reads an operator with its prefix and suffix, such as `ForAnyValue:StringLikeIfExists`.
  ///
  /// @throws MalformedPolicy for an operator that does not exist, or a value it cannot have
  /// @throws UnsupportedOperationException for `BinaryEquals`, and for a key that AWS does not have
  static Condition parse(String operator, String key, List<String> values, Language language) {
    Quantifier quantifier = Quantifier.of(operator);
    String name = operator.substring(quantifier.prefix.length());
    if (name.startsWith("Binary")) {
      throw new UnsupportedOperationException(
          "Condition operator %s is not emulated".formatted(operator));
    }
    boolean ifExists = name.endsWith(IF_EXISTS);
    Operator found =
        Operator.named(ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name)
            .filter(known -> !known.testsAbsence() || known.name().equals(operator))
            .orElseThrow(() -> new MalformedPolicy("Invalid Condition type: " + operator));
    return new Condition(
        found,
        quantifier,
        ifExists,
        key,
        Reference.snapshot()
            .key(key)
            .orElseThrow(() -> new UnsupportedOperationException("AWS has no condition key " + key))
            .type()
            .multivalued(),
        values.stream().map(value -> found.reader().read(value, language)).toList());
  }

  boolean holds(Context context) {
    List<String> actual = context.values(key);
    if (operator.testsAbsence()) {
      return matchesAny(Boolean.toString(actual.isEmpty()), context);
    }
    if (multivalued && quantifier == Quantifier.ONE) {
      // However many values it has. [Source](
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
      return false;
    }
    if (actual.isEmpty()) {
      return holdsWithoutTheKey();
    }
    Predicate<String> holds = value -> holdsFor(value, context);
    return switch (quantifier) {
      // Several values under a plain operator have no defined meaning, so the condition is not met.
      case ONE -> actual.size() == 1 && holds.test(actual.getFirst());
      case ALL -> actual.stream().allMatch(holds);
      case ANY -> actual.stream().anyMatch(holds);
    };
  }

  private boolean holdsWithoutTheKey() {
    return switch (quantifier) {
      case ONE -> ifExists || operator.negated();
      case ALL -> true;
      // The same with `IfExists`, as others have seen AWS decide (source: AWS re:Post,
      // "ForAnyValue:StringEqualsIfExists behaving unexpectedly").
      case ANY -> false;
    };
  }

  private boolean holdsFor(String actual, Context context) {
    if (!operator.negated()) {
      return matchesAny(actual, context);
    }
    // A variable without a value fails the statement also under a negated operator.
    for (Operand operand : operands) {
      if (operand.matches(actual, context).orElse(true)) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesAny(String actual, Context context) {
    for (Operand operand : operands) {
      if (operand.matches(actual, context).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
