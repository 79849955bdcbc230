package dev.hallpass.compiler.conversion;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What another system lets people ask for: one permission set in some accounts.
///
/// @param origin where it stands there, for the list of what cannot be carried over
/// @param everybody whether all people of the domains in hallpass.yaml can ask
/// @param requesters the addresses of those who can ask
/// @param permissionSet its name in IAM Identity Center
/// @param accounts the numbers of the accounts
/// @param approvers the addresses of those who say yes
/// @param longest the longest time; if empty, the starter's
record Permit(
    String origin,
    boolean everybody,
    NavigableSet<String> requesters,
    String permissionSet,
    NavigableSet<String> accounts,
    NavigableSet<String> approvers,
    Optional<Duration> longest) {

  Permit {
    requesters = new TreeSet<>(requesters);
    accounts = new TreeSet<>(accounts);
    approvers = new TreeSet<>(approvers);
  }

  /// What two permits have in common if one entitlement can hold both.
  Permit withoutAccounts() {
    return new Permit(
        "", everybody, requesters, permissionSet, new TreeSet<>(), approvers, longest);
  }
}
