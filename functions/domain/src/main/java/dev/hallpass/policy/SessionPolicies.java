package dev.hallpass.policy;

import dev.hallpass.catalog.EntitlementId;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the policy of each grant is made and removed, in the account that the grant opens access
/// in. One grant has one policy, whose name is the grant's id; it is replaced or removed, never
/// edited.
public interface SessionPolicies {

  /// Makes the policy of a grant. Making it again finds the one that is there.
  ///
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be told whether it was made
  /// @throws NotTheSame if a policy of this name is there and reads otherwise
  PolicyArn make(Order order);

  /// Removes the policy of a grant. Removing one that is not there changes nothing.
  ///
  /// @return whether it was there
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be told whether it was removed
  boolean remove(AccountId account, GrantId grant);

  /// What the policy of a grant says of itself, for when the ledger cannot be asked; empty if it is
  /// not there.
  ///
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be read
  Optional<Label> label(AccountId account, GrantId grant);

  /// The grants whose policies are there. May lag behind by some seconds. What else is there, and
  /// has no grant's name, is left out.
  ///
  /// @throws dev.hallpass.workflow.OutcomeUnknown if they could not be listed to the last
  List<GrantId> grants(AccountId account);

  /// What is to be made.
  ///
  /// @param account in which the grant's role is
  record Order(
      AccountId account,
      GrantId grant,
      Person requester,
      EntitlementId entitlement,
      Policy policy,
      Instant expiresAt) {}

  /// What is written on a policy.
  ///
  /// @param role on which the sessions are that it limits
  /// @param expiresAt when it allows nothing any more
  record Label(RoleArn role, Instant expiresAt) {}

  /// Thrown when the account holds another policy under the grant's name: somebody else made it.
  final class NotTheSame extends RuntimeException {
    public NotTheSame(GrantId grant) {
      super("The policy named %s is not the one that was planned".formatted(grant));
    }
  }
}
