package dev.hallpass.infra.monitoring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A filter of CloudWatch Logs for lines of JSON. [Source](
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html)
final class LogFilter {

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|&&|\\|\\||!=|[(){}=]|[^\\s(){}=!]+");

  private final Deque<String> tokens;
  private final JsonNode line;

  private LogFilter(String pattern, JsonNode line) {
    this.tokens =
        TOKEN
            .matcher(pattern)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(ArrayDeque::new));
    this.line = line;
  }

  /// Whether a line is counted.
  static boolean matches(String pattern, JsonNode line) {
    LogFilter filter = new LogFilter(pattern, line);
    filter.take("{");
    boolean matches = filter.or();
    filter.take("}");
    return matches;
  }

  private boolean or() {
    boolean matches = and();
    while (isNext("||")) {
      boolean other = and();
      matches |= other;
    }
    return matches;
  }

  private boolean and() {
    boolean matches = term();
    while (isNext("&&")) {
      boolean other = term();
      matches &= other;
    }
    return matches;
  }

  private boolean term() {
    if (isNext("(")) {
      boolean matches = or();
      take(")");
      return matches;
    }
    JsonNode value = line.at(tokens.remove().substring(1).replace('.', '/'));
    String operator = tokens.remove();
    String operand = tokens.remove();
    return switch (operator) {
      case "NOT" -> value.isMissingNode();
      case "=" -> value.isString() && fits(value.asString(), operand);
      case "!=" -> value.isString() && !fits(value.asString(), operand);
      default -> throw new IllegalArgumentException("%s is not known here".formatted(operator));
    };
  }

  private static boolean fits(String value, String operand) {
    String text = operand.substring(1, operand.length() - 1);
    return value.matches(
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private boolean isNext(String token) {
    if (token.equals(tokens.peek())) {
      tokens.remove();
      return true;
    }
    return false;
  }

  private void take(String token) {
    if (!isNext(token)) {
      throw new IllegalArgumentException("%s is missing before %s".formatted(token, tokens));
    }
  }
}
