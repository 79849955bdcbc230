package dev.hallpass.reconciliation;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPolicies.Listed;
import dev.hallpass.access.SessionPolicies.Page;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.reconciliation.PolicyInspection.Memory;
import dev.hallpass.reconciliation.PolicyInspection.PolicyPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares the policies of all accounts with the ledger, round after round: in accounts where
/// grants are or policies were in each, in the others each quarter of an hour and when something
/// changed there. Of what the index of the ledger explains it reads a part each minute, and all of
/// it in half an hour.
final class PolicySweep {

  // A policy is inspected as a whole once in so many minutes.
  private static final int SLICES = 30;
  private static final Duration LISTING = Duration.ofSeconds(15);
  // So that 90 idle accounts have their turn in a quarter of an hour, and 180 in half an hour.
  private static final int ACCOUNTS_IN_TURN = 6;

  private final Grants grants;
  private final SessionPolicies policies;
  private final Retirement retirement;
  private final DueGrants due;
  private final AccountTurns turns;

  private final MissingPolicies missing;
  private final Sweep<PolicyPlace> sweep;
  private final Memory memory = new Memory();
  private final Set<PolicyPlace> toInspect = new HashSet<>();
  private Optional<Long> begun = Optional.empty();
  private int slices;
  private boolean sawAll = true;

  PolicySweep(
      Grants grants,
      SessionPolicies policies,
      Retirement retirement,
      DueGrants due,
      List<AccountId> accounts) {
    this.grants = grants;
    this.policies = policies;
    this.retirement = retirement;
    this.due = due;
    this.turns = new AccountTurns(accounts, ACCOUNTS_IN_TURN, grants.now());
    this.missing = new MissingPolicies(grants, policies, due);
    this.sweep = new Sweep<>("policies", grants.now());
  }

  /// The accounts whose policies the next pass lists.
  ///
  /// @param known the accounts in which the ledger knows of something
  List<AccountId> next(Set<AccountId> known) {
    return turns.next(known, List.of(), grants.now());
  }

  /// Goes on with the round, or begins the next, as long as there is time.
  ///
  /// @param accounts those of the pass
  /// @return whether a round came to its end in which everything was seen
  boolean goOn(List<AccountId> accounts, DueSteps steps, Pass pass) {
    if (sweep.isAtItsStart()) {
      begin();
    }
    memory.usableUntil().values().removeIf(end -> !grants.now().isBefore(end));
    var inspection = new PolicyInspection(grants, policies, retirement, steps, memory, pass);
    Set<AccountId> complete = new HashSet<>();
    Map<PolicyPlace, Listed> there = list(accounts, complete, pass.atMost(LISTING));
    missing.find(grants(there), complete, inspection, pass);
    Set<GrantId> elsewhereToo = inMoreThanOne(there.keySet());
    boolean isOver =
        sweep.goOn(
            mostUrgentFirst(there),
            place ->
                Optional.ofNullable(there.get(place))
                    .ifPresent(listed -> {
                      boolean isAlone = !elsewhereToo.contains(place.grant());
                      inspect(place, listed, isAlone, inspection, pass);
                    }),
            pass);
    if (isOver) {
      Set<AccountId> occupied = there.keySet().stream().map(PolicyPlace::account).collect(toSet());
      accounts.forEach(account ->
          turns.lookedAt(
              account,
              occupied.contains(account) || pass.has(Finding.UNSEEN, account),
              grants.now()));
    }
    sawAll &= !pass.has(Finding.UNSEEN);
    return isOver && sawAll;
  }

  /// Notes that something changed in an account.
  void changed(AccountId account) {
    turns.changed(account);
  }

  private void begin() {
    long minute = grants.now().getEpochSecond() / 60;
    slices = (int) Math.min(SLICES, Math.max(1, minute - begun.orElse(minute - 1)));
    begun = Optional.of(minute);
    sawAll = true;
  }

  /// @param complete gets the accounts that were listed to the last policy
  private Map<PolicyPlace, Listed> list(
      List<AccountId> accounts, Set<AccountId> complete, Pass pass) {
    Map<PolicyPlace, Listed> there = new HashMap<>();
    sweep.list(
        accounts,
        grants.now(),
        account -> {
          if (isListed(account, there, pass)) {
            complete.add(account);
          }
        },
        pass);
    return there;
  }

  private static Set<GrantId> grants(Map<PolicyPlace, Listed> there) {
    return there.keySet().stream().map(PolicyPlace::grant).collect(toSet());
  }

  /// Whether an account is listed to the last policy.
  private boolean isListed(AccountId account, Map<PolicyPlace, Listed> there, Pass pass) {
    Optional<String> next = Optional.empty();
    do {
      if (pass.isTimeUp()) {
        pass.note(Finding.UNSEEN, account);
        return false;
      }
      Page page = policies.list(account, next);
      page.policies()
          .forEach(listed -> there.put(new PolicyPlace(account, listed.grant()), listed));
      next = page.next();
    } while (next.isPresent());
    return true;
  }

  private static Set<GrantId> inMoreThanOne(Set<PolicyPlace> places) {
    Set<GrantId> once = new HashSet<>();
    return places.stream()
        .map(PolicyPlace::grant)
        .filter(grant -> !once.add(grant))
        .collect(toSet());
  }

  private List<PolicyPlace> mostUrgentFirst(Map<PolicyPlace, Listed> there) {
    return there.entrySet().stream()
        .sorted(
            comparing((Map.Entry<PolicyPlace, Listed> one) -> isAsMade(one.getValue()))
                .thenComparing(one -> due.end(one.getKey().grant()))
                .thenComparing(one -> one.getKey().grant().value()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void inspect(
      PolicyPlace place, Listed listed, boolean isAlone, PolicyInspection inspection, Pass pass) {
    GrantId grant = place.grant();
    boolean whole = toInspect.contains(place) || isInSlice(grant);
    // IAM may list a policy for some seconds after it was removed.
    boolean isExplained = due.explains(grant) || pass.has(Finding.REMOVED, grant);
    if (!whole && isAlone && isAsMade(listed) && isExplained) {
      return;
    }
    if (inspection.inspect(place.account(), listed, whole, due.isTried(grant))) {
      toInspect.add(place);
    } else {
      toInspect.remove(place);
    }
  }

  private boolean isInSlice(GrantId grant) {
    long since = begun.orElseThrow() - Math.floorMod(grant.value().hashCode(), SLICES);
    return Math.floorMod(since, (long) SLICES) < slices;
  }

  private static boolean isAsMade(Listed listed) {
    return listed.isFirstVersion() && !listed.attached();
  }
}
