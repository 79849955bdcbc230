package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.JsonataTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The transition out of a state: its output, its variables and the next state; without a next
/// state it is the end.
public record Transition(
    Optional<JsonataTemplate> output,
    SequencedMap<String, JsonataTemplate> assign,
    Optional<String> next) {
  public Transition {
    assign = new LinkedHashMap<>(assign);
  }

  /// An end that only computes an output.
  static Transition end(Optional<JsonataTemplate> output) {
    return new Transition(output, new LinkedHashMap<>(Map.of()), Optional.empty());
  }
}
