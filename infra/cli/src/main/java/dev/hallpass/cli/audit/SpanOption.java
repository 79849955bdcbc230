package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// From when to when a question is about.
final class SpanOption {

  @Option(
      names = "--between",
      paramLabel = "TIME",
      arity = "2",
      description =
          "The first and the last day, in UTC, or two instants such as 2026-12-01T09:00:00Z. Without it: ever.")
  private List<String> between = List.of();

  /// The span of time.
  ///
  /// @throws dev.hallpass.cli.surroundings.Stopped if the words name none
  Span span() {
    return between.isEmpty() ? Span.ALL : span(between.getFirst(), between.getLast());
  }

  private static Span span(String from, String to) {
    try {
      return new Span(
          day(from).map(SpanOption::midnight).orElseGet(() -> Instant.parse(from)),
          day(to).map(day -> midnight(day.plusDays(1))).orElseGet(() -> Instant.parse(to)));
    } catch (DateTimeException | IllegalArgumentException _) {
      throw BadArgument.of(
          "--between %s %s: it takes two days such as 2026-10-01, or two instants such as 2026-10-01T09:00:00Z, the earlier one first."
              .formatted(from, to));
    }
  }

  /// The begin of a day or an instant.
  ///
  /// @throws dev.hallpass.cli.surroundings.Stopped if the text names none
  static Instant from(String option, String text) {
    try {
      return day(text).map(SpanOption::midnight).orElseGet(() -> Instant.parse(text));
    } catch (DateTimeException _) {
      throw BadArgument.of(
          "%s %s: it takes a day such as 2026-10-01, or an instant such as 2026-10-01T09:00:00Z."
              .formatted(option, text));
    }
  }

  private static Optional<LocalDate> day(String text) {
    return text.contains("T") ? Optional.empty() : Optional.of(LocalDate.parse(text));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
