package dev.hallpass.reconciliation;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.port.OutcomeUnknown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The accounts of grants. It reads each grant once.
final class GrantAccounts {

  private final Grants grants;
  private final Set<AccountId> all;
  private final Map<GrantId, AccountId> accounts = new HashMap<>();

  GrantAccounts(Grants grants, List<AccountId> all) {
    this.grants = grants;
    this.all = Set.copyOf(all);
  }

  /// The accounts of some grants; all accounts if that of one could not be told. Those of other
  /// grants are forgotten.
  Set<AccountId> of(Set<GrantId> some, Pass pass) {
    accounts.keySet().retainAll(some);
    if (AccountTurns.areFew(all)) {
      return some.isEmpty() ? Set.of() : all;
    }
    Set<AccountId> found = new HashSet<>();
    for (GrantId grant : some) {
      if (!accounts.containsKey(grant) && (pass.isTimeUp() || !read(grant, pass))) {
        return all;
      }
      if (accounts.containsKey(grant)) {
        found.add(accounts.get(grant));
      }
    }
    return found;
  }

  /// @return whether it could be told; a grant without a request has no account
  private boolean read(GrantId grant, Pass pass) {
    try {
      if (grants.read(grant).state() instanceof Known known) {
        accounts.put(grant, known.dossier().request().role().account());
      }
      return true;
    } catch (OutcomeUnknown | CorruptLedger failure) {
      pass.log().failure(grant, "Its account is unknown, so all are looked at", failure);
      return false;
    }
  }
}
