package dev.hallpass.emulator.policy;

/// A policy document that IAM would refuse; the message names the element at fault.
public final class MalformedPolicy extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedPolicy(String message) {
    super(message);
  }

  MalformedPolicy(String message, Throwable cause) {
    super(message, cause);
  }
}
