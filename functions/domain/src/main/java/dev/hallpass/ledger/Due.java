package dev.hallpass.ledger;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

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
    /// The planned end of the access.
    END,
    /// Something beside the steps, which none of them takes the place of.
    ASIDE,
    /// The end of the sessions that are shut out until then, beside the steps too.
    LIFTING
  }

  /// What is due after an event of this kind.
  public static Kind kind(GrantEvent event) {
    return switch (event) {
      case GrantEvent.PolicyPlanned _ -> Kind.END;
      case GrantEvent.Activated _ -> Kind.ASIDE;
      case GrantEvent.SessionsRevoked _ -> Kind.LIFTING;
      default -> Kind.STEP;
    };
  }

  /// By when something must have followed an event; empty if nothing must.
  ///
  /// @param before what was recorded before the event
  /// @param at when it happened
  public static Optional<Instant> after(History before, GrantEvent event, Instant at) {
    return switch (event) {
      case GrantEvent.Requested _ -> Optional.of(at.plus(TO_GO_ON));
      case GrantEvent.ApprovalSought sought -> Optional.of(sought.answerBy());
      case GrantEvent.Approved yes -> Optional.of(toBegin(before, yes, at).plus(TO_GO_ON));
      case GrantEvent.ApprovedByRule _ ->
          Optional.of(start(before).filter(at::isBefore).orElse(at).plus(TO_GO_ON));
      case GrantEvent.PolicyPlanned plan -> Optional.of(plan.expiresAt());
      case GrantEvent.Activated _ -> nearEnd(before).filter(at::isBefore);
      case GrantEvent.Ended _, GrantEvent.Returned _, GrantEvent.Revoked _, GrantEvent.Failed _ ->
          Optional.of(at.plus(TO_REMOVE));
      case GrantEvent.SessionsRevoked(var until) -> Optional.of(until);
      case GrantEvent.ReviewSought sought -> Optional.of(sought.nextAt().plus(TO_GO_ON));
      case GrantEvent.DoorbellHung _,
          GrantEvent.MailSent _,
          GrantEvent.MailBounced _,
          GrantEvent.Told _,
          GrantEvent.CodeRefused _,
          GrantEvent.Escalated _,
          GrantEvent.Denied _,
          GrantEvent.Lapsed _,
          GrantEvent.Cancelled _,
          GrantEvent.CredentialsPlanned _,
          GrantEvent.CredentialsIssued _,
          GrantEvent.EndNeared _,
          GrantEvent.RevocationLifted _,
          GrantEvent.PolicyDeleted _,
          GrantEvent.LateRecord _,
          GrantEvent.DriftFound _,
          GrantEvent.Reviewed _ ->
          Optional.empty();
    };
  }

  /// The next level is asked at once; after the last the access waits for its start.
  private static Instant toBegin(History before, GrantEvent.Approved yes, Instant at) {
    boolean isLast =
        request(before)
            .filter(request -> yes.level() + 1 < request.plan().levels().size())
            .isEmpty();
    return isLast ? start(before).filter(at::isBefore).orElse(at) : at;
  }

  private static Optional<Instant> start(History before) {
    return request(before).flatMap(GrantEvent.Requested::startsAt);
  }

  private static Optional<Instant> nearEnd(History before) {
    return events(before, GrantEvent.PolicyPlanned.class)
        .findFirst()
        .map(plan -> plan.expiresAt().minus(NEAR));
  }

  private static Optional<GrantEvent.Requested> request(History before) {
    return events(before, GrantEvent.Requested.class).findFirst();
  }

  private static <T extends GrantEvent> Stream<T> events(History before, Class<T> type) {
    return before.entries().stream().map(Entry::event).filter(type::isInstance).map(type::cast);
  }
}
