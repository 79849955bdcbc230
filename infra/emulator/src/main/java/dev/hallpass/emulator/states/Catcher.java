package dev.hallpass.emulator.states;

import java.util.List;

/// Which errors lead on to another state instead of ending the execution.
record Catcher(List<String> errors, Transition transition) {
  Catcher {
    errors = List.copyOf(errors);
  }

  boolean covers(Failure failure) {
    return errors.stream().anyMatch(failure::isCoveredBy);
  }
}
