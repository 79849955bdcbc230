package dev.hallpass.emulator.policy;

/// Who is told of every decision, as a trail of an account is.
@FunctionalInterface
public interface Trail {
  /// Hears of one decision before the request goes on.
  void decided(AccessRequest request, Verdict verdict);
}
