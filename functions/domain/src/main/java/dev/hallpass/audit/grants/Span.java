package dev.hallpass.audit.grants;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time.
///
/// @param from its first instant
/// @param to the first instant behind it
public record Span(Instant from, Instant to) {

  /// All of time.
  public static final Span ALL = new Span(Instant.MIN, Instant.MAX);

  private static final Pattern QUARTER = Pattern.compile("([0-9]{4})Q([1-4])");
  private static final int MONTHS = 3;

  /// @throws IllegalArgumentException if it ends before it begins
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A span of time ends after it begins");
    }
  }

  /// A quarter of a year in UTC.
  ///
  /// @param text such as `2026Q4`
  /// @throws IllegalArgumentException if the text has another form
  public static Span quarter(String text) {
    Matcher parts = QUARTER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("A quarter is a year, a Q and 1 to 4, such as 2026Q4");
    }
    LocalDate first =
        LocalDate.of(
            Integer.parseInt(parts.group(1)),
            MONTHS * (Integer.parseInt(parts.group(2)) - 1) + 1,
            1);
    return new Span(midnight(first), midnight(first.plusMonths(MONTHS)));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Whether an instant is in it.
  public boolean has(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  /// Whether something was at some time within it.
  ///
  /// @param end when that was over; empty if it is not
  public boolean meets(Instant begin, Optional<Instant> end) {
    return begin.isBefore(to) && end.filter(over -> !over.isAfter(from)).isEmpty();
  }
}
