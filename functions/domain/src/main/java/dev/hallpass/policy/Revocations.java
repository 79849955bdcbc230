package dev.hallpass.policy;

import dev.hallpass.grant.GrantId;
import java.util.List;
import java.util.Set;

/// Where the sessions of single grants are shut out: by policies on the entitlements' roles that
/// deny everything to sessions tagged with those grants. A role that is not there has none and
/// needs none: with it, all its sessions have lost what they could do.
public interface Revocations {

  /// Denies everything to the sessions of a grant. Doing it again changes nothing.
  ///
  /// @return whether there was room on the role for it
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be told whether it was done
  boolean revoke(RoleArn role, GrantId grant);

  /// The roles of entitlements in an account. May lag behind by some seconds.
  ///
  /// @throws dev.hallpass.workflow.OutcomeUnknown if they could not be listed to the last
  List<RoleArn> roles(AccountId account);

  /// The grants whose sessions are denied everything on a role. What somebody else wrote denies
  /// nothing here.
  ///
  /// @throws dev.hallpass.workflow.OutcomeUnknown if they could not be read to the last
  Set<GrantId> revoked(RoleArn role);

  /// Leaves revocations of these grants on the role and of no others, in as few policies as there
  /// is need for. At no moment in between is one of these grants let in again.
  ///
  /// For one writer at a time, beside whom [#revoke] may be called. What it adds is not lost: where
  /// [#revoked] was asked before, a grant that it did not show is left as it is.
  ///
  /// @return whether all had room
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be told how far it was done; do
  ///   it again
  boolean keep(RoleArn role, Set<GrantId> grants);
}
