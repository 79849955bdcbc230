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
import java.util.OptionalInt;
import java.util.Set;

/// The session policies in IAM, one per grant, in the account in which the grant opens access. The
/// policy's name is the grant's id. A policy is replaced or removed, never edited.
public interface SessionPolicies {

  /// Creates the policy of a grant. If it exists already, this finds it.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the outcome is unknown
  /// @throws NotTheSame if a policy with this name exists and has another document
  /// @throws QuotaReached if the account has as many managed policies as it may have
  PolicyArn make(Order order);

  /// Deletes the policy of a grant. Deleting one that does not exist changes nothing.
  ///
  /// @return whether it existed
  /// @throws dev.hallpass.port.OutcomeUnknown if the outcome is unknown
  boolean remove(AccountId account, GrantId grant);

  /// The tags on the policy of a grant, for when the ledger does not answer; empty if the policy
  /// does not exist.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  Optional<Label> label(AccountId account, GrantId grant);

  /// One page of the policies, at most a thousand. The list can be some seconds old. It leaves out
  /// policies whose name is not a grant's id.
  ///
  /// @param after the marker of the page before; empty for the first page
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be listed
  Page list(AccountId account, Optional<String> after);

  /// How many more managed policies an account takes, by Hallpass and by others.
  ///
  /// @return empty if AWS refuses to let Hallpass into the account
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  OptionalInt room(AccountId account);

  /// Whether the policy of a grant has the planned document, at the version that was listed. Also
  /// true if the policy is gone.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  boolean reads(AccountId account, Listed listed, Policy planned);

  /// The additions of others to the policy of a grant, which keep it from being deleted.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  Additions additions(AccountId account, GrantId grant);

  /// Detaches the policy of a grant from everybody, and deletes its versions that are not in force.
  /// Then it can be deleted. It stays the permissions boundary of a principal, because without a
  /// boundary the principal could do more.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown what was done
  void strip(AccountId account, GrantId grant);

  /// The policy to create.
  ///
  /// @param account the account of the grant's role
  record Order(
      AccountId account,
      GrantId grant,
      Person requester,
      EntitlementId entitlement,
      Policy policy,
      Instant expiresAt) {}

  /// The tags on a policy.
  ///
  /// @param role the role whose sessions it limits
  /// @param expiresAt when it allows nothing any more
  /// @param shellRegions where it opens shells
  record Label(RoleArn role, Instant expiresAt, Set<String> shellRegions) {

    public Label {
      shellRegions = Set.copyOf(shellRegions);
    }

    /// The instant from which no session can use the policy.
    public Instant unusableFrom() {
      return expiresAt.plus(LiveSessions.OVER_AFTER_END);
    }
  }

  /// One page of policies.
  ///
  /// @param next the marker of the next page; empty if this is the last
  record Page(List<Listed> policies, Optional<String> next) {
    public Page {
      policies = List.copyOf(policies);
    }
  }

  /// A policy as the list shows it.
  ///
  /// @param version the version in force
  /// @param attached whether it is attached to a user, a group or a role, or is a permissions
  ///   boundary
  record Listed(GrantId grant, String version, boolean attached) {

    /// Whether its first version is in force: policies are replaced or removed, never edited.
    public boolean isFirstVersion() {
      return version.equals("v1");
    }
  }

  /// The additions of others to a policy.
  ///
  /// @param attached whether it is attached to a user, a group or a role
  /// @param boundary whether it is a permissions boundary
  /// @param versions whether it has versions besides the one in force
  record Additions(boolean attached, boolean boundary, boolean versions) {

    /// Whether others added nothing.
    public boolean isEmpty() {
      return !attached && !boundary && !versions;
    }
  }

  /// Thrown when the account has as many customer managed policies as its quota allows (source: IAM
  /// quotas, customer managed policies in an AWS account: 1,500 unless AWS raised it).
  final class QuotaReached extends RuntimeException {
    public QuotaReached(GrantId grant, Throwable cause) {
      super("The account has no room for the policy of " + grant, cause);
    }

    private QuotaReached(String message) {
      super(message);
    }

    /// The same without its cause, whose message is not ours.
    public QuotaReached alone() {
      return new QuotaReached(String.valueOf(getMessage()));
    }
  }

  /// Thrown when the account has another policy under the grant's name, which others made.
  final class NotTheSame extends RuntimeException {
    public NotTheSame(GrantId grant) {
      super("The policy named %s is not the one that was planned".formatted(grant));
    }
  }
}
