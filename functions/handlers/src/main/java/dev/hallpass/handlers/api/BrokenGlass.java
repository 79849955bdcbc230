package dev.hallpass.handlers.api;

import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.BreakGlassRule;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants;
import java.time.Duration;
import java.util.Optional;

/// The check of a request that breaks the glass.
final class BrokenGlass {

  private static final String MEMBER = "breakGlass";

  private BrokenGlass() {}

  /// The mistake in a request that breaks the glass: who can do so, or for how long; empty if the
  /// request is good.
  ///
  /// @param duration empty if the entitlement does not allow it, which is another mistake
  static Optional<Mistake> mistakeIn(
      Entitlement entitlement, Person requester, Optional<Duration> duration) {
    return entitlement
        .breakGlass()
        .map(rule -> mistakeIn(rule, requester, duration))
        .orElseGet(() ->
            mistake(
                "is not possible for this entitlement, whose catalogue entry has no breakGlass;"
                    + " leave it out, and people decide"));
  }

  private static Optional<Mistake> mistakeIn(
      BreakGlassRule rule, Person requester, Optional<Duration> duration) {
    if (!rule.people().contains(requester)) {
      return mistake(
          "is only for %s; let one of them ask, or leave it out, and people decide"
              .formatted(rule.people().stream().map(Person::email).collect(joining(", "))));
    }
    return duration
        .filter(time -> time.compareTo(rule.longest()) > 0)
        .flatMap(_ ->
            mistake(
                "opens access for at most %s; shorten the duration, or leave it out, and people decide"
                    .formatted(rule.longest())));
  }

  /// The mistake of a person whom an earlier break-glass access bars.
  static Mistake barredBy(EarlierGrants.Bar bar) {
    return new Mistake(
        MEMBER,
        switch (bar.reason()) {
          case AWAITS_REVIEW ->
              "is not possible while your earlier break-glass access %s waits for its review; ask one of its owners to review it, or leave it out, and people decide"
                  .formatted(bar.grant());
          case NOT_JUSTIFIED ->
              "is not possible for %d days after an access that was not justified, as %s was not; let another person ask, or leave it out, and people decide"
                  .formatted(EarlierGrants.NOT_JUSTIFIED_FOR.toDays(), bar.grant());
        });
  }

  private static Optional<Mistake> mistake(String says) {
    return Optional.of(new Mistake(MEMBER, says));
  }
}
