package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Definition;
import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.State;
import dev.hallpass.emulator.states.definition.Transition;
import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import dev.hallpass.emulator.states.jsonata.QueryEvaluationException;
import dev.hallpass.emulator.states.jsonata.Scope;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Moves one execution from state to state, step by step on the timeline.
final class Run {
  private static final Timeline.Handle NOTHING = () -> {};
  private static final long LONGEST_SECONDS = 99_999_999;

  private final Execution execution;
  private final Surroundings surroundings;
  private final Map<String, JsonNode> variables = new HashMap<>();
  private Timeline.Handle deadline = NOTHING;
  private Timeline.Handle pending = NOTHING;
  private @Nullable TaskRun task;

  Run(Execution execution, Surroundings surroundings) {
    this.execution = execution;
    this.surroundings = surroundings;
  }

  Execution execution() {
    return execution;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  void begin() {
    definition()
        .timeout()
        .ifPresent(time -> deadline = after(time, () -> step(execution::timeOut)));
    go(definition().startAt(), StatesJson.parse(execution.state().input()));
  }

  /// Stops everything: it cancels timers, and closes a waiting task's token.
  void abandon() {
    deadline.cancel();
    pending.cancel();
    if (task != null) {
      task.abandon();
    }
  }

  /// Does something after a time, if the execution is still in the same state.
  void pause(Duration time, Runnable then) {
    pending = after(time, () -> step(then));
  }

  private Timeline.Handle after(Duration time, Runnable then) {
    Timeline timeline = surroundings.timeline();
    return timeline.schedule(timeline.instant().plus(time), then);
  }

  private void go(String name, JsonNode input) {
    surroundings.timeline().submit(() -> step(() -> enter(name, input)));
  }

  private void step(Runnable body) {
    if (!execution.isOver()) {
      body.run();
    }
    if (execution.isOver()) {
      abandon();
    }
  }

  private void enter(String name, JsonNode input) {
    State state = definition().state(name);
    execution.record(
        HistoryEventType.fromValue(state.type() + "StateEntered"),
        event ->
            event.stateEnteredEventDetails(details ->
                details
                    .name(name)
                    .input(StatesJson.text(input))
                    .inputDetails(data -> data.truncated(false))));
    Visit visit =
        new Visit(name, state, input, surroundings.timeline().instant(), execution.lastEvent());
    trying(visit, execution::fail, () -> perform(visit));
  }

  private void perform(Visit visit) {
    switch (visit.state()) {
      case State.Task state -> {
        task = new TaskRun(this, visit, state);
        task.attempt();
      }
      case State.Choice state -> choose(visit, state);
      case State.Wait state -> await(visit, state);
      case State.Pass(Transition transition) -> leave(visit, transition, "", scope(visit));
      case State.Succeed(Transition transition) -> leave(visit, transition, "", scope(visit));
      case State.Fail state -> fail(visit, state);
    }
  }

  /// Runs a part of a state, and gives its failures to the handler.
  void trying(Visit visit, Consumer<Failure> handler, Runnable body) {
    try {
      body.run();
    } catch (QueryEvaluationException e) {
      Failure failure = new Failure(Failure.QUERY_EVALUATION_ERROR, visit.sentence(e.problem()));
      execution.record(
          HistoryEventType.EVALUATION_FAILED,
          event ->
              event.evaluationFailedEventDetails(details ->
                  details
                      .state(visit.name())
                      .location(e.location())
                      .error(failure.error())
                      .cause(failure.cause())));
      handler.accept(failure);
    } catch (StateFailure e) {
      handler.accept(e.failure());
    }
  }

  private void choose(Visit visit, State.Choice choice) {
    Scope scope = scope(visit);
    for (int i = 0; i < choice.rules().size(); i++) {
      State.Rule rule = choice.rules().get(i);
      String location = "Choices[" + i + "]/";
      if (holds(rule.condition(), scope, location + "Condition")) {
        leave(visit, rule.transition(), location, scope);
        return;
      }
    }
    Transition otherwise =
        choice
            .otherwise()
            .orElseThrow(() ->
                new StateFailure(
                    new Failure(
                        Failure.NO_CHOICE_MATCHED,
                        visit.sentence(
                            "Failed to transition out of the state. The state does not point to a next state."))));
    leave(visit, otherwise, "", scope);
  }

  private static boolean holds(JsonataTemplate condition, Scope scope, String location) {
    JsonNode value = condition.evaluate(scope, location);
    return expected(value.isBoolean(), "boolean", value, location).booleanValue();
  }

  private void await(Visit visit, State.Wait wait) {
    Scope scope = scope(visit);
    Duration time =
        switch (wait.until()) {
          case SECONDS -> Duration.ofSeconds(seconds(wait.value(), scope, wait.until().field(), 0));
          case TIMESTAMP ->
              Duration.between(
                  surroundings.timeline().instant(),
                  timestamp(wait.value(), scope, wait.until().field()));
        };
    Runnable leaving = () -> leave(visit, wait.transition(), "", scope(visit));
    pause(time, () -> trying(visit, execution::fail, leaving));
  }

  /// The whole number of seconds in a field.
  static long seconds(JsonataTemplate template, Scope scope, String location, long least) {
    JsonNode value = template.evaluate(scope, location);
    expected(value.isIntegralNumber(), "integer", value, location);
    if (!value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > LONGEST_SECONDS) {
      throw new QueryEvaluationException(
          location,
          "The %s field must be from %d to %d, but was %s"
              .formatted(location, least, LONGEST_SECONDS, value));
    }
    return value.longValue();
  }

  private static Instant timestamp(JsonataTemplate template, Scope scope, String location) {
    JsonNode value = template.evaluate(scope, location);
    String text = expected(value.isString(), "string", value, location).stringValue();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new QueryEvaluationException(
          location,
          "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: "
              + text,
          e);
    }
  }

