package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Where sessions that must not be used any more are denied everything: by policies on the
/// entitlements' roles. Each grant has a denial of its own. Where a role has no room for one more,
/// one denial by time takes the place of them all.
///
/// A role that is not there has no denials and needs none: with it, all its sessions have lost what
/// they could do.
public interface SessionDenials {

  /// Denies everything to the sessions of a grant. Doing it again changes nothing.
  ///
  /// @return whether there was room on the role for it
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was done
  boolean deny(RoleArn role, GrantId grant);

  /// Denies everything to all sessions of a role that began before an instant, of whatever grant.
  /// It makes the room that it needs and takes no denial away.
  ///
  /// @param instant on a whole second
  /// @return whether there was room on the role for it
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told whether it was done
  boolean denyBefore(RoleArn role, Instant instant);

  /// The roles of entitlements in an account. May lag behind by some seconds.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if they could not be listed to the last
  List<RoleArn> roles(AccountId account);

  /// What denies sessions on a role. May lag behind by some minutes.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read to the last
  Denials denials(RoleArn role);

  /// Takes denials off a role. Taking off one that is not there changes nothing.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be told how far it was done
  void remove(RoleArn role, Denials denials);

  /// Denials on a role.
  ///
  /// @param grants whose sessions are denied everything
  /// @param before the instants of the denials by time
  /// @param strange the names of policies that somebody else wrote in the place of a denial; they
  ///   count for nothing
  record Denials(Set<GrantId> grants, Set<Instant> before, Set<String> strange) {

    public Denials {
      grants = Set.copyOf(grants);
      before = Set.copyOf(before);
      strange = Set.copyOf(strange);
    }

    /// Whether there are none.
    public boolean isEmpty() {
      return grants.isEmpty() && before.isEmpty() && strange.isEmpty();
    }
  }
}
