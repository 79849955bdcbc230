package dev.hallpass.emulator.states;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A state machine's definition, read and found valid.
record Definition(String startAt, Optional<Duration> timeout, Map<String, State> states) {
  Definition {
    states = Map.copyOf(states);
  }

  State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("No state " + name);
    }
    return state;
  }
}
