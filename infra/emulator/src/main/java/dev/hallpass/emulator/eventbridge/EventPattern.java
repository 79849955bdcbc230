package dev.hallpass.emulator.eventbridge;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The pattern of a rule or a filter: the allowed values of an event's members. [Source](
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html)
///
/// @param wanted an object whose leaves are lists of values and operators
public record EventPattern(JsonNode wanted) {
  private static final String OR = "$or";
  private static final String ANYTHING_BUT = "anything-but";
  private static final String EXISTS = "exists";
  private static final Set<String> TEXT_OPERATORS = Set.of("prefix", "suffix", "wildcard");

  /// @throws UnsupportedOperationException for an operator that is not emulated
  public EventPattern {
    requireEmulated(wanted);
  }

  private static void requireEmulated(JsonNode wanted) {
    if (!wanted.isObject()) {
      throw notEmulated(wanted);
    }
    wanted
        .properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (member.getKey().equals(OR)) {
            value.values().forEach(EventPattern::requireEmulated);
          } else if (value.isArray() && !value.isEmpty()) {
            value.values().forEach(EventPattern::requireEmulatedLeaf);
          } else {
            requireEmulated(value);
          }
        });
  }

  private static void requireEmulatedLeaf(JsonNode leaf) {
    if (!leaf.isObject()) {
      return;
    }
    String operator = operator(leaf);
    JsonNode operand = leaf.path(operator);
    boolean emulated =
        switch (operator) {
          case EXISTS -> operand.isBoolean();
          case ANYTHING_BUT -> !operand.isObject() || TEXT_OPERATORS.contains(operator(operand));
          default -> TEXT_OPERATORS.contains(operator) && operand.isString();
        };
    if (!emulated) {
      throw notEmulated(leaf);
    }
  }

  private static UnsupportedOperationException notEmulated(JsonNode wanted) {
    return new UnsupportedOperationException("The pattern %s is not emulated".formatted(wanted));
  }

  /// Whether the event has for each member of the pattern one of its values.
  public boolean matches(JsonNode event) {
    return matches(wanted, event);
  }

  /// If a member has several values, one is enough. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html)
  private static boolean matches(JsonNode wanted, JsonNode found) {
    return each(found)
        .anyMatch(one ->
            wanted.properties().stream()
                .allMatch(member -> matches(member.getKey(), member.getValue(), one)));
  }

  private static boolean matches(String member, JsonNode wanted, JsonNode found) {
    if (member.equals(OR)) {
      return wanted.values().stream().anyMatch(one -> matches(one, found));
    }
    JsonNode value = found.path(member);
    return wanted.isArray()
        ? wanted.values().stream().anyMatch(leaf -> each(value).anyMatch(one -> meets(leaf, one)))
        : matches(wanted, value);
  }

  private static Stream<JsonNode> each(JsonNode found) {
    if (!found.isArray()) {
      return Stream.of(found);
    }
    return found.isEmpty()
        ? Stream.of(MissingNode.getInstance())
        : found.valueStream().flatMap(EventPattern::each);
  }

  private static boolean meets(JsonNode leaf, JsonNode found) {
    if (!leaf.isObject()) {
      return leaf.equals(found);
    }
    String operator = operator(leaf);
    JsonNode operand = leaf.path(operator);
    return switch (operator) {
      case EXISTS -> operand.asBoolean() != found.isMissingNode();
      case ANYTHING_BUT -> !found.isMissingNode() && !excluded(operand, found);
      default -> fits(operator, operand, found);
    };
  }

  private static boolean excluded(JsonNode operand, JsonNode found) {
    if (operand.isObject()) {
      String operator = operator(operand);
      return each(operand.path(operator)).anyMatch(one -> fits(operator, one, found));
    }
    return each(operand).anyMatch(found::equals);
  }

  private static boolean fits(String operator, JsonNode operand, JsonNode found) {
    BiPredicate<String, String> test =
        switch (operator) {
          case "prefix" -> String::startsWith;
          case "suffix" -> String::endsWith;
          default -> (text, pattern) -> Pattern.matches(wildcard(pattern), text);
        };
    return found.isString() && test.test(found.asString(), operand.asString());
  }

  private static String wildcard(String pattern) {
    return Stream.of(pattern.split("\\*", -1))
        .map(Pattern::quote)
        .reduce((left, right) -> left + ".*" + right)
        .orElse("");
  }

  private static String operator(JsonNode leaf) {
    List<String> names = List.copyOf(leaf.propertyNames());
    return names.size() == 1 ? names.getFirst() : "";
  }
}
