package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.TaskResource;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One try of a Task: the call, its timers, and the wait for an answer to its token. The first
/// outcome counts. It runs on the timeline.
final class Attempt {
  private static final Timeline.Handle NOTHING = () -> {};

  private final FunctionCall call;
  private final TaskResource resource;
  private final TaskEvents events;
  private final Surroundings surroundings;
  private final Consumer<TryResult> end;
  private Timeline.Handle timeout = NOTHING;
  private Timeline.Handle heartbeat = NOTHING;
  private boolean submitted;
  private boolean over;
  private @Nullable TryResult early;

  Attempt(
      FunctionCall call,
      TaskResource resource,
      TaskEvents events,
      Surroundings surroundings,
      Consumer<TryResult> end) {
    this.call = call;
    this.resource = resource;
    this.events = events;
    this.surroundings = surroundings;
    this.end = end;
  }

  void begin() {
    events.scheduled(call);
    events.started();
    call.token().ifPresent(token -> surroundings.tokens().open(token, this));
    timeout = timer(call.timeoutSeconds(), Failure.late());
    beat();
    surroundings
        .lambdas()
        .start(call.function(), call.payload())
        .whenComplete((answer, error) ->
            surroundings.timeline().submit(() -> answered(Optional.ofNullable(answer), error)));
  }

  /// Starts the time for the next heartbeat.
  void beat() {
    if (!over) {
      heartbeat.cancel();
      heartbeat = timer(call.heartbeatSeconds(), Failure.missedHeartbeat());
    }
  }

  /// The token's holder has answered. An answer from within the invocation waits until the
  /// invocation is over, so that the history has `TaskSubmitted` first.
  void called(TryResult outcome) {
    if (submitted) {
      settle(outcome);
    } else {
      early = outcome;
    }
  }

  /// The outcome does not matter any more.
  void abandon() {
    over = true;
    timeout.cancel();
    heartbeat.cancel();
    call.token().ifPresent(surroundings.tokens()::close);
  }

  private Timeline.Handle timer(Optional<Long> seconds, Failure failure) {
    return seconds
        .map(time ->
            surroundings
                .timeline()
                .schedule(
                    surroundings.timeline().instant().plus(Duration.ofSeconds(time)),
                    () -> settleUnlessAnswered(new TryResult.TimedOut(failure))))
        .orElse(NOTHING);
  }

  private void answered(Optional<String> answer, @Nullable Throwable error) {
    if (over) {
      return;
    }
    if (error != null) {
      submitted = true;
      settleUnlessAnswered(new TryResult.Failed(failure(error)));
    } else {
      returned(answer.orElse("null"));
    }
  }

  private void returned(String payload) {
    JsonNode answer;
    try {
      answer = StatesJson.parse(payload);
    } catch (IllegalArgumentException e) {
      submitted = true;
      settleUnlessAnswered(
          new TryResult.Failed(new Failure(Failure.RUNTIME, "The answer is not JSON: " + e)));
      return;
    }
    JsonNode result = result(answer);
    if (resource.waitsForToken()) {
      submitted = true;
      events.submitted(StatesJson.text(result));
      if (early != null) {
        settle(early);
      }
    } else {
      settle(new TryResult.Succeeded(result));
    }
  }

  private JsonNode result(JsonNode answer) {
    return switch (resource) {
      case TaskResource.Function _ -> answer;
      case TaskResource.Invoke _ ->
          InvokeResult.of(answer, surroundings.timeline().instant(), surroundings.chance());
    };
  }

  private static Failure failure(Throwable error) {
    return switch (error) {
      case FunctionError refused -> refused.failure();
      case CompletionException e when e.getCause() instanceof FunctionError refused ->
          refused.failure();
      default -> throw new IllegalStateException("Lambda fails with a FunctionError only", error);
    };
  }

  /// The holder of the token was told that the answer counts. So a later time-out or failure of the
  /// invocation must not replace it.
  private void settleUnlessAnswered(TryResult outcome) {
    if (early != null) {
      settle(early);
    } else if (call.token().isEmpty() || surroundings.tokens().close(call.token().get())) {
      settle(outcome);
    }
  }

  private void settle(TryResult outcome) {
    if (over) {
      return;
    }
    abandon();
    switch (outcome) {
      case TryResult.Succeeded(JsonNode result) -> events.succeeded(StatesJson.text(result));
      case TryResult.Failed(Failure failure) -> events.failed(failure);
      case TryResult.TimedOut(Failure failure) -> events.timedOut(failure);
    }
    end.accept(outcome);
  }
}
