package dev.hallpass.ledger;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The earlier grants of a person, as far as the rules for a new one look at them. Each question
/// reads a bounded number of them, however many there are.
public final class EarlierGrants {

  /// How long a break-glass access that was not justified keeps its requester from another one.
  public static final Duration NOT_JUSTIFIED_FOR = Duration.ofDays(90);

  private static final int MOST = 100;
  // A request is made at most 30 days before its start, and answered within a week at each level.
  private static final Duration PENDING = Duration.ofDays(45);
  private static final int LOOKED_AT = 3;

  // The first that is not reviewed bars the next, so few can be open at once.
  private static final int NEWEST_BROKEN = 20;

  private final Ledger ledger;

  public EarlierGrants(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The earlier break-glass access because of which a person may not break the glass; empty if
  /// none speaks against it.
  ///
  /// @param at the time of the request
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public Optional<Bar> barTo(Person requester, Instant at) {
    return ledger.glassBrokenBy(requester, NEWEST_BROKEN).stream()
        .flatMap(grant -> bar(grant, requester, at).stream())
        .findFirst();
  }

  /// How long the other grants of a person for an entitlement are open that were requested within a
  /// time before a grant; empty if that cannot be told, or if there are more than a hundred
  /// requests.
  ///
  /// @param grant the grant, which does not count itself
  /// @param at the time of its request
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public Optional<Duration> open(
      Person requester, EntitlementId entitlement, GrantId grant, Instant at, Duration within) {
    List<GrantId> all = ledger.requestedSince(requester, at.minus(within), MOST + 1);
    if (all.size() > MOST) {
      return Optional.empty();
    }
    // Before it is recorded, all others come first. Of two that are, in the same moment, one does.
    boolean isRecorded = all.contains(grant);
    try {
      return Optional.of(
          all.stream()
              .filter(Predicate.not(grant::equals))
              .map(ledger::read)
              .filter(history -> isBefore(history, grant, at, isRecorded))
              .map(history -> open(history, requester, entitlement))
              .reduce(Duration.ZERO, Duration::plus));
    } catch (CorruptLedger _) {
      return Optional.empty();
    }
  }

  private static boolean isBefore(History other, GrantId grant, Instant at, boolean isRecorded) {
    Instant asked = other.entries().getFirst().at();
    return (isRecorded && asked.equals(at))
        ? other.grant().value().compareTo(grant.value()) < 0
        : !asked.isAfter(at);
  }

  private static Duration open(History history, Person requester, EntitlementId entitlement) {
    if (!(history.state() instanceof Known other)
        || !isOf(other.dossier().request(), requester, entitlement)) {
      return Duration.ZERO;
    }
    Optional<Instant> planned = history.last(PolicyPlanned.class);
    if (planned.isPresent()) {
      return history
          .end()
          .map(end -> Duration.between(planned.get(), end))
          .orElse(other.dossier().duration());
    }
    return other instanceof Grant.Over ? Duration.ZERO : other.dossier().duration();
  }

  private static boolean isOf(Requested other, Person requester, EntitlementId entitlement) {
    return other.requester().isSameHumanAs(requester) && other.entitlement().equals(entitlement);
  }

  /// The number of a person's grants that are not open yet. Of more requests, the newest are looked
  /// at.
  ///
  /// @param most where to stop counting
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public int pending(Person requester, Instant now, int most) {
    return (int)
        ledger.requestedSince(requester, now.minus(PENDING), LOOKED_AT * most).stream()
            .filter(this::isPending)
            .limit(most)
            .count();
  }

  private boolean isPending(GrantId grant) {
    try {
      return ledger.read(grant).state() instanceof Known known && known.isPending();
    } catch (CorruptLedger _) {
      // Nothing opens on it.
      return false;
    }
  }

  private Optional<Bar> bar(GrantId grant, Person requester, Instant at) {
    try {
      return bar(ledger.read(grant), requester, at);
    } catch (CorruptLedger _) {
      // Whether it was reviewed cannot be told, so nothing opens on it.
      return Optional.of(new Bar(grant, Reason.AWAITS_REVIEW));
    }
  }

  private static Optional<Bar> bar(History history, Person requester, Instant at) {
    if (!(history.state() instanceof Known earlier)
        || !(earlier.dossier().request().plan() instanceof ApprovalPlan.BreakGlass)
        || !earlier.dossier().request().requester().isSameHumanAs(requester)
        || history.plannedEnd().isEmpty()
        || !history.entries().getFirst().at().isBefore(at)) {
      return Optional.empty();
    }
    return switch (earlier) {
      case Grant.Ending _, Grant.Over _ ->
          reason(history, at).map(why -> new Bar(history.grant(), why));
      // It waits for its review when it is over. An emergency may take more than one.
      case Grant.AwaitingRule _,
          Grant.AwaitingApproval _,
          Grant.Approved _,
          Grant.Activating _,
          Grant.Active _ ->
          Optional.empty();
    };
  }

  private static Optional<Reason> reason(History over, Instant at) {
    Optional<Entry> review =
        over.entries().stream().filter(entry -> entry.event() instanceof Reviewed).findFirst();
    if (review.isEmpty()) {
      // One that ended later than the other was requested does not end the other one.
      return over.end().filter(end -> !end.isAfter(at)).map(_ -> Reason.AWAITS_REVIEW);
    }
    return review
        .filter(entry -> at.isBefore(entry.at().plus(NOT_JUSTIFIED_FOR)))
        .map(entry -> (Reviewed) entry.event())
        .filter(reviewed -> reviewed.verdict() == Verdict.NOT_JUSTIFIED)
        .map(_ -> Reason.NOT_JUSTIFIED);
  }

  /// An earlier break-glass access that bars another one.
  public record Bar(GrantId grant, Reason reason) {}

  /// Why an earlier break-glass access bars another one.
  public enum Reason {
    AWAITS_REVIEW,
    NOT_JUSTIFIED
  }
}
