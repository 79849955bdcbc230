package dev.hallpass.emulator.states.definition;

import java.util.List;

/// The errors that lead to another state instead of ending the execution.
public record Catcher(List<String> errors, Transition transition) {
  public Catcher {
    errors = List.copyOf(errors);
  }

  public boolean covers(Failure failure) {
    return errors.stream().anyMatch(failure::isCoveredBy);
  }
}
