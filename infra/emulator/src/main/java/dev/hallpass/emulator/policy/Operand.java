package dev.hallpass.emulator.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// One value of a condition in a policy, ready to be compared with a value of the request.
interface Operand {
  /// Whether the request's value matches; empty when a policy variable has no value.
  Optional<Boolean> matches(String actual, Context context);

  /// Reads a condition's value from a policy.
  interface Reader {
    /// Reads one value.
    ///
    /// @throws MalformedPolicy for a value that is not of the operator's type
    Operand read(String value, Language language);
  }

  static Operand text(String value, Language language) {
    Template template = Template.parse(value, language);
    return (actual, context) -> template.text(context).map(actual::equals);
  }

  static Operand textIgnoringCase(String value, Language language) {
    Template template = Template.parse(value, language);
    return (actual, context) -> template.text(context).map(actual::equalsIgnoreCase);
  }

  static Operand like(String value, Language language) {
    Template template = Template.parse(value, language);
    return (actual, context) -> template.glob(context).map(glob -> glob.matches(actual));
  }

  /// ArnEquals and ArnLike are one operator: each of the six segments is compared with wildcards.
  /// [Source](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
  static Operand arn(String value, Language language) {
    ArnPattern pattern = ArnPattern.parse(value, language);
    if (pattern.segments().size() != ArnPattern.SEGMENTS) {
      throw new MalformedPolicy("Not an ARN of six segments: " + value);
    }
    return pattern::matches;
  }

  static Operand bool(String value, Language language) {
    String expected = value.toLowerCase(Locale.ROOT);
    if (!expected.equals("true") && !expected.equals("false")) {
      throw new MalformedPolicy("Not a boolean: " + value);
    }
    return (actual, context) -> Optional.of(actual.equalsIgnoreCase(expected));
  }

  static Operand address(String value, Language language) {
    AddressRange range =
        AddressRange.parse(value)
            .orElseThrow(() -> new MalformedPolicy("Not an IP address or range: " + value));
    return (actual, context) -> {
      Optional<InetAddress> address = AddressRange.address(actual);
      return Optional.of(address.isPresent() && range.contains(address.get()));
    };
  }

  static Reader number(IntPredicate order) {
    return ordered(Operand::decimal, order, "number");
  }

  static Reader date(IntPredicate order) {
    return ordered(Dates::parse, order, "date");
  }

  private static <T extends Comparable<? super T>> Reader ordered(
      Function<String, Optional<T>> parse, IntPredicate order, String what) {
    return (value, language) -> {
      T expected =
          parse
              .apply(value)
              .orElseThrow(() -> new MalformedPolicy("Not a %s: %s".formatted(what, value)));
      return (actual, context) ->
          Optional.of(
              parse.apply(actual).filter(has -> order.test(has.compareTo(expected))).isPresent());
    };
  }

  private static Optional<BigDecimal> decimal(String text) {
    return text.matches("-?\\d{1,100}(\\.\\d{1,100})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
