package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;

/// Thrown when a state cannot go on, outside of a task and of an expression.
final class StateFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Failure failure;

  StateFailure(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
