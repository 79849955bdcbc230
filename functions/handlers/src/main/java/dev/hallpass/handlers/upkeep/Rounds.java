package dev.hallpass.handlers.upkeep;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPolicies.Listed;
import dev.hallpass.access.SessionPolicies.Page;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.port.OutcomeUnknown;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Round after round over the policies of all accounts, page by page. A round may take several
/// passes: where one stopped, the next goes on.
final class Rounds {

  // So many minutes after it was inspected as a whole, a policy is again.
  private static final int SLICES = 30;

  private final Grants grants;
  private final SessionPolicies policies;
  private final Agenda agenda;
  private final Inspection inspection;
  private final List<AccountId> accounts;

  private final Deque<AccountId> left = new ArrayDeque<>();
  private final Map<AccountId, String> markers = new HashMap<>();
  private final Set<AccountId> failing = new HashSet<>();
  private final Set<Place> inspected = new HashSet<>();
  private final Set<Place> toInspect = new HashSet<>();
  private Optional<Long> begun = Optional.empty();
  private int slices;
  private boolean sawAll = true;

  Rounds(
      Grants grants,
      SessionPolicies policies,
      Agenda agenda,
      Inspection inspection,
      List<AccountId> accounts) {
    this.grants = grants;
    this.policies = policies;
    this.agenda = agenda;
    this.inspection = inspection;
    this.accounts = accounts;
  }

  /// Goes on with the round, or begins the next, as long as there is time.
  ///
  /// @return whether a round came to its end in which everything was seen
  boolean goOn(TimeLeft time, Tally tally) {
    if (left.isEmpty()) {
      begin();
    }
    inspection.begin();
    boolean isOver = true;
    while (isOver && !left.isEmpty()) {
      isOver = list(left.getFirst(), time, tally);
      if (isOver) {
        left.removeFirst();
      }
    }
    sawAll &= !tally.has(Finding.UNSEEN);
    return isOver && sawAll;
  }

  private void begin() {
    long minute = grants.now().getEpochSecond() / 60;
    slices = (int) Math.min(SLICES, Math.max(1, minute - begun.orElse(minute - 1)));
    begun = Optional.of(minute);
    left.addAll(accounts);
    inspected.clear();
    sawAll = true;
  }

  /// @return whether nothing is left to do in the account, and not whether time is up
  private boolean list(AccountId account, TimeLeft time, Tally tally) {
    do {
      if (time.isUp()) {
        return false;
      }
      Optional<String> marker = Optional.ofNullable(markers.get(account));
      Page page;
      try {
        page = policies.list(account, marker);
        failing.remove(account);
      } catch (OutcomeUnknown unknown) {
        Log.failure("The policies in %s could not be listed".formatted(account), unknown);
        tally.note(Finding.UNSEEN, account);
        // The next round tries the same page; if that fails too, the marker may be at fault.
        if (!failing.add(account)) {
          markers.remove(account);
        }
        return true;
      }
      if (!inspect(account, page.policies(), time, tally)) {
        return false;
      }
      markers.remove(account);
      page.next().ifPresent(next -> markers.put(account, next));
    } while (markers.containsKey(account));
    return true;
  }

  private boolean inspect(AccountId account, List<Listed> page, TimeLeft time, Tally tally) {
    List<Listed> mostUrgentFirst =
        page.stream()
            .sorted(
                Comparator.comparing(Rounds::isAsMade)
                    .thenComparing(listed -> agenda.end(listed.grant())))
            .toList();
    for (Listed listed : mostUrgentFirst) {
      Place place = new Place(account, listed.grant());
      if (inspected.contains(place)) {
        continue;
      }
      if (time.isUp()) {
        return false;
      }
      inspect(place, listed, tally);
      inspected.add(place);
    }
    return true;
  }

  private void inspect(Place place, Listed listed, Tally tally) {
    GrantId grant = listed.grant();
    boolean whole = toInspect.contains(place) || isInSlice(grant);
    boolean isAlone = isAlone(place);
    // What was removed in this pass may be listed for some seconds more.
    boolean isExplained = agenda.explains(grant) || tally.has(Finding.REMOVED, grant);
    if (!whole && isAlone && isAsMade(listed) && isExplained) {
      return;
    }
    if (inspection.inspect(place.account(), listed, whole, agenda.isTried(grant), tally)) {
      toInspect.add(place);
    } else {
      toInspect.remove(place);
    }
  }

  /// Whether no other account has a policy of the same grant, as far as this round has come. If one
  /// has, the other one is inspected in the next.
  private boolean isAlone(Place place) {
    Optional<Place> other =
        accounts.stream()
            .filter(account -> !account.equals(place.account()))
            .map(account -> new Place(account, place.grant()))
            .filter(inspected::contains)
            .findFirst();
    other.ifPresent(toInspect::add);
    return other.isEmpty();
  }

  private boolean isInSlice(GrantId grant) {
    long since = begun.orElseThrow() - Math.floorMod(grant.value().hashCode(), SLICES);
    return Math.floorMod(since, (long) SLICES) < slices;
  }

  /// Where a policy is.
  private record Place(AccountId account, GrantId grant) {}

  private static boolean isAsMade(Listed listed) {
    return listed.isFirstVersion() && !listed.attached();
  }
}
