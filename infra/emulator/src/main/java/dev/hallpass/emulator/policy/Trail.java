package dev.hallpass.emulator.policy;

/// Who is told of every decision, as a trail of an account is.
@FunctionalInterface
public interface Trail {
  /// Hears of one decision before the request goes on.
  ///
  /// @param policies all policies that took part in it
  void decided(AccessRequest request, Policies policies, Verdict verdict);
}
