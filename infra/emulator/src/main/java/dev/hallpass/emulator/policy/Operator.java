package dev.hallpass.emulator.policy;

import java.util.List;
import java.util.Optional;

/// A condition operator, by the name policies use. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
///
/// @param negated whether it holds when no value of the policy matches
record Operator(String name, boolean negated, Operand.Reader reader) {
  private static final String NULL = "Null";

  private static final List<Operator> ALL =
      List.of(
          new Operator("StringEquals", false, Operand::text),
          new Operator("StringNotEquals", true, Operand::text),
          new Operator("StringEqualsIgnoreCase", false, Operand::textIgnoringCase),
          new Operator("StringNotEqualsIgnoreCase", true, Operand::textIgnoringCase),
          new Operator("StringLike", false, Operand::like),
          new Operator("StringNotLike", true, Operand::like),
          new Operator("NumericEquals", false, Operand.number(order -> order == 0)),
          new Operator("NumericNotEquals", true, Operand.number(order -> order == 0)),
          new Operator("NumericLessThan", false, Operand.number(order -> order < 0)),
          new Operator("NumericLessThanEquals", false, Operand.number(order -> order <= 0)),
          new Operator("NumericGreaterThan", false, Operand.number(order -> order > 0)),
          new Operator("NumericGreaterThanEquals", false, Operand.number(order -> order >= 0)),
          new Operator("DateEquals", false, Operand.date(order -> order == 0)),
          new Operator("DateNotEquals", true, Operand.date(order -> order == 0)),
          new Operator("DateLessThan", false, Operand.date(order -> order < 0)),
          new Operator("DateLessThanEquals", false, Operand.date(order -> order <= 0)),
          new Operator("DateGreaterThan", false, Operand.date(order -> order > 0)),
          new Operator("DateGreaterThanEquals", false, Operand.date(order -> order >= 0)),
          new Operator("Bool", false, Operand::bool),
          new Operator("ArnEquals", false, Operand::arn),
          new Operator("ArnLike", false, Operand::arn),
          new Operator("ArnNotEquals", true, Operand::arn),
          new Operator("ArnNotLike", true, Operand::arn),
          new Operator("IpAddress", false, Operand::address),
          new Operator("NotIpAddress", true, Operand::address),
          new Operator(NULL, false, Operand::bool));

  static Optional<Operator> named(String name) {
    return ALL.stream().filter(operator -> operator.name.equals(name)).findFirst();
  }

  /// Whether it tests the key itself and not its value.
  boolean testsAbsence() {
    return name.equals(NULL);
  }
}
