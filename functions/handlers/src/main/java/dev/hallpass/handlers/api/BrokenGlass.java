package dev.hallpass.handlers.api;

import static java.util.stream.Collectors.joining;

import dev.hallpass.catalog.BreakGlassRule;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.Optional;

/// Glass that somebody wants to break, and what they are told who may not.
final class BrokenGlass {

  private static final String MEMBER = "breakGlass";

  private BrokenGlass() {}

  /// What is wrong with breaking an entitlement's glass, and who may or for how long; empty if
  /// nothing is.
  ///
  /// @param duration empty if it is none that can be had, which is another mistake
  static Optional<Mistake> mistakeIn(
      Entitlement entitlement, Person requester, Optional<Duration> duration) {
    return entitlement
        .breakGlass()
        .map(rule -> mistakeIn(rule, requester, duration))
        .orElseGet(
            () -> mistake("cannot be for this entitlement; leave it out, and people decide"));
  }

  private static Optional<Mistake> mistakeIn(
      BreakGlassRule rule, Person requester, Optional<Duration> duration) {
    if (!rule.people().contains(requester)) {
      return mistake(
          "is for these people only: %s; let one of them ask, or leave it out, and people decide"
              .formatted(rule.people().stream().map(Person::email).collect(joining(", "))));
    }
    return duration
        .filter(time -> time.compareTo(rule.longest()) > 0)
        .flatMap(_ ->
            mistake(
                "opens for %s at the most; ask for less, or leave it out, and people decide"
                    .formatted(rule.longest())));
  }

  private static Optional<Mistake> mistake(String says) {
    return Optional.of(new Mistake(MEMBER, says));
  }
}
