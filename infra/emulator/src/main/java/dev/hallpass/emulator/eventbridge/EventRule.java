package dev.hallpass.emulator.eventbridge;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A rule of EventBridge with functions as its targets.
///
/// @param bus the name of its event bus
/// @param every the time between two calls; empty without a schedule
/// @param pattern the events that it passes on; empty without a pattern
/// @param functions the ARNs that it calls
public record EventRule(
    String arn,
    String bus,
    Optional<Duration> every,
    Optional<EventPattern> pattern,
    List<String> functions) {
  static final String DEFAULT_BUS = "default";

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  public EventRule {
    functions = List.copyOf(functions);
  }

  /// The rules of a stack that call functions.
  ///
  /// @throws UnsupportedOperationException for a schedule that is not a rate, or a pattern with
  ///   more than equality
  public static List<EventRule> of(Stack stack) {
    return stack.resources("AWS::Events::Rule").stream()
        .map(rule -> of(stack, rule))
        .filter(rule -> !rule.functions().isEmpty())
        .toList();
  }

  private static EventRule of(Stack stack, TemplateResource rule) {
    return new EventRule(
        stack.attribute(rule.id(), "Arn"),
        rule.optional("EventBusName").orElse(DEFAULT_BUS),
        rule.optional("ScheduleExpression").map(EventRule::rate),
        Optional.of(rule.properties().path("EventPattern"))
            .filter(JsonNode::isObject)
            .map(EventPattern::new),
        rule.properties().path("Targets").values().stream()
            .map(target -> target.path("Arn").asString(""))
            .filter(arn -> arn.contains(":lambda:"))
            .toList());
  }

  private static Duration rate(String schedule) {
    Matcher rate = RATE.matcher(schedule);
    if (!rate.matches()) {
      throw new UnsupportedOperationException(schedule + " is not emulated");
    }
    long many = Long.parseLong(rate.group(1));
    return switch (rate.group(2)) {
      case "minute" -> Duration.ofMinutes(many);
      case "hour" -> Duration.ofHours(many);
      default -> Duration.ofDays(many);
    };
  }

  /// Whether the rule passes an event on.
  boolean matches(JsonNode event) {
    return pattern.filter(wanted -> wanted.matches(event)).isPresent();
  }
}
