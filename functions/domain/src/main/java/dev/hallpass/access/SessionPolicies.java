package dev.hallpass.access;

import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the policy of each grant is made and removed, in the account that the grant opens access
/// in. One grant has one policy, whose name is the grant's id; it is replaced or removed, never
/// edited.
public interface SessionPolicies {

  /// Makes the policy of a grant. Making it again finds the one that is there.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was made
  /// @throws NotTheSame if a policy of this name is there and reads otherwise
  PolicyArn make(Order order);

  /// Removes the policy of a grant. Removing one that is not there changes nothing.
  ///
  /// @return whether it was there
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was removed
  boolean remove(AccountId account, GrantId grant);

  /// What the policy of a grant says of itself, for when the ledger cannot be asked; empty if it is
  /// not there.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  Optional<Label> label(AccountId account, GrantId grant);

  /// Some of the policies that are there, up to a thousand at once. May lag behind by some seconds.
  /// What else is there, and has no grant's name, is left out.
  ///
  /// @param after the marker of the page before; empty for the first page
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be listed
  Page list(AccountId account, Optional<String> after);

  /// Whether the policy of a grant, as it was listed, reads as it was planned; also if it is not
  /// there any more.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  boolean reads(AccountId account, Listed listed, Policy planned);

  /// What somebody added to the policy of a grant, and keeps it from being removed.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  Additions additions(AccountId account, GrantId grant);

  /// Takes the policy of a grant from everybody to whom somebody attached it, and removes the
  /// versions that are not in force, so that it can be removed. Whose permissions boundary it is
  /// keeps it: without it they might do more.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told how far it was done
  void strip(AccountId account, GrantId grant);

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
  record Label(RoleArn role, Instant expiresAt) {

    /// From when on no session can use the policy.
    public Instant unusableFrom() {
      return expiresAt.plus(LiveSessions.OVER_AFTER_END);
    }
  }

  /// Some of the policies that are there.
  ///
  /// @param next the marker of the page after it; empty if it is the last
  record Page(List<Listed> policies, Optional<String> next) {
    public Page {
      policies = List.copyOf(policies);
    }
  }

  /// What the list tells of a policy.
  ///
  /// @param version the one in force
  /// @param attached whether somebody attached it to a user, a group or a role, or made it the
  ///   permissions boundary of one
  record Listed(GrantId grant, String version, boolean attached) {

    /// Whether it is in force as it was made: policies are replaced or removed, never edited.
    public boolean isFirstVersion() {
      return version.equals("v1");
    }
  }

  /// What was added to a policy.
  ///
  /// @param attached whether it is attached to a user, a group or a role
  /// @param boundary whether it is somebody's permissions boundary
  /// @param versions whether it has more versions than the one in force
  record Additions(boolean attached, boolean boundary, boolean versions) {

    /// Whether there are none.
    public boolean isEmpty() {
      return !attached && !boundary && !versions;
    }
  }

  /// Thrown when the account holds another policy under the grant's name: somebody else made it.
  final class NotTheSame extends RuntimeException {
    public NotTheSame(GrantId grant) {
      super("The policy named %s is not the one that was planned".formatted(grant));
    }
  }
}
