package dev.hallpass.authority;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Ask;
import dev.hallpass.catalog.condition.Tickets;
import dev.hallpass.catalog.condition.TimeUsed;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.EarlierGrants.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Derives a request again from the deployed catalogue, and compares. What an entry says about its
/// policy, role, plan and time is believed only if the catalogue says the same.
///
/// @param offers what the catalogue offers
/// @param earlier the earlier grants of the requester
public record Derivation(Offers offers, Tickets tickets, EarlierGrants earlier) {

  /// What the catalogue says against a grant; empty if it would make the same request again, and
  /// the rule that chose the plan holds at the moment of effect.
  ///
  /// @param turn the place of the grant among the others of its requester
  /// @param end the end of the access
  Optional<Doubt> doubt(Requested request, Turn turn, Instant now, Instant end) {
    Instant askedAt = turn.askedAt();
    TimeUsed used = (time, longest) -> earlier.open(turn, time, longest);
    return offers.doubt(
        request,
        askedAt,
        (offered, rule) ->
            isUnbarred(request, askedAt)
                && startsWhenItMay(request, offered, askedAt)
                && offers.isReviewable(request, rule.plan())
                && rule.when().areMetBy(askNow(request, now, end, rule, used)));
  }

  /// The yeses of those who can still be asked at their level: by name, or by a group in which they
  /// are now.
  ///
  /// @param askedAt the time of the request
  /// @throws dev.hallpass.port.OutcomeUnknown if the directory did not answer
  List<Approved> ofThoseStillAsked(List<Approved> yeses, Requested request, Instant askedAt) {
    if (request.plan().levels().stream().noneMatch(Level::asksGroups)) {
      return yeses;
    }
    List<Level> levels =
        offers.rule(request, askedAt).map(rule -> rule.plan().levels()).orElse(List.of());
    return yeses.stream()
        .filter(yes -> yes.level() < levels.size())
        .filter(yes ->
            offers.asks(
                levels.get(yes.level()), request.plan().levels().get(yes.level()), yes.approver()))
        .toList();
  }

  /// The ticket that a grant hangs on; empty if the rule that chose its plan demands none. If a
  /// deployment changed that rule, nobody can tell, and the grant hangs on the ticket that it
  /// names.
  ///
  /// @param askedAt the time of the request
  public Optional<String> ticketOf(Requested request, Instant askedAt) {
    Optional<ApprovalRule> rule = offers.rule(request, askedAt);
    return request.ticket().filter(_ -> rule.isEmpty() || rule.get().when().ticket().isPresent());
  }

  /// Whether a ticket is open for what was requested with it.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the tracker did not answer
  public boolean isOpen(String ticket, Requested request, Instant now) {
    return tickets.isOpen(ticket, request.requester(), request.entitlement(), now);
  }

  private boolean isUnbarred(Requested request, Instant askedAt) {
    return !(request.plan() instanceof ApprovalPlan.BreakGlass)
        || earlier.barTo(request.requester(), askedAt).isEmpty();
  }

  /// Without people, access opens at once. Only an extension waits, for the end of an open grant.
  private static boolean startsWhenItMay(
      Requested request, Entitlement entitlement, Instant asked) {
    return !request.plan().levels().isEmpty()
        || request.startsAt().isEmpty()
        || (request.extensionOf().isPresent()
            && !request.startsAt().get().isAfter(asked.plus(entitlement.longest())));
  }

  private Ask askNow(
      Requested request, Instant now, Instant end, ApprovalRule rule, TimeUsed used) {
    Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    Optional<String> ticket =
        rule.when().ticket().isPresent()
            ? request.ticket().filter(named -> isOpen(named, request, now))
            : Optional.empty();
    return new Ask(
        request.requester(), request.parameters(), left, now, ticket, used, offers.memberships());
  }
}
