package dev.hallpass.handlers.view;

import dev.hallpass.catalog.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Times in words for one reader: in their zone, and always in UTC.
public record Times(Reader reader) {

  /// For those who are not people, and those of whom nothing is known.
  public static final Times UTC = new Times(Reader.USUAL);

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /// Such as `2026-11-22 15:30 Europe/Berlin (14:30 UTC)`, cut to the minute; without a zone
  /// `2026-11-22 14:30 UTC`.
  public String time(Instant instant) {
    ZonedDateTime there = instant.atZone(ZoneOffset.UTC);
    String utc = CLOCK.format(there) + " UTC";
    ZonedDateTime here = reader.at(instant);
    if (here.getZone().normalized().equals(ZoneOffset.UTC)) {
      return there.toLocalDate() + " " + utc;
    }
    LocalDate day = here.toLocalDate();
    return "%s %s %s (%s)"
        .formatted(
            day,
            CLOCK.format(here),
            reader.zone(),
            day.equals(there.toLocalDate()) ? utc : there.toLocalDate() + " " + utc);
  }

  /// The same, and how far it is: `2026-11-22 14:30 UTC, in 4 hours`.
  ///
  /// @param now when it is written
  String timeFrom(Instant now, Instant then) {
    long minutes = now.until(then.plusSeconds(30), ChronoUnit.MINUTES);
    return minutes < 1
        ? time(then)
        : "%s, in %s".formatted(time(then), HumanReadable.duration(Duration.ofMinutes(minutes)));
  }

  /// Such as `at 2026-11-22 14:30 UTC`; `within a minute` if empty.
  String opening(Optional<Instant> at) {
    return at.map(time -> "at " + time(time)).orElse("within a minute");
  }

  /// Such as `2026-11-22`, the day in the reader's zone.
  String day(Instant instant) {
    return reader.at(instant).toLocalDate().toString();
  }
}
