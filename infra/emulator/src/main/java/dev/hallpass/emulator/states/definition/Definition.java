package dev.hallpass.emulator.states.definition;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A valid definition of a state machine.
public record Definition(String startAt, Optional<Duration> timeout, Map<String, State> states) {
  public Definition {
    states = Map.copyOf(states);
  }

  public State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("No state " + name);
    }
    return state;
  }
}
