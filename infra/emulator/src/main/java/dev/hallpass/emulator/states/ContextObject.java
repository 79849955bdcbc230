package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The value of `$states.context` (Step Functions, "Accessing execution data from the Context
/// object").
final class ContextObject {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private ContextObject() {}

  /// The value in one state.
  ///
  /// @param retries the number of retries of a Task
  static ObjectNode of(
      Execution execution, Visit visit, Optional<Integer> retries, Optional<String> token) {
    ObjectNode context = StatesJson.object();
    context.set("Execution", execution(execution));
    context
        .putObject("StateMachine")
        .put("Id", execution.machine().arn())
        .put("Name", execution.machine().name());
    ObjectNode state =
        context
            .putObject("State")
            .put("Name", visit.name())
            .put("EnteredTime", text(visit.enteredAt()));
    retries.ifPresent(count -> state.put("RetryCount", count));
    token.ifPresent(text -> context.putObject("Task").put("Token", text));
    return context;
  }

  private static ObjectNode execution(Execution execution) {
    StatusChange known = execution.state();
    ObjectNode value = StatesJson.object().put("Id", known.executionArn());
    value.set("Input", StatesJson.parse(known.input()));
    return value
        .put("Name", known.name())
        .put("RoleArn", execution.machine().request().roleArn())
        .put("StartTime", text(known.startDate()))
        .put("RedriveCount", 0);
  }

  private static String text(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
