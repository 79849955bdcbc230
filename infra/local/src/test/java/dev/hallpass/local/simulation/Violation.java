package dev.hallpass.local.simulation;

/// That the system broke a promise.
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }
}
