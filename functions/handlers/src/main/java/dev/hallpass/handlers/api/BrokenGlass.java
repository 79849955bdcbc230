package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.BreakGlassRule;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants;
import java.time.Duration;
import java.util.Optional;

/// The check of a request that breaks the glass, or has to.
final class BrokenGlass {

  private static final String MEMBER = "breakGlass";

  private BrokenGlass() {}

  /// The mistake in a request that breaks the glass: who can do so, or for how long; empty if the
  /// request is good.
  ///
  /// @param duration empty if the entitlement does not allow it, which is another mistake
  static Optional<Mistake> mistakeIn(
      Entitlement entitlement,
      Person requester,
      Optional<Duration> duration,
      Memberships memberships) {
    return entitlement
        .breakGlass()
        .map(rule -> mistakeIn(rule, entitlement, requester, duration, memberships))
        .orElseGet(() ->
            mistake(
                "is not possible for this entitlement, whose catalogue entry has no breakGlass;"
                    + " leave it out, and people decide"));
  }

  private static Optional<Mistake> mistakeIn(
      BreakGlassRule rule,
      Entitlement entitlement,
      Person requester,
      Optional<Duration> duration,
      Memberships memberships) {
    if (!rule.isFor(requester, memberships)) {
      return mistake(
          "is only for %s; let one of them ask%s".formatted(rule.words(), orPeople(entitlement)));
    }
    return duration
        .filter(time -> time.compareTo(rule.longest()) > 0)
        .flatMap(_ ->
            mistake(
                "opens access for at most %s; shorten the duration%s"
                    .formatted(rule.longest(), orPeople(entitlement))));
  }

  /// The mistake in a request that does not break the glass of what only break-glass opens; empty
  /// if people or rules decide.
  static Optional<Mistake> missingIn(
      Entitlement entitlement, Person requester, boolean isLonger, Memberships memberships) {
    return entitlement
        .breakGlass()
        .filter(_ -> entitlement.isOpenedByGlassAlone())
        .flatMap(rule ->
            mistake(
                "is missing, and only break-glass opens this access, because its catalogue entry has no approval; %s"
                    .formatted(nextStep(rule, requester, isLonger, memberships))));
  }

  private static String nextStep(
      BreakGlassRule rule, Person requester, boolean isLonger, Memberships memberships) {
    if (!rule.isFor(requester, memberships)) {
      return "let one of %s ask".formatted(rule.words());
    }
    return isLonger
        ? "an extension cannot break the glass, so make a new request with breakGlass: true"
        : "send breakGlass: true, and its owners review the access afterwards";
  }

  /// The way without breaking the glass, if there is one.
  private static String orPeople(Entitlement entitlement) {
    return entitlement.isOpenedByGlassAlone() ? "" : ", or leave it out, and people decide";
  }

  /// The mistake of a person whom an earlier break-glass access bars.
  static Mistake barredBy(EarlierGrants.Bar bar, Entitlement entitlement) {
    return new Mistake(
        MEMBER,
        switch (bar.reason()) {
          case AWAITS_REVIEW ->
              "is not possible while your earlier break-glass access %s waits for its review; ask one of its owners to review it%s"
                  .formatted(bar.grant(), orPeople(entitlement));
          case NOT_JUSTIFIED ->
              "is not possible for %d days after an access that was not justified, as %s was not; let another person ask%s"
                  .formatted(
                      EarlierGrants.NOT_JUSTIFIED_FOR.toDays(), bar.grant(), orPeople(entitlement));
        });
  }

  private static Optional<Mistake> mistake(String says) {
    return Optional.of(new Mistake(MEMBER, says));
  }
}
