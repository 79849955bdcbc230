package dev.hallpass.reconciliation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.hallpass.grant.Clocks;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.Due.Kind;
import dev.hallpass.ledger.Grants;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which grants are to be looked at: those on which something is due, as the index says, and those
/// on which something failed. It is kept in memory; after a cold start, and when its clock was put
/// back, the last day is looked at again.
final class DueGrants {

  private static final Duration DAY = Duration.ofDays(1);
  // Longer than it takes an entry to show from when it is dated: it may land five minutes late, the
  // index may lag five minutes behind, and clocks differ.
  private static final Duration MARGIN = Clocks.APART.plusMinutes(10);

  private final Grants grants;
  private final Map<GrantId, Instant> kept = new LinkedHashMap<>();
  private final Map<GrantId, Instant> ends = new HashMap<>();
  private final Map<GrantId, Instant> endedBefore = new HashMap<>();
  private final Set<Due> seen = new HashSet<>();
  private final Set<GrantId> tried = new HashSet<>();
  private Map<GrantId, List<Due>> due = Map.of();
  private Instant askedAt;
  private Optional<Instant> seenUntil = Optional.empty();
  private boolean known;

  DueGrants(Grants grants) {
    this.grants = grants;
    this.askedAt = grants.now();
  }

  /// Asks the index anew.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if it did not answer; then it explains nothing, and
  ///   only what was kept is to be looked at
  void refresh() {
    Instant now = grants.now();
    if (now.isBefore(askedAt)) {
      // What a clock that was ahead took for due becomes so once more.
      seen.clear();
      seenUntil = Optional.empty();
    }
    askedAt = now;
    known = false;
    due = Map.of();
    tried.clear();
    Instant since = seenUntil.map(until -> until.minus(MARGIN)).orElseGet(() -> askedAt.minus(DAY));
    Map<GrantId, List<Due>> found =
        grants.due(since, askedAt.plus(DAY)).stream()
            .collect(groupingBy(Due::grant, LinkedHashMap::new, toList()));
    known = true;
    seen.removeIf(one -> !one.at().isAfter(since));
    ends.values().removeIf(end -> !end.isAfter(since));
    endedBefore.values().removeIf(end -> !end.isAfter(askedAt));
    found.values().forEach(this::noteEnd);
    due = found;
  }

  private void noteEnd(List<Due> entries) {
    for (Due end : entries) {
      if (end.kind() == Kind.END) {
        ends.put(end.grant(), end.at());
        if (entries.stream().anyMatch(step -> isPast(step) && replaces(step, end))) {
          endedBefore.put(end.grant(), end.at());
        }
      }
    }
  }

  /// The grants to be looked at: first those on which something became due, the earliest first.
  /// After a cold start that is the whole last day, which begins somewhere else each minute.
  List<GrantId> grants() {
    Set<GrantId> all = new LinkedHashSet<>();
    due.values().stream()
        .flatMap(Collection::stream)
        .filter(one -> isPast(one) && !seen.contains(one) && !isReplaced(one))
        .sorted(Comparator.comparing(Due::at))
        .forEach(one -> all.add(one.grant()));
    all.addAll(kept.keySet());
    return seen.isEmpty() ? Sweep.rotated(all, askedAt) : List.copyOf(all);
  }

  /// Notes that a grant was looked at.
  ///
  /// @param isToBeKept whether it is to be looked at again in the next pass, behind the others
  void lookedAt(GrantId grant, boolean isToBeKept) {
    due.getOrDefault(grant, List.of()).stream().filter(this::isPast).forEach(seen::add);
    if (isToBeKept) {
      Instant since = Optional.ofNullable(kept.remove(grant)).orElse(askedAt);
      kept.put(grant, since);
      tried.add(grant);
    } else {
      kept.remove(grant);
    }
  }

  /// Whether a grant was kept in an earlier pass.
  boolean isKept(GrantId grant) {
    return Optional.ofNullable(kept.get(grant)).filter(askedAt::isAfter).isPresent();
  }

  /// Whether a grant was looked at in this pass and is to be in the next.
  boolean isTried(GrantId grant) {
    return tried.contains(grant);
  }

  /// Notes that all that was due was looked at. Until then the same is asked for again.
  void allSeen() {
    if (known) {
      seenUntil = Optional.of(askedAt);
    }
  }

  /// Whether a policy may well be there: the grant's planned end lies ahead, and it did not end
  /// before.
  boolean explains(GrantId grant) {
    return known
        && !endedBefore.containsKey(grant)
        && Optional.ofNullable(ends.get(grant)).filter(askedAt::isBefore).isPresent();
  }

  /// Whether the index said when a grant is planned to end.
  boolean knows(GrantId grant) {
    return ends.containsKey(grant);
  }

  /// When a grant is planned to end, as the index said when it was last asked; now if it did not.
  Instant end(GrantId grant) {
    return ends.getOrDefault(grant, askedAt);
  }

  /// The grants that named a ticket and were opened, as the index says; none if it did not answer.
  Set<GrantId> withTicket() {
    return due.values().stream()
        .flatMap(Collection::stream)
        .filter(one -> one.kind() == Kind.TICKET)
        .map(Due::grant)
        .collect(toSet());
  }

  /// The grants whose access is open or about to open, as the index last said.
  Set<GrantId> open() {
    return ends.entrySet().stream()
        .filter(one -> askedAt.isBefore(one.getValue()) && !endedBefore.containsKey(one.getKey()))
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /// The grants whose sessions are to be denied now, as the index says; none if it did not answer.
  Set<GrantId> toBeDenied() {
    return due.values().stream()
        .flatMap(Collection::stream)
        .filter(one -> one.kind() == Kind.DENIAL && !isPast(one))
        .map(Due::grant)
        .collect(toSet());
  }

  /// The grants of which a policy or a denial may be there, as far as the index says; empty if it
  /// did not answer.
  Optional<Set<GrantId>> withTraces() {
    if (!known) {
      return Optional.empty();
    }
    Set<GrantId> some = new HashSet<>(ends.keySet());
    some.addAll(toBeDenied());
    some.addAll(kept.keySet());
    due.values().stream().flatMap(Collection::stream).map(Due::grant).forEach(some::add);
    return Optional.of(some);
  }

  private boolean isPast(Due one) {
    return !one.at().isAfter(askedAt);
  }

  private boolean isReplaced(Due one) {
    return due.getOrDefault(one.grant(), List.of()).stream().anyMatch(step -> replaces(step, one));
  }

  private static boolean replaces(Due later, Due earlier) {
    return later.sequence() > earlier.sequence() && isStep(later) && isStep(earlier);
  }

  private static boolean isStep(Due one) {
    return switch (one.kind()) {
      case STEP, END -> true;
      case ASIDE, TICKET, DENIAL -> false;
    };
  }
}
