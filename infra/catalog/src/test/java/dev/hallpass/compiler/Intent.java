package dev.hallpass.compiler;

import static java.util.stream.Collectors.joining;

import dev.hallpass.policy.PolicyTemplate;
import dev.hallpass.policy.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What a template should open with some values: what the catalogue says, with each value meaning
/// itself and nothing else. It shares no code with what renders and checks policies.
///
/// @param expressions those of the texts that were looked at before
record Intent(
    PolicyTemplate template, Map<String, String> values, Map<String, Pattern> expressions) {

  private static final Pattern PIECE = Pattern.compile("\\{([A-Za-z0-9]+)}|\\*|[^{*]+");

  Intent(PolicyTemplate template, Map<String, String> values) {
    this(template, values, new HashMap<>());
  }

  /// One thing to try.
  ///
  /// @param keys the condition keys it comes with
  record AccessProbe(String action, String resource, Map<String, List<String>> keys) {
    AccessProbe {
      keys = Map.copyOf(keys);
    }
  }

  boolean opens(AccessProbe probe) {
    return template.statements().stream().anyMatch(statement -> opens(statement, probe));
  }

  private boolean opens(Statement statement, AccessProbe probe) {
    return statement.actions().contains(probe.action())
        && statement.resources().stream().anyMatch(text -> matches(text, probe.resource()))
        && statement.conditions().entrySet().stream()
            .allMatch(operator ->
                operator.getValue().entrySet().stream()
                    .allMatch(key ->
                        holds(
                            operator.getKey(),
                            key.getValue(),
                            probe.keys().getOrDefault(key.getKey(), List.of()))));
  }

  private boolean holds(String operator, List<String> texts, List<String> actual) {
    return switch (operator) {
      case "StringEquals", "StringLike" ->
          actual.size() == 1 && texts.stream().anyMatch(text -> matches(text, actual.getFirst()));
      case "ForAllValues:StringEquals" ->
          actual.stream().allMatch(one -> texts.stream().anyMatch(text -> matches(text, one)));
      case "Null" -> texts.contains(Boolean.toString(actual.isEmpty()));
      default -> throw new IllegalArgumentException("Teach the intent of " + operator);
    };
  }

  private boolean matches(String text, String actual) {
    return expressions.computeIfAbsent(text, this::expression).matcher(actual).matches();
  }

  private Pattern expression(String text) {
    return Pattern.compile(pieces(text, Pattern::quote, Pattern::quote, ".*"), Pattern.DOTALL);
  }

  /// A probe in the midst of what a statement should open.
  ///
  /// @param rest what stands where the catalogue leaves it open
  AccessProbe within(Statement statement, String action, String resource, String rest) {
    Map<String, List<String>> keys = new TreeMap<>();
    statement
        .conditions()
        .forEach((operator, texts) -> {
          if (!operator.equals("Null")) {
            texts.forEach((key, some) -> keys.put(key, List.of(filled(some.getFirst(), rest))));
          }
        });
    return new AccessProbe(action, filled(resource, rest), keys);
  }

  private String filled(String text, String rest) {
    return pieces(text, plain -> plain, value -> value, rest);
  }

  private String pieces(
      String text, UnaryOperator<String> plain, UnaryOperator<String> value, String open) {
    return PIECE
        .matcher(text)
        .results()
        .map(piece ->
            piece.group().equals("*")
                ? open
                : piece.group(1) == null
                    ? plain.apply(piece.group())
                    : value.apply(values.getOrDefault(piece.group(1), "")))
        .collect(joining());
  }

  /// The same intent with another value.
  Intent with(String parameter, String value) {
    Map<String, String> others = new TreeMap<>(values);
    others.put(parameter, value);
    return new Intent(template, others);
  }
}
