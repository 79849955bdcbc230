package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.Machine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// One execution with its status and history. It is safe for threads, and never changes after its
/// end.
final class Execution {
  /// Service quota of a standard workflow, the ending event included.
  static final int MOST_EVENTS = 25_000;

  private static final Failure NO_FAILURE = new Failure(null, null);

  private final Machine machine;
  private final String name;
  private final String input;
  private final InstantSource clock;
  private final Consumer<StatusChange> listener;
  private final Instant startDate;
  private final List<HistoryEvent> history = new ArrayList<>();
  private ExecutionStatus status = ExecutionStatus.RUNNING;
  private @Nullable Instant stopDate;
  private @Nullable String output;
  private Failure failure = NO_FAILURE;

  Execution(
      Machine machine,
      String name,
      String input,
      InstantSource clock,
      Consumer<StatusChange> listener) {
    this.machine = machine;
    this.name = name;
    this.input = input;
    this.clock = clock;
    this.listener = listener;
    startDate = clock.instant();
    append(
        HistoryEventType.EXECUTION_STARTED,
        event ->
            event.executionStartedEventDetails(details ->
                details
                    .input(input)
                    .inputDetails(data -> data.truncated(false))
                    .roleArn(machine.request().roleArn())));
    listener.accept(state());
  }

  Machine machine() {
    return machine;
  }

  String name() {
    return name;
  }

  String arn() {
    return machine.executionArn(name);
  }

  /// The description of the execution.
  synchronized StatusChange state() {
    return new StatusChange(
        arn(),
        machine.arn(),
        name,
        status,
        startDate,
        Optional.ofNullable(stopDate),
        input,
        Optional.ofNullable(output),
        Optional.ofNullable(failure.error()),
        Optional.ofNullable(failure.cause()));
  }

  synchronized boolean isOver() {
    return status != ExecutionStatus.RUNNING;
  }

  synchronized List<HistoryEvent> history() {
    return List.copyOf(history);
  }

  /// The number of the newest event.
  synchronized int lastEvent() {
    return history.size();
  }

  /// Adds an event, unless the execution is over. The last place is kept for its end.
  synchronized void record(HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
    if (isOver()) {
      return;
    }
    if (history.size() == MOST_EVENTS - 1) {
      fail(
          new Failure(
              Failure.RUNTIME,
              "The execution reached the maximum number of history events (%d)."
                  .formatted(MOST_EVENTS)));
      return;
    }
    append(type, details);
  }

  void succeed(String result) {
    end(
        ExecutionStatus.SUCCEEDED,
        result,
        NO_FAILURE,
        HistoryEventType.EXECUTION_SUCCEEDED,
        event ->
            event.executionSucceededEventDetails(
                details -> details.output(result).outputDetails(data -> data.truncated(false))));
  }

  void fail(Failure reason) {
    end(
        ExecutionStatus.FAILED,
        null,
        reason,
        HistoryEventType.EXECUTION_FAILED,
        event ->
            event.executionFailedEventDetails(
                details -> details.error(reason.error()).cause(reason.cause())));
  }

  void timeOut() {
    end(
        ExecutionStatus.TIMED_OUT,
        null,
        NO_FAILURE,
        HistoryEventType.EXECUTION_TIMED_OUT,
        event ->
            event
                .previousEventId(0L)
                .executionTimedOutEventDetails(details -> details.error(Failure.TIMEOUT)));
  }

  void abort(Failure reason) {
    end(
        ExecutionStatus.ABORTED,
        null,
        reason,
        HistoryEventType.EXECUTION_ABORTED,
        event ->
            event.executionAbortedEventDetails(
                details -> details.error(reason.error()).cause(reason.cause())));
  }

  /// Only the first end counts.
  private synchronized void end(
      ExecutionStatus end,
      @Nullable String result,
      Failure reason,
      HistoryEventType type,
      Consumer<HistoryEvent.Builder> details) {
    if (isOver()) {
      return;
    }
    append(type, details);
    status = end;
    output = result;
    failure = reason;
    stopDate = clock.instant();
    listener.accept(state());
  }

  private void append(HistoryEventType type, Consumer<HistoryEvent.Builder> details) {
    int id = history.size() + 1;
    // The first state is entered "from nothing" on AWS, not from the start event.
    long previous = id <= 2 ? 0 : id - 1;
    HistoryEvent.Builder event =
        HistoryEvent.builder()
            .id((long) id)
            .previousEventId(previous)
            .timestamp(clock.instant())
            .type(type);
    details.accept(event);
    history.add(event.build());
  }
}
