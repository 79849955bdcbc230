package dev.hallpass.reconciliation;

import dev.hallpass.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which accounts a pass looks at: those in which the ledger knows of something, those in which the
/// last look found something or was in vain, and some of the others in turn. So a pass over many
/// idle accounts takes few calls. A few accounts are all looked at each time.
///
/// After a cold start nobody knows whose turn it was, so it begins somewhere else each minute.
final class AccountTurns {

  private static final int FEW = 6;

  private final int inTurn;
  private final Set<AccountId> turns;
  private final Set<AccountId> occupied = new LinkedHashSet<>();

  /// @param inTurn how many of the others a pass looks at
  AccountTurns(List<AccountId> all, int inTurn, Instant now) {
    this.inTurn = areFew(all) ? FEW : inTurn;
    this.turns = new LinkedHashSet<>(Sweep.rotated(all, now));
  }

  static boolean areFew(Collection<AccountId> all) {
    return all.size() <= FEW;
  }

  /// The accounts of the next pass. They stay the same until they are looked at.
  ///
  /// @param known in which the ledger knows of something
  List<AccountId> next(Set<AccountId> known) {
    List<AccountId> next = new ArrayList<>();
    int others = 0;
    for (AccountId account : turns) {
      if (known.contains(account) || occupied.contains(account)) {
        next.add(account);
      } else if (others < inTurn) {
        next.add(account);
        others++;
      }
    }
    return next;
  }

  /// Notes that an account was looked at, and that its next turn comes after those of all others.
  ///
  /// @param isOccupied whether something was found there, or it was in vain
  void lookedAt(AccountId account, boolean isOccupied) {
    turns.remove(account);
    turns.add(account);
    if (isOccupied) {
      occupied.add(account);
    } else {
      occupied.remove(account);
    }
  }
}
