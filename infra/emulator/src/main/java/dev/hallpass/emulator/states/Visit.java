package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.State;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// The visit of an execution to a state, with its time and its input.
record Visit(String name, State state, JsonNode input, Instant enteredAt, int enteredEvent) {
  /// A cause as AWS words it.
  String sentence(String what) {
    return "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
        .formatted(name, enteredEvent, what);
  }
}
