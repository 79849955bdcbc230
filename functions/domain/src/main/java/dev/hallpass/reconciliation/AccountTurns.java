package dev.hallpass.reconciliation;

import dev.hallpass.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which accounts a pass looks at: those in which the ledger knows of something, those in which the
/// last look found something or was in vain, those that changed since, and some of the others whose
/// last look is a quarter of an hour ago. So an idle pass takes few calls or none, over one account
/// and over hundreds.
///
/// After a cold start nobody knows whose turn it was, so it begins somewhere else each minute.
final class AccountTurns {

  private static final int FEW = 6;
  private static final Duration ROUND = Duration.ofMinutes(15);

  private final int inTurn;
  // The last look at each, the oldest first; empty before the first look.
  private final Map<AccountId, Optional<Instant>> turns = new LinkedHashMap<>();
  private final Set<AccountId> occupied = new LinkedHashSet<>();
  // The others whose turn it is. A look may take several passes.
  private final Set<AccountId> others = new LinkedHashSet<>();

  /// @param inTurn how many of the others a pass looks at
  AccountTurns(List<AccountId> all, int inTurn, Instant now) {
    this.inTurn = areFew(all) ? FEW : inTurn;
    Sweep.rotated(all, now).forEach(account -> turns.put(account, Optional.empty()));
  }

  static boolean areFew(Collection<AccountId> all) {
    return all.size() <= FEW;
  }

  /// The accounts of the next pass. They stay until they are looked at.
  ///
  /// @param known in which the ledger knows of something
  /// @param visited the accounts that the pass calls anyway, which come first of those that are due
  List<AccountId> next(Set<AccountId> known, Collection<AccountId> visited, Instant now) {
    List<AccountId> next = new ArrayList<>();
    List<AccountId> due = new ArrayList<>();
    turns.forEach((account, last) -> {
      if (known.contains(account) || occupied.contains(account)) {
        next.add(account);
      } else if (isDue(last, now)) {
        due.add(account);
      }
    });
    due.sort(
        Comparator.comparing((AccountId account) -> !others.contains(account))
            .thenComparing(account -> !visited.contains(account)));
    others.clear();
    others.addAll(due.subList(0, Math.min(inTurn, due.size())));
    next.addAll(others);
    return next;
  }

  /// Also when a clock was put back.
  private static boolean isDue(Optional<Instant> last, Instant now) {
    return last.filter(look -> !now.isBefore(look) && now.isBefore(look.plus(ROUND))).isEmpty();
  }

  /// Notes that something changed in an account, so that the next pass looks at it.
  void changed(AccountId account) {
    if (turns.containsKey(account)) {
      occupied.add(account);
    }
  }

  /// Notes that an account was looked at, and that its next turn comes after those of all others.
  ///
  /// @param isOccupied whether something was found there, or it was in vain
  void lookedAt(AccountId account, boolean isOccupied, Instant now) {
    others.remove(account);
    turns.remove(account);
    turns.put(account, Optional.of(now));
    if (isOccupied) {
      occupied.add(account);
    } else {
      occupied.remove(account);
    }
  }
}
