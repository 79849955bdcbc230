package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The denials on entitlements' roles for sessions that must not be used any more. Each grant has
/// its own denial. If a role has no room for one more, one denial by time replaces them all.
///
/// A role that is not there has no denials and needs none: with it, all its sessions have lost what
/// they could do.
public interface SessionDenials {

  /// Denies everything to the sessions of a grant. Repeating it changes nothing.
  ///
  /// @return whether there was room on the role for it
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was done
  boolean deny(RoleArn role, GrantId grant);

  /// Denies everything to all sessions of a role that began before an instant, for every grant. It
  /// makes the room that it needs and removes no denial.
  ///
  /// @param instant on a whole second
  /// @return whether there was room on the role for it
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was done
  boolean denyBefore(RoleArn role, Instant instant);

  /// The entitlements' roles in an account. The list can be some seconds old.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the list could not be read completely
  List<RoleArn> roles(AccountId account);

  /// The denials on a role. They can be some minutes old.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be read completely
  Denials denials(RoleArn role);

  /// Removes denials from a role. Removing one that does not exist changes nothing.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told how far it was done
  void remove(RoleArn role, Denials denials);

  /// Denials on a role.
  ///
  /// @param grants the grants whose sessions are denied everything
  /// @param before the instants of the denials by time
  /// @param strange the names of policies that others wrote under the name of a denial; they deny
  ///   nothing
  record Denials(Set<GrantId> grants, Set<Instant> before, Set<String> strange) {

    public Denials {
      grants = Set.copyOf(grants);
      before = Set.copyOf(before);
      strange = Set.copyOf(strange);
    }

    /// Whether the role has no denials.
    public boolean isEmpty() {
      return grants.isEmpty() && before.isEmpty() && strange.isEmpty();
    }
  }
}
