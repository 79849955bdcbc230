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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// The earlier grants of a person, as far as the rules for a new one look at them. Each question
/// reads a bounded number of them, however many there are.
public final class EarlierGrants {

  /// How long a break-glass access that was not justified keeps its requester from another one.
  public static final Duration NOT_JUSTIFIED_FOR = Duration.ofDays(90);

  private static final int MOST = 100;

  /// How long a request can be pending: it is made at most 30 days before its start, and answered
  /// within a week at each level.
  public static final Duration PENDING = Duration.ofDays(45);

  /// The most requests of a person that are looked at to count those that are pending.
  public static final int MOST_COUNTED = 1_000;

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

  /// How long the other grants of a person for an entitlement are open within a time before a grant
  /// opens, or wait that were requested within that time before it; empty if that cannot be told,
  /// or if there are more than a hundred of them.
  ///
  /// @param longest the longest access that is looked for, before that time too
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public Optional<Duration> open(Turn turn, Duration within, Duration longest) {
    Instant from = turn.opensAt().minus(within);
    List<GrantId> requested =
        ledger.requestedSince(turn.requester(), turn.askedAt().minus(within), MOST + 1);
    Set<GrantId> all = new LinkedHashSet<>(requested);
    ledger.precedents(turn.requester(), turn.entitlement(), MOST + 1).stream()
        .filter(one -> one.kind() == Precedent.Kind.OPENED)
        .filter(one -> one.at().isAfter(from.minus(longest)))
        .map(Precedent::grant)
        .forEach(all::add);
    if (all.size() > MOST) {
      return Optional.empty();
    }
    // Before it is recorded, all others come first. Of two that are, in the same moment, one does.
    boolean isRecorded = requested.contains(turn.grant());
    try {
      return Optional.of(
          all.stream()
              .filter(Predicate.not(turn.grant()::equals))
              .map(ledger::read)
              .map(history -> open(history, turn, from, isRecorded))
              .reduce(Duration.ZERO, Duration::plus));
    } catch (CorruptLedger _) {
      return Optional.empty();
    }
  }

  /// @param from since when the access of others counts
  private static Duration open(History history, Turn turn, Instant from, boolean isRecorded) {
    if (!(history.state() instanceof Known other) || !turn.isOfTheSame(other.dossier().request())) {
      return Duration.ZERO;
    }
    Optional<Instant> opened = history.last(PolicyPlanned.class);
    Instant its = opened.orElseGet(() -> history.entries().getFirst().at());
    Instant own = opened.isPresent() ? turn.opensAt() : turn.askedAt();
    boolean isBefore =
        (isRecorded && its.equals(own))
            ? history.grant().value().compareTo(turn.grant().value()) < 0
            : !its.isAfter(own);
    if (!isBefore) {
      return Duration.ZERO;
    }
    if (opened.isEmpty()) {
      return other instanceof Grant.Over ? Duration.ZERO : other.dossier().duration();
    }
    Instant begin = its.isBefore(from) ? from : its;
    Instant end = history.end().orElseThrow();
    return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
  }

  /// The number of a person's grants that are not open yet; empty if that cannot be told, because
  /// there are more than [#MOST_COUNTED] requests that can be pending.
  ///
  /// @param most where to stop counting
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public OptionalInt pending(Person requester, Instant now, int most) {
    List<GrantId> requested =
        ledger.requestedSince(requester, now.minus(PENDING), MOST_COUNTED + 1);
    int pending =
        (int) requested.stream().limit(MOST_COUNTED).filter(this::isPending).limit(most).count();
    return pending < most && requested.size() > MOST_COUNTED
        ? OptionalInt.empty()
        : OptionalInt.of(pending);
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

  /// The place of a grant among the others of its requester.
  ///
  /// @param askedAt the time of its request
  /// @param opensAt when it opens or opened
  public record Turn(
      GrantId grant,
      Person requester,
      EntitlementId entitlement,
      Instant askedAt,
      Instant opensAt) {

    private boolean isOfTheSame(Requested other) {
      return other.requester().isSameHumanAs(requester) && other.entitlement().equals(entitlement);
    }
  }

  /// An earlier break-glass access that bars another one.
  public record Bar(GrantId grant, Reason reason) {}

  /// Why an earlier break-glass access bars another one.
  public enum Reason {
    AWAITS_REVIEW,
    NOT_JUSTIFIED
  }
}
