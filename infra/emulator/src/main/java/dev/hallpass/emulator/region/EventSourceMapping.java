package dev.hallpass.emulator.region;

import dev.hallpass.emulator.eventbridge.EventPattern;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That Lambda reads a stream for a function. [Source](
/// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html)
///
/// @param source the stream's ARN
/// @param function the ARN to call, which can be that of an alias
/// @param filters a change is passed on if one of them matches, or if there are none
/// @param batchSize the most changes of one call
/// @param window how long changes are gathered for one call
/// @param halves whether a failed batch is split into halves
/// @param reports whether the function reports the changes that failed
/// @param retries the most retries of a batch
/// @param age the greatest age of a change that is passed on
record EventSourceMapping(
    String source,
    String function,
    List<EventPattern> filters,
    int batchSize,
    Duration window,
    boolean halves,
    boolean reports,
    int retries,
    Duration age) {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final String BY_ITEM = "ReportBatchItemFailures";
  private static final Set<String> EMULATED =
      Set.of(
          "BatchSize",
          "BisectBatchOnFunctionError",
          "Enabled",
          "EventSourceArn",
          "FilterCriteria",
          "FunctionName",
          "FunctionResponseTypes",
          "MaximumBatchingWindowInSeconds",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "StartingPosition",
          "Tags");

  EventSourceMapping {
    filters = List.copyOf(filters);
  }

  /// The mappings of a stack.
  ///
  /// @throws UnsupportedOperationException with the name of the part that is not emulated
  static List<EventSourceMapping> of(Stack stack) {
    return stack.resources("AWS::Lambda::EventSourceMapping").stream()
        .map(mapping -> of(stack, mapping))
        .toList();
  }

  private static EventSourceMapping of(Stack stack, TemplateResource mapping) {
    JsonNode says = mapping.properties();
    for (String property : says.propertyNames()) {
      require(EMULATED.contains(property), mapping, property);
    }
    String position = mapping.text("StartingPosition");
    require(position.equals("TRIM_HORIZON"), mapping, "StartingPosition " + position);
    require(says.path("Enabled").asBoolean(true), mapping, "Enabled false");
    List<String> answers =
        says.path("FunctionResponseTypes").values().stream().map(JsonNode::asString).toList();
    require(answers.isEmpty() || answers.equals(List.of(BY_ITEM)), mapping, answers.toString());
    int retries = says.path("MaximumRetryAttempts").asInt(-1);
    int seconds = says.path("MaximumRecordAgeInSeconds").asInt(-1);
    return new EventSourceMapping(
        mapping.text("EventSourceArn"),
        FunctionResources.arn(stack, mapping.text("FunctionName")),
        says.path("FilterCriteria").path("Filters").values().stream()
            .map(filter -> filter.path("Pattern").asString("{}"))
            .map(pattern -> new EventPattern(JsonMapper.shared().readTree(pattern)))
            .toList(),
        says.path("BatchSize").asInt(100),
        Duration.ofSeconds(says.path("MaximumBatchingWindowInSeconds").asInt(0)),
        says.path("BisectBatchOnFunctionError").asBoolean(false),
        !answers.isEmpty(),
        retries < 0 ? Integer.MAX_VALUE : retries,
        seconds < 0 || seconds > KEPT.toSeconds() ? KEPT : Duration.ofSeconds(seconds));
  }

  private static void require(boolean met, TemplateResource mapping, String otherwise) {
    if (!met) {
      throw new UnsupportedOperationException(
          "%s of %s is not emulated".formatted(otherwise, mapping.id()));
    }
  }

  /// Whether a change is passed on.
  boolean passes(Change change) {
    return filters.isEmpty()
        || filters.stream().anyMatch(filter -> filter.matches(change.record()));
  }
}
