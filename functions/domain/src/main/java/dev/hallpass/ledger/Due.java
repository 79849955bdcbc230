package dev.hallpass.ledger;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// That by an instant something must have followed an entry. It tells where to look and is never
/// believed: what is done about a grant is decided on its entries.
///
/// @param sequence of the entry
public record Due(GrantId grant, int sequence, Kind kind, Instant at) {

  // Longer than the workflow takes, so that nobody does its work beside it.
  private static final Duration TO_GO_ON = Duration.ofMinutes(2);
  private static final Duration TO_REMOVE = Duration.ofMinutes(1);
  private static final Duration NEAR = Duration.ofMinutes(10);

  /// What is due.
  public enum Kind {
    /// The next step, whatever it is; an entry that comes after it says that it was taken.
    STEP,
    /// The end up to which the policy is planned to be there: that of the access, then that of its
    /// last session.
    END,
    /// Something beside the steps, which none of them takes the place of.
    ASIDE,
    /// The same, and the access may hang on a ticket until its end.
    TICKET,
    /// The end of the sessions that are denied everything until then, beside the steps too.
    DENIAL
  }

  /// What must have followed an event, and by when; empty if nothing must.
  ///
  /// @param before what was recorded before the event
  /// @param at when it happened
  public static Optional<Due> after(History before, GrantEvent event, Instant at) {
    return switch (event) {
      case GrantEvent.Requested _ -> due(before, Kind.STEP, at.plus(TO_GO_ON));
      case GrantEvent.ApprovalSought sought -> due(before, Kind.STEP, sought.answerBy());
      case GrantEvent.MailHeld held -> due(before, Kind.ASIDE, held.until());
      case GrantEvent.Approved yes ->
          due(before, Kind.STEP, toBegin(before, yes, at).plus(TO_GO_ON));
      case GrantEvent.Withdrawn back -> due(before, Kind.STEP, answerBy(before, back, at));
      case GrantEvent.ApprovedByRule _ ->
          due(before, Kind.STEP, start(before).filter(at::isBefore).orElse(at).plus(TO_GO_ON));
      case GrantEvent.PolicyPlanned plan -> due(before, Kind.END, plan.expiresAt());
      case GrantEvent.Activated _ -> before.plannedEnd().flatMap(end -> whileOpen(before, end, at));
      case GrantEvent.Ended(var cause) when cause == GrantEvent.Cause.EXPIRED ->
          lastSession(before)
              .filter(at::isBefore)
              .map(until -> due(before, Kind.END, until))
              .orElseGet(() -> due(before, Kind.STEP, at.plus(TO_REMOVE)));
      case GrantEvent.AccessEnd _ -> due(before, Kind.STEP, at.plus(TO_REMOVE));
      case GrantEvent.SessionsDenied(var until) -> due(before, Kind.DENIAL, until);
      case GrantEvent.ReviewSought sought -> due(before, Kind.STEP, sought.nextAt().plus(TO_GO_ON));
      // More shells can be opened, or show, until no session lives any more.
      case GrantEvent.ShellsFound _ -> due(before, Kind.ASIDE, at.plus(TO_REMOVE));
      case GrantEvent.Removal _ ->
          before.state() instanceof Grant.Known grant && grant.mayLeaveShells()
              ? due(before, Kind.ASIDE, at.plus(TO_REMOVE))
              : Optional.empty();
      case GrantEvent.Note _,
          GrantEvent.RequestEnd _,
          GrantEvent.Use _,
          GrantEvent.ShellsOver _,
          GrantEvent.Escalated _,
          GrantEvent.EndNeared _,
          GrantEvent.SessionDenialRemoved _,
          GrantEvent.Reviewed _ ->
          Optional.empty();
    };
  }

  private static Optional<Due> whileOpen(History before, Instant end, Instant at) {
    Optional<Instant> near = Optional.of(end.minus(NEAR)).filter(at::isBefore);
    boolean namesTicket = before.request().flatMap(GrantEvent.Requested::ticket).isPresent();
    return namesTicket
        ? due(before, Kind.TICKET, near.orElse(end))
        : near.flatMap(time -> due(before, Kind.ASIDE, time));
  }

  private static Optional<Due> due(History before, Kind kind, Instant at) {
    return Optional.of(new Due(before.grant(), before.next(), kind, at));
  }

  /// The next level is asked at once; after the last the access waits for its start.
  private static Instant toBegin(History before, GrantEvent.Approved yes, Instant at) {
    boolean isLast =
        before
            .request()
            .filter(request -> yes.level() + 1 < request.plan().levels().size())
            .isEmpty();
    return isLast ? start(before).filter(at::isBefore).orElse(at) : at;
  }

  /// The level is open again, until its time to answer is over.
  private static Instant answerBy(History before, GrantEvent.Withdrawn back, Instant at) {
    return before.entries().stream()
        .filter(entry ->
            entry.event() instanceof GrantEvent.ApprovalSought sought
                && sought.level() == back.level())
        .map(entry -> ((GrantEvent.ApprovalSought) entry.event()).answerBy())
        .min(Instant::compareTo)
        .filter(at::isBefore)
        .orElse(at);
  }

  private static Optional<Instant> start(History before) {
    return before.request().flatMap(GrantEvent.Requested::startsAt);
  }

  private static Optional<Instant> lastSession(History before) {
    return before.state() instanceof Grant.Known grant
        ? grant.dossier().sessions().until()
        : Optional.empty();
  }
}
