package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;

/// Functions, and holders of task tokens, that do what their recorded events say.
final class Replay implements Lambdas {
  private static final Set<String> OUTCOMES =
      Set.of(
          "LambdaFunctionSucceeded",
          "LambdaFunctionFailed",
          "LambdaFunctionTimedOut",
          "TaskSubmitted",
          "TaskSucceeded",
          "TaskFailed",
          "TaskTimedOut");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/]{128}");

  private final Deque<JsonNode> outcomes = new ArrayDeque<>();
  private final Timeline timeline;
  private final Supplier<SfnClient> client;

  Replay(List<JsonNode> events, Timeline timeline, Supplier<SfnClient> client) {
    events.stream()
        .filter(event -> OUTCOMES.contains(event.get("type").asString()))
        .forEach(outcomes::add);
    this.timeline = timeline;
    this.client = client;
  }

  @Override
  public String invoke(String function, String payload) {
    throw new UnsupportedOperationException("Replayed by start");
  }

  @Override
  public CompletionStage<String> start(String function, String payload) {
    JsonNode event = outcomes.poll();
    return event == null ? new CompletableFuture<>() : answer(event, payload);
  }

  private CompletionStage<String> answer(JsonNode event, String payload) {
    return switch (event.get("type").asString()) {
      case "LambdaFunctionSucceeded" ->
          CompletableFuture.completedStage(
              text(event.get("lambdaFunctionSucceededEventDetails").get("output")));
      case "LambdaFunctionFailed" ->
          CompletableFuture.failedStage(error(event.get("lambdaFunctionFailedEventDetails")));
      case "TaskSucceeded" ->
          CompletableFuture.completedStage(payload(event.get("taskSucceededEventDetails")));
      case "TaskFailed" ->
          CompletableFuture.failedStage(error(event.get("taskFailedEventDetails")));
      case "TaskSubmitted" -> {
        timeline.schedule(timeline.instant().plusMillis(1), () -> call(payload));
        yield CompletableFuture.completedStage(payload(event.get("taskSubmittedEventDetails")));
      }
      default -> new CompletableFuture<>();
    };
  }

  private void call(String payload) {
    JsonNode event = outcomes.poll();
    Matcher token = TOKEN.matcher(payload);
    if (event == null || !token.find()) {
      return;
    }
    switch (event.get("type").asString()) {
      case "TaskSucceeded" ->
          client
              .get()
              .sendTaskSuccess(request ->
                  request
                      .taskToken(token.group())
                      .output(text(event.get("taskSucceededEventDetails").get("output"))));
      case "TaskFailed" -> {
        JsonNode details = event.get("taskFailedEventDetails");
        client
            .get()
            .sendTaskFailure(request ->
                request
                    .taskToken(token.group())
                    .error(optional(details, "error"))
                    .cause(optional(details, "cause")));
      }
      default -> {}
    }
  }

  private static String payload(JsonNode details) {
    return StatesJson.text(StatesJson.parse(text(details.get("output"))).path("Payload"));
  }

  private static FunctionError error(JsonNode details) {
    return FunctionError.named(details.path("error").asString(""), optional(details, "cause"));
  }

  private static @Nullable String optional(JsonNode details, String field) {
    return details.has(field) ? text(details.get(field)) : null;
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : StatesJson.text(value);
  }
}
