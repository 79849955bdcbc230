package dev.hallpass.handlers.api;

import dev.hallpass.handlers.http.Problem.Mistake;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The time at which later access begins.
///
/// @param at empty if the text is not a time in whole seconds
record Start(Optional<Instant> at) {

  static final String MEMBER = "startsAt";

  private static final Duration FARTHEST = Duration.ofDays(30);

  /// The time in a text.
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

  /// The mistake in it and what to do about it; empty if it is good.
  Optional<Mistake> mistakeIn(Instant now, boolean breaksGlass) {
    if (breaksGlass) {
      return mistake(
          "does not go together with breakGlass, which opens access at once; leave one of them out");
    }
    if (at.isEmpty()) {
      return mistake(
          "must be a time in whole seconds with an offset from UTC, such as"
              + " 2026-11-30T08:00:00Z");
    }
    if (!at.get().isAfter(now)) {
      return mistake(
          "must be in the future; leave it out, and the access opens as soon as it is approved");
    }
    return at.get().isAfter(now.plus(FARTHEST))
        ? mistake(
            "must be at most %d days ahead; name an earlier time, or ask again later"
                .formatted(FARTHEST.toDays()))
        : Optional.empty();
  }

  private static Optional<Mistake> mistake(String says) {
    return Optional.of(new Mistake(MEMBER, says));
  }
}
