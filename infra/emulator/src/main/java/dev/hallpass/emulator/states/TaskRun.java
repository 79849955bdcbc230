package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Catcher;
import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.Retrier;
import dev.hallpass.emulator.states.definition.State;
import dev.hallpass.emulator.states.jsonata.Scope;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A Task state from its first try to its end, with its retries and catchers.
final class TaskRun {
  private final Run run;
  private final Visit visit;
  private final State.Task task;
  private final Map<Retrier, Integer> used = new HashMap<>();
  private int retries;
  private Optional<String> token = Optional.empty();
  private @Nullable Attempt attempt;

  TaskRun(Run run, Visit visit, State.Task task) {
    this.run = run;
    this.visit = visit;
    this.task = task;
  }

  void abandon() {
    if (attempt != null) {
      attempt.abandon();
    }
  }

  /// Calls once. Arguments and time-outs are computed again, with a new token.
  void attempt() {
    Surroundings surroundings = run.surroundings();
    token =
        task.resource().waitsForToken()
            ? Optional.of(surroundings.chance().token())
            : Optional.empty();
    run.trying(
        visit,
        this::failed,
        () -> {
          attempt =
              new Attempt(
                  call(),
                  task.resource(),
                  TaskEvents.of(task.resource(), run.execution()),
                  surroundings,
                  this::ended);
          attempt.begin();
        });
  }

  private FunctionCall call() {
    Scope scope = scope(Map.of());
    JsonNode arguments =
        task.arguments().map(t -> t.evaluate(scope, "Arguments")).orElse(visit.input());
    return FunctionCall.of(
        task.resource(),
        arguments,
        task.timeout().map(t -> Run.seconds(t, scope, "TimeoutSeconds", 1)),
        task.heartbeat().map(t -> Run.seconds(t, scope, "HeartbeatSeconds", 1)),
        token);
  }

  private void ended(TryResult outcome) {
    switch (outcome) {
      case TryResult.Succeeded(JsonNode result) ->
          run.trying(visit, this::failed, () -> succeeded(result));
      case TryResult.Failed(Failure failure) -> failed(failure);
      case TryResult.TimedOut(Failure failure) -> failed(failure);
    }
  }

  private void succeeded(JsonNode result) {
    if (StatesJson.isTooLarge(StatesJson.text(result))) {
      throw new StateFailure(Run.tooLarge(visit));
    }
    run.leave(visit, task.transition(), "", scope(Map.of("result", result)), result);
  }

  /// The first matching retrier decides whether the task is tried again. If it is not, the first
  /// matching catcher decides the next state.
  private void failed(Failure failure) {
    Optional<Retrier> retrier =
        task.retriers().stream()
            .filter(r -> r.covers(failure))
            .findFirst()
            .filter(r -> used.getOrDefault(r, 0) < r.maxAttempts());
    retrier.ifPresentOrElse(this::retry, () -> caught(failure));
  }

  private void retry(Retrier retrier) {
    int before = used.merge(retrier, 1, Integer::sum) - 1;
    retries++;
    run.pause(retrier.delay(before, run.surroundings().chance()), this::attempt);
  }

  private void caught(Failure failure) {
    List<Catcher> catchers = task.catchers();
    for (int i = 0; i < catchers.size(); i++) {
      Catcher catcher = catchers.get(i);
      if (catcher.covers(failure)) {
        String location = "Catch[" + i + "]/";
        JsonNode output = failure.output();
        Scope scope = scope(Map.of("errorOutput", output));
        run.trying(
            visit,
            run.execution()::fail,
            () -> run.leave(visit, catcher.transition(), location, scope, output));
        return;
      }
    }
    run.execution().fail(failure);
    run.abandon();
  }

  private Scope scope(Map<String, JsonNode> more) {
    return run.scope(
        visit, ContextObject.of(run.execution(), visit, Optional.of(retries), token), more);
  }
}
