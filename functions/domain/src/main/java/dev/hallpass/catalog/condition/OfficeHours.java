package dev.hallpass.catalog.condition;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;

/// The office hours on some days of the week, in one time zone.
///
/// @param from the first minute
/// @param to the minute after the last, on the same day
public record OfficeHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

  /// @throws IllegalArgumentException if there is no day, or the end is not after the beginning
  public OfficeHours {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("office hours need at least one day; add one");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "office hours must end after they begin, on the same day; write a later to");
    }
  }

  /// Whether the whole time from an instant lies within the hours of one day.
  public boolean include(Instant begin, Duration time) {
    ZonedDateTime first = begin.atZone(zone);
    ZonedDateTime last = first.plus(time);
    return days.contains(first.getDayOfWeek())
        && first.toLocalDate().equals(last.toLocalDate())
        && !first.toLocalTime().isBefore(from)
        && !last.toLocalTime().isAfter(to);
  }

  /// The hours in words for people.
  public String words() {
    return "%s from %s to %s (%s)"
        .formatted(
            days.stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .collect(joining(", ")),
            from,
            to,
            zone);
  }
}
