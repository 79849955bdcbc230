package dev.hallpass.authority;

import static dev.hallpass.grant.GrantEvent.Doubt.ENTITLEMENT_CHANGED;
import static dev.hallpass.grant.GrantEvent.Doubt.NOT_OFFERED;
import static dev.hallpass.grant.GrantEvent.Doubt.RULE_NOT_MET;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Roles;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.condition.Ask;
import dev.hallpass.catalog.condition.Conditions;
import dev.hallpass.catalog.condition.TimeUsed;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.RoleArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// What the deployed catalogue offers, compared with what was requested. Of what depends on the
/// moment it asks only the groups of requesters.
///
/// @param hash the hash of a policy, as approvers approve it
/// @param memberships in which groups people are
public record Offers(
    Catalog catalog, Roles roles, Function<Policy, Sha256> hash, Memberships memberships) {

  /// Why the catalogue does not offer what was requested; empty if it gives the same policy, role,
  /// plan and time.
  ///
  /// @param history of a grant that was requested
  public Optional<Doubt> doubt(History history) {
    return doubt(
        history.known().dossier().request(), history.entries().getFirst().at(), (_, _) -> true);
  }

  /// The same, and whether what is offered may open now.
  ///
  /// @param askedAt the time of the request
  /// @param mayOpen asked about the entitlement and the rule that gives the request its plan
  Optional<Doubt> doubt(
      Requested request, Instant askedAt, BiPredicate<Entitlement, ApprovalRule> mayOpen) {
    Optional<Entitlement> offered = entitlement(request);
    if (offered.isEmpty()) {
      return Optional.of(NOT_OFFERED);
    }
    Entitlement entitlement = offered.get();
    Optional<ApprovalRule> rule =
        gives(entitlement, request) ? rule(entitlement, request, askedAt) : Optional.empty();
    if (rule.isEmpty()) {
      return Optional.of(ENTITLEMENT_CHANGED);
    }
    return mayOpen.test(entitlement, rule.get()) ? Optional.empty() : Optional.of(RULE_NOT_MET);
  }

  /// The rule that gives a request its plan; empty if none does.
  Optional<ApprovalRule> rule(Requested request, Instant askedAt) {
    return entitlement(request).flatMap(entitlement -> rule(entitlement, request, askedAt));
  }

  private Optional<Entitlement> entitlement(Requested request) {
    return catalog.entitlement(request.entitlement().value(), request.requester(), memberships);
  }

  /// Whether a person can say yes at a level: by name or by a group, and where the request asked
  /// them.
  ///
  /// @param asked the level of the request
  boolean asks(Level catalogued, Level asked, Person person) {
    return asked.approvers().contains(person)
        ? isAmong(catalogued.approvers(), catalogued.groups(), person)
        : catalogued
            .escalation()
            .filter(others -> isAmong(others.people(), others.groups(), person))
            .isPresent();
  }

  /// Whether one of those who would review a request is an owner.
  boolean isReviewable(Requested request, ApprovalPlan catalogued) {
    return catalogued
        .review()
        .map(review ->
            request.plan().review().stream()
                .flatMap(asked -> asked.owners().stream())
                .anyMatch(owner -> isAmong(review.owners(), review.groups(), owner)))
        .orElse(true);
  }

  private boolean isAmong(List<Person> people, List<Group> groups, Person person) {
    return new Requesters(people, List.of(), groups).include(person, memberships);
  }

  private boolean gives(Entitlement entitlement, Requested request) {
    if (!entitlement.mistakesIn(request.parameters()).isEmpty()) {
      return false;
    }
    RoleArn role = roles.of(entitlement, request.parameters());
    Policy policy = entitlement.render(request.parameters(), request.requester(), role.account());
    return policy.equals(request.policy())
        && hash.apply(policy).equals(request.policyHash())
        && role.equals(request.role())
        && entitlement.risks().equals(request.risks())
        && request.duration().compareTo(entitlement.longest()) <= 0;
  }

  private Optional<ApprovalRule> rule(Entitlement entitlement, Requested request, Instant askedAt) {
    if (request.plan() instanceof ApprovalPlan.BreakGlass) {
      return entitlement
          .planForBreakGlass(request.requester(), request.duration(), memberships)
          .filter(request.plan()::isMadeFrom)
          .map(plan -> new ApprovalRule(Conditions.NONE, plan));
    }
    Instant begin = request.startsAt().orElse(askedAt);
    return entitlement.ruleOf(
        request.plan(),
        new Ask(
            request.requester(),
            request.parameters(),
            request.duration(),
            begin,
            request.ticket(),
            TimeUsed.NONE,
            Memberships.NOT_ASKED));
  }
}
