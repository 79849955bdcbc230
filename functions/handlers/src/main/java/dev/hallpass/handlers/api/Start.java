package dev.hallpass.handlers.api;

import dev.hallpass.handlers.http.Problem.Mistake;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The time at which access is to begin that is not to begin at once.
///
/// @param at empty if what was written is no time in whole seconds
record Start(Optional<Instant> at) {

  static final String MEMBER = "startsAt";

  private static final Duration FARTHEST = Duration.ofDays(30);

  /// The time that somebody wrote.
  static Start of(String text) {
    return new Start(parsed(text).filter(at -> at.equals(at.truncatedTo(ChronoUnit.SECONDS))));
  }

  /// Exactly this time.
  static Start of(Instant at) {
    return new Start(Optional.of(at));
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// What is wrong with it, with what to do; empty if nothing is.
  Optional<Mistake> mistakeIn(Instant now, boolean breaksGlass) {
    if (breaksGlass) {
      return mistake(
          "cannot be together with breakGlass, which opens at once; leave one of them out");
    }
    if (at.isEmpty()) {
      return mistake(
          "must be a time in whole seconds with its offset, such as 2026-11-30T08:00:00Z");
    }
    if (!at.get().isAfter(now)) {
      return mistake("must be in the future; leave it out for access as soon as it is approved");
    }
    return at.get().isAfter(now.plus(FARTHEST))
        ? mistake(
            "must be at most %d days ahead; ask again when it is nearer"
                .formatted(FARTHEST.toDays()))
        : Optional.empty();
  }

  private static Optional<Mistake> mistake(String says) {
    return Optional.of(new Mistake(MEMBER, says));
  }
}
