package dev.hallpass.reference;

import dev.hallpass.reference.KeyType.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An operator of a condition with its prefix and suffix, such as `ForAnyValue:StringLikeIfExists`.
/// [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
///
/// @param isSet whether it begins with `ForAnyValue:` or `ForAllValues:`
/// @param family the kind of values that it compares
/// @param isOptional whether it holds, or is not checked, for a request without the key
record ConditionOperator(boolean isSet, Family family, boolean isOptional) {
  private static final Pattern NAME =
      Pattern.compile("(?<set>ForAnyValue:|ForAllValues:)?(?<base>[A-Za-z]+?)(?<exists>IfExists)?");

  /// Operators that compare values of one kind.
  enum Family {
    STRING("String(Not)?(Equals(IgnoreCase)?|Like)", ".*", "a text"),
    NUMERIC("Numeric(%s)".formatted(Family.ORDER), "-?\\d+(\\.\\d+)?", "a number"),
    DATE(
        "Date(%s)".formatted(Family.ORDER),
        "\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?)?|\\d+",
        "a date such as 2026-11-30T08:00:00Z"),
    BOOL("Bool", "true|false", "true or false"),
    IP_ADDRESS(
        "(Not)?IpAddress",
        "\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?|(?=[^:]*:)[0-9a-fA-F:.]+(/\\d{1,3})?",
        "an address or a range such as 192.0.2.0/24"),
    ARN("Arn(Not)?(Equals|Like)", "arn:([^:]*:){4}.*", "an ARN of six parts"),
    BINARY("BinaryEquals", ".*", "Base64"),
    NULL("Null", "true|false", "true or false");

    private static final String ORDER = "(Not)?Equals|(Less|Greater)Than(Equals)?";

    private final String names;
    private final String form;
    private final String words;

    Family(String names, String form, String words) {
      this.names = names;
      this.form = form;
      this.words = words;
    }

    /// Whether it can compare a key of this kind: an ARN is a text too, and AWS writes ARNs into
    /// keys that it calls texts.
    boolean compares(Kind kind) {
      return switch (this) {
        case STRING, ARN -> kind == Kind.STRING || kind == Kind.ARN;
        case NUMERIC -> kind == Kind.NUMERIC;
        case DATE -> kind == Kind.DATE;
        case BOOL -> kind == Kind.BOOL;
        case IP_ADDRESS -> kind == Kind.IP_ADDRESS;
        case BINARY -> false;
        case NULL -> true;
      };
    }

    boolean takes(String value) {
      return value.matches("(?s)" + form);
    }

    /// The kind of values in words.
    String words() {
      return words;
    }

    /// The operator's name for a kind of values.
    static String exampleFor(Kind kind) {
      return switch (kind) {
        case STRING -> "StringEquals";
        case ARN -> "ArnLike";
        case BOOL -> "Bool";
        case NUMERIC -> "NumericEquals";
        case DATE -> "DateLessThan";
        case IP_ADDRESS -> "IpAddress";
      };
    }
  }

  static Optional<ConditionOperator> of(String name) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean ifExists = matcher.group("exists") != null;
    for (Family family : Family.values()) {
      if (matcher.group("base").matches(family.names) && !(ifExists && family == Family.NULL)) {
        return Optional.of(
            new ConditionOperator(
                matcher.group("set") != null, family, ifExists || holdsOfNothing(matcher)));
      }
    }
    return Optional.empty();
  }

  private static boolean holdsOfNothing(Matcher name) {
    String set = name.group("set");
    return set == null ? name.group("base").contains("Not") : set.equals("ForAllValues:");
  }

  /// Whether it accepts a request without the key.
  boolean holdsWithoutKey(List<String> values) {
    return family == Family.NULL ? values.contains("true") : isOptional;
  }
}
