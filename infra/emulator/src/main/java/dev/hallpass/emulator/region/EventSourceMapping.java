package dev.hallpass.emulator.region;

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
/// @param function the ARN that is called, which may be that of an alias
/// @param filters a change is handed over if one of them matches, or if there are none
/// @param batchSize how many changes are handed over at once, at most
/// @param halves whether a batch that fails is handed over in two halves
/// @param reports whether the function says which of the changes it failed at
/// @param retries how often a batch is handed over again, at most
/// @param age how old a change may be that is still handed over
record EventSourceMapping(
    String source,
    String function,
    List<EventPattern> filters,
    int batchSize,
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
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "StartingPosition",
          "Tags");

  EventSourceMapping {
    filters = List.copyOf(filters);
  }

  /// The mappings of a stack.
  ///
  /// @throws UnsupportedOperationException naming what of them is not emulated
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

  /// Whether a change is handed over at all.
  boolean passes(Change change) {
    return filters.isEmpty()
        || filters.stream().anyMatch(filter -> filter.matches(change.record()));
  }
}