  private static JsonNode expected(boolean fits, String type, JsonNode value, String location) {
    if (!fits) {
      throw new QueryEvaluationException(
          location,
          "The value of the field '%s' has an unexpected type. Expected '%s', but was: %s"
              .formatted(location, type, value));
    }
    return value;
  }

  private void fail(Visit visit, State.Fail state) {
    Scope scope = scope(visit);
    Function<String, Function<JsonataTemplate, String>> text =
        location ->
            template -> {
              JsonNode value = template.evaluate(scope, location);
              return expected(value.isString(), "string", value, location).stringValue();
            };
    execution.fail(
        new Failure(
            state.error().map(text.apply("Error")).orElse(null),
            state.cause().map(text.apply("Cause")).orElse(null)));
  }

  /// Leaves a state. Its output is its input, unless the transition has another.
  private void leave(Visit visit, Transition transition, String location, Scope scope) {
    leave(visit, transition, location, scope, visit.input());
  }

  /// Leaves a state. Output and variables are computed from the old values, and then both take
  /// effect.
  ///
  /// @param location the field of the transition with a slash, or empty
  void leave(Visit visit, Transition transition, String location, Scope scope, JsonNode otherwise) {
    Map<String, JsonNode> assigned = new LinkedHashMap<>();
    transition
        .assign()
        .forEach((name, value) ->
            assigned.put(name, value.evaluate(scope, location + "Assign/" + name)));
    JsonNode output =
        transition.output().map(t -> t.evaluate(scope, location + "Output")).orElse(otherwise);
    String text = StatesJson.text(output);
    if (StatesJson.isTooLarge(text)) {
      throw new StateFailure(tooLarge(visit));
    }
    variables.putAll(assigned);
    recordExit(visit, text, assigned);
    transition
        .next()
        .ifPresentOrElse(next -> go(next, output), () -> step(() -> execution.succeed(text)));
  }

  static Failure tooLarge(Visit visit) {
    return new Failure(
        Failure.DATA_LIMIT_EXCEEDED,
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
            .formatted(visit.name()));
  }

  private void recordExit(Visit visit, String output, Map<String, JsonNode> assigned) {
    Map<String, String> texts = new LinkedHashMap<>();
    assigned.forEach((name, value) -> texts.put(name, StatesJson.text(value)));
    execution.record(
        HistoryEventType.fromValue(visit.state().type() + "StateExited"),
        event ->
            event.stateExitedEventDetails(details -> {
              details
                  .name(visit.name())
                  .output(output)
                  .outputDetails(data -> data.truncated(false));
              if (!texts.isEmpty()) {
                details
                    .assignedVariables(texts)
                    .assignedVariablesDetails(data -> data.truncated(false));
              }
            }));
  }

  private Scope scope(Visit visit) {
    return scope(
        visit, ContextObject.of(execution, visit, Optional.empty(), Optional.empty()), Map.of());
  }

  /// The values that a state's expressions can read.
  ///
  /// @param more `result` or `errorOutput`
  Scope scope(Visit visit, ObjectNode context, Map<String, JsonNode> more) {
    ObjectNode states = StatesJson.object();
    states.set("input", visit.input());
    states.set("context", context);
    more.forEach(states::set);
    return new Scope(states, variables, surroundings.timeline().instant(), surroundings.chance());
  }

  private Definition definition() {
    return execution.machine().definition();
  }
}
