package dev.hallpass.authority;

import static dev.hallpass.grant.GrantEvent.Doubt.ENTITLEMENT_CHANGED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_OFFERED;
import static dev.hallpass.grant.GrantEvent.Doubt.RULE_NOT_MET;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.Ask;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Conditions;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Tickets;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Derives a request again from the deployed catalogue, and compares. What an entry says about its
/// policy, role, plan and time is believed only if the catalogue says the same.
///
/// @param roles the role of an entitlement
/// @param hash the hash of a policy, as approvers approve it
/// @param earlier the earlier grants of the requester
public record Derivation(
    Catalog catalog,
    Function<Entitlement, RoleArn> roles,
    Function<Policy, Sha256> hash,
    Tickets tickets,
    EarlierGrants earlier) {

  /// What the catalogue says against a request; empty if it would make the same request again, and
  /// the rule that chose the plan holds at the moment of effect.
  ///
  /// @param askedAt the time of the request
  /// @param end the end of the access
  Optional<Doubt> doubt(Requested request, Instant askedAt, Instant now, Instant end) {
    Optional<Entitlement> offered =
        catalog.entitlement(request.entitlement().value(), request.requester());
    if (offered.isEmpty()) {
      return Optional.of(NOT_OFFERED);
    }
    Optional<ApprovalRule> rule =
        offered
            .filter(entitlement -> gives(entitlement, request))
            .flatMap(entitlement -> rule(entitlement, request, askedAt));
    if (rule.isEmpty()) {
      return Optional.of(ENTITLEMENT_CHANGED);
    }
    return isUnbarred(request, askedAt)
            && rule.get().when().areMetBy(askNow(request, now, end, rule.get()))
        ? Optional.empty()
        : Optional.of(RULE_NOT_MET);
  }

  private boolean isUnbarred(Requested request, Instant askedAt) {
    return !(request.plan() instanceof ApprovalPlan.BreakGlass)
        || earlier.barTo(request.requester(), askedAt).isEmpty();
  }

  private boolean gives(Entitlement entitlement, Requested request) {
    if (!entitlement.mistakesIn(request.parameters()).isEmpty()) {
      return false;
    }
    Policy policy = entitlement.render(request.parameters());
    return policy.equals(request.policy())
        && hash.apply(policy).equals(request.policyHash())
        && roles.apply(entitlement).equals(request.role())
        && request.duration().compareTo(entitlement.longest()) <= 0;
  }

  /// The rule that gives the request its plan; empty if none does. Whether a ticket was open then
  /// is not on record, so both answers are good.
  private Optional<ApprovalRule> rule(Entitlement entitlement, Requested request, Instant askedAt) {
    if (request.plan() instanceof ApprovalPlan.BreakGlass) {
      return entitlement
          .planForBreakGlass(request.requester(), request.duration())
          .filter(request.plan()::equals)
          .map(plan -> new ApprovalRule(Conditions.NONE, plan));
    }
    Instant begin = request.startsAt().orElse(askedAt);
    return Stream.of(request.ticket(), Optional.<String>empty())
        .map(ticket -> entitlement.ruleFor(ask(request, begin, request.duration(), ticket)))
        .filter(rule -> rule.plan().equals(request.plan()))
        .findFirst();
  }

  private Ask askNow(Requested request, Instant now, Instant end, ApprovalRule rule) {
    Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    return ask(
        request,
        now,
        left,
        rule.when().ticket().isPresent()
            ? request.ticket().filter(tickets::isOpen)
            : Optional.empty());
  }

  private static Ask ask(Requested request, Instant at, Duration time, Optional<String> ticket) {
    return new Ask(request.requester(), request.parameters(), time, at, ticket);
  }
}
