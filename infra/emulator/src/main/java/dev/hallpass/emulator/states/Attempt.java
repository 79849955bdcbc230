package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.Resource;
import dev.hallpass.emulator.states.jsonata.Json;
import dev.hallpass.emulator.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One try of a Task: the call, its timers, and for a doorbell the wait for its token's answer. It
/// has one outcome, the first. All of it runs on the timeline.
final class Attempt {
  private static final Timeline.Handle NOTHING = () -> {};

  private final Call call;
  private final Resource resource;
  private final TaskEvents events;
  private final Surroundings surroundings;
  private final Consumer<Outcome> end;
  private Timeline.Handle timeout = NOTHING;
  private Timeline.Handle heartbeat = NOTHING;
  private boolean submitted;
  private boolean over;
  private @Nullable Outcome early;

  Attempt(
      Call call,
      Resource resource,
      TaskEvents events,
      Surroundings surroundings,
      Consumer<Outcome> end) {
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
  /// invocation itself is over, so that the history has `TaskSubmitted` first.
  void called(Outcome outcome) {
    if (submitted) {
      settle(outcome);
    } else {
      early = outcome;
    }
  }

  /// Nobody waits for the outcome any more.
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
                    () -> settleUnlessAnswered(new Outcome.TimedOut(failure))))
        .orElse(NOTHING);
  }

  private void answered(Optional<String> answer, @Nullable Throwable error) {
    if (over) {
      return;
    }
    if (error != null) {
      submitted = true;
      settleUnlessAnswered(new Outcome.Failed(failure(error)));
    } else {
      returned(answer.orElse("null"));
    }
  }

  private void returned(String payload) {
    JsonNode answer;
    try {
      answer = Json.parse(payload);
    } catch (IllegalArgumentException e) {
      submitted = true;
      settleUnlessAnswered(
          new Outcome.Failed(new Failure(Failure.RUNTIME, "The answer is not JSON: " + e)));
      return;
    }
    JsonNode result = result(answer);
    if (resource.waitsForToken()) {
      submitted = true;
      events.submitted(Json.text(result));
      if (early != null) {
        settle(early);
      }
    } else {
      settle(new Outcome.Succeeded(result));
    }
  }

  private JsonNode result(JsonNode answer) {
    return switch (resource) {
      case Resource.Function _ -> answer;
      case Resource.Invoke _ ->
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

  /// Who answered a token was told that the answer counts, so neither a time-out nor a failed
  /// invocation may overtake it.
  private void settleUnlessAnswered(Outcome outcome) {
    if (early != null) {
      settle(early);
    } else if (call.token().isEmpty() || surroundings.tokens().close(call.token().get())) {
      settle(outcome);
    }
  }

  private void settle(Outcome outcome) {
    if (over) {
      return;
    }
    abandon();
    switch (outcome) {
      case Outcome.Succeeded(JsonNode result) -> events.succeeded(Json.text(result));
      case Outcome.Failed(Failure failure) -> events.failed(failure);
      case Outcome.TimedOut(Failure failure) -> events.timedOut(failure);
    }
    end.accept(outcome);
  }
}
