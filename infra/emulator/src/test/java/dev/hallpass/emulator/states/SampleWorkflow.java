package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// Step Functions on virtual time for one test, with one function whose work the test says.
final class SampleWorkflow {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String FUNCTION = "arn:aws:lambda:eu-central-1:111111111111:function:work";

  final VirtualTimeline timeline = new VirtualTimeline(START);
  final InMemoryStepFunctions stepFunctions =
      new InMemoryStepFunctions(
          "eu-central-1", "111111111111", timeline, new Work(), new Random(1));
  final SfnClient sfn = stepFunctions.client();
  final List<String> payloads = new ArrayList<>();
  final List<Duration> calledAfter = new ArrayList<>();
  private FunctionBody body = payload -> payload;
  private boolean silent;

  /// What the function does with its payload.
  @FunctionalInterface
  interface FunctionBody {
    String of(String payload) throws FunctionError;
  }

  SampleWorkflow functionDoes(FunctionBody next) {
    body = next;
    return this;
  }

  SampleWorkflow functionNeverAnswers() {
    silent = true;
    return this;
  }

  String create(String states) {
    return create("machine", states);
  }

  /// Creates a JSONata state machine that starts at `A`.
  String create(String name, String states) {
    String definition =
        """
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {%s}}\
        """
            .formatted(states);
    return createFrom(name, definition);
  }

  String createFrom(String name, String definition) {
    return sfn.createStateMachine(request ->
            request
                .name(name)
                .roleArn("arn:aws:iam::111111111111:role/workflow")
                .definition(definition))
        .stateMachineArn();
  }

  String start(String states, String input) {
    String machine = create(states);
    return sfn.startExecution(request -> request.stateMachineArn(machine).name("one").input(input))
        .executionArn();
  }

  /// Runs a machine with these states to its end.
  DescribeExecutionResponse run(String states, String input) {
    String execution = start(states, input);
    timeline.runUntilIdle();
    return describe(execution);
  }

  DescribeExecutionResponse describe(String execution) {
    return sfn.describeExecution(request -> request.executionArn(execution));
  }

  List<HistoryEvent> history() {
    String execution = "arn:aws:states:eu-central-1:111111111111:execution:machine:one";
    return sfn
        .getExecutionHistoryPaginator(request -> request.executionArn(execution))
        .events()
        .stream()
        .toList();
  }

  List<String> eventTypes() {
    return history().stream().map(HistoryEvent::typeAsString).toList();
  }

  HistoryEvent event(HistoryEventType type) {
    return history().stream().filter(event -> event.type() == type).findFirst().orElseThrow();
  }

  /// The output of a one-state machine whose `Output` is this expression.
  @Nullable String output(String expression) {
    return run(pass(expression), "{}").output();
  }

  static String pass(String expression) {
    return """
    "A": {"Type": "Pass", "Output": "{%% %s %%}", "End": true}\
    """
        .formatted(expression);
  }

  /// A Task `A` with these further fields.
  static String task(String fields) {
    return """
    "A": {"Type": "Task", "Resource": "%s", %s}\
    """
        .formatted(FUNCTION, fields);
  }

  /// A Task `A` that waits for its token, with these further fields.
  static String doorbell(String fields) {
    return """
    "A": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Arguments": {
        "FunctionName": "%s",
        "Payload": {"token": "{%% $states.context.Task.Token %%}"}
      },
      %s
    }\
    """
        .formatted(FUNCTION, fields);
  }

  /// The token in the newest payload.
  String token() {
    return StatesJson.parse(payloads.getLast()).get("token").asString();
  }

  private final class Work implements Lambdas {
    @Override
    public String invoke(String function, String payload) throws FunctionError {
      payloads.add(payload);
      calledAfter.add(Duration.between(START, timeline.instant()));
      return body.of(payload);
    }

    @Override
    public CompletionStage<String> start(String function, String payload) {
      return silent ? new CompletableFuture<>() : Lambdas.super.start(function, payload);
    }
  }
}
