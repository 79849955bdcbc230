package dev.hallpass.local.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// The workflow of a grant, without its data.
///
/// @param state the current state; empty after the end
public record ExecutionView(
    String status, Instant started, Optional<Instant> stopped, String state, List<Event> events) {

  public ExecutionView {
    events = List.copyOf(events);
  }

  static ExecutionView of(DescribeExecutionResponse execution, List<HistoryEvent> history) {
    List<Event> events = history.stream().map(Event::of).toList();
    Optional<Instant> stopped = Optional.ofNullable(execution.stopDate());
    return new ExecutionView(
        execution.statusAsString(),
        execution.startDate(),
        stopped,
        stopped.isPresent() ? "" : lastEntered(events),
        events);
  }

  private static String lastEntered(List<Event> events) {
    return events.reversed().stream()
        .filter(event -> event.type().endsWith("StateEntered"))
        .map(Event::about)
        .findFirst()
        .orElse("");
  }

  /// One event of its history.
  ///
  /// @param about the state, the error or the resource of the event; empty if there is none
  public record Event(long id, Instant at, String type, String about) {

    static Event of(HistoryEvent event) {
      return new Event(event.id(), event.timestamp(), event.typeAsString(), about(event));
    }

    private static String about(HistoryEvent event) {
      if (event.stateEnteredEventDetails() != null) {
        return event.stateEnteredEventDetails().name();
      }
      if (event.stateExitedEventDetails() != null) {
        return event.stateExitedEventDetails().name();
      }
      if (event.taskFailedEventDetails() != null) {
        return event.taskFailedEventDetails().error();
      }
      if (event.taskTimedOutEventDetails() != null) {
        return event.taskTimedOutEventDetails().error();
      }
      return event.taskScheduledEventDetails() != null
          ? event.taskScheduledEventDetails().resource()
          : "";
    }
  }
}
