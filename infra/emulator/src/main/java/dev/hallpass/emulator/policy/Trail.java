package dev.hallpass.emulator.policy;

/// A listener for every decision, like a trail of an account.
@FunctionalInterface
public interface Trail {
  /// Receives one decision before the request goes on.
  ///
  /// @param policies all policies of the decision
  void decided(AccessRequest request, Policies policies, Verdict verdict);
}
