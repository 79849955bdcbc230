package dev.hallpass.emulator.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The condition of a query on the keys of items.
record KeyCondition(Map<String, AttributeValue> equals, List<Test> tests) {

  /// Compares strings by their characters and numbers by their values.
  static final Comparator<AttributeValue> ORDER = KeyCondition::compare;

  private static final Pattern TERM =
      Pattern.compile(
          "(?<name>#?\\w+) (?:(?<operator>=|>=|>|<=|<) (?<value>:\\w+)"
              + "|BETWEEN (?<low>:\\w+) AND (?<high>:\\w+))(?: AND |$)");

  KeyCondition {
    equals = Map.copyOf(equals);
    tests = List.copyOf(tests);
  }

  static KeyCondition of(QueryRequest request) {
    Map<String, AttributeValue> equals = new HashMap<>();
    List<Test> tests = new ArrayList<>();
    String text = request.keyConditionExpression();
    Matcher term = TERM.matcher(text);
    int end = 0;
    while (end < text.length() && term.region(end, text.length()).lookingAt()) {
      String name =
          term.group("name").startsWith("#")
              ? Objects.requireNonNull(request.expressionAttributeNames().get(term.group("name")))
              : term.group("name");
      if (term.group("operator") == null) {
        AttributeValue low = value(request, term.group("low"));
        AttributeValue high = value(request, term.group("high"));
        tests.add(new Test(name, item -> compare(item, low) >= 0 && compare(item, high) <= 0));
      } else {
        AttributeValue value = value(request, term.group("value"));
        if (term.group("operator").equals("=")) {
          equals.put(name, value);
        }
        tests.add(new Test(name, comparison(term.group("operator"), value)));
      }
      end = term.end();
    }
    if (end != text.length()) {
      throw new UnsupportedOperationException("Not emulated: " + text);
    }
    return new KeyCondition(equals, tests);
  }

  private static AttributeValue value(QueryRequest request, String name) {
    return Objects.requireNonNull(request.expressionAttributeValues().get(name));
  }

  private static Predicate<AttributeValue> comparison(String operator, AttributeValue value) {
    return switch (operator) {
      case "=" -> item -> compare(item, value) == 0;
      case ">=" -> item -> compare(item, value) >= 0;
      case ">" -> item -> compare(item, value) > 0;
      case "<=" -> item -> compare(item, value) <= 0;
      case "<" -> item -> compare(item, value) < 0;
      default -> throw new UnsupportedOperationException("Not emulated: " + operator);
    };
  }

  private static int compare(AttributeValue one, AttributeValue other) {
    return one.n() == null
        ? Objects.requireNonNull(one.s()).compareTo(Objects.requireNonNull(other.s()))
        : new BigDecimal(one.n()).compareTo(new BigDecimal(other.n()));
  }

  /// The value that a key must have.
  AttributeValue equal(String name) {
    return Objects.requireNonNull(equals.get(name), "A query names the whole partition key");
  }

  boolean holds(Map<String, AttributeValue> item) {
    return tests.stream()
        .allMatch(test -> test.holds().test(Objects.requireNonNull(item.get(test.name()))));
  }

  /// The condition on one attribute.
  record Test(String name, Predicate<AttributeValue> holds) {}
}
