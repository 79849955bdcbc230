package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.policy.ManagedPolicy;

/// The managed policies that sessions get beside the policy of their grant. Others keep them.
@FunctionalInterface
public interface ManagedPolicies {

  /// Whether what is in force in an account is what was reviewed. A policy that is gone is not.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  boolean isAsReviewed(AccountId account, ManagedPolicy policy);
}
