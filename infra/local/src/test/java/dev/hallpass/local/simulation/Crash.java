package dev.hallpass.local.simulation;

/// The end of a function in the middle of what it did, which none of its code notices.
final class Crash extends RuntimeException {
  Crash() {
    super("The function's environment is gone");
  }
}
