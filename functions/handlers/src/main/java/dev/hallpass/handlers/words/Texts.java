package dev.hallpass.handlers.words;

import dev.hallpass.catalog.Language;
import dev.hallpass.catalog.Reader;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// All that Hallpass says to one reader, in their language and with times in their zone. A text
/// that a language lacks does not compile. What people and the catalogue wrote comes in as a
/// parameter and is never translated.
public sealed interface Texts extends PolicyTexts, RequestTexts, MailTexts, NewsTexts, PageTexts
    permits English, German {

  /// What programs get, and readers of whom the settings say nothing.
  static Texts english() {
    return new English(Reader.USUAL);
  }

  /// The texts for a reader.
  static Texts of(Reader reader) {
    return switch (reader.language()) {
      case ENGLISH -> new English(reader);
      case GERMAN -> new German(reader);
    };
  }

  Reader reader();

  default Language language() {
    return reader().language();
  }

  /// Such as `1 hour 30 minutes`.
  String duration(Duration duration);

  /// Such as `in 1 hour 30 minutes`.
  String in(Duration duration);

  /// Such as `2026-11-22`.
  String day(LocalDate day);

  /// Such as `2026-11-22 14:30`.
  String moment(LocalDateTime time);

  /// Such as `at 2026-11-22 14:30 UTC`; `within a minute` if empty.
  String opening(Optional<Instant> at);

  /// Such as `given back`.
  String outcome(Outcome outcome);

  /// Why approved access is refused, such as `the entitlement has changed since it was requested`.
  String doubt(Doubt doubt);

  /// Such as `2026-11-22 15:30 Europe/Berlin (14:30 UTC)`, cut to the minute; without a zone
  /// `2026-11-22 14:30 UTC`.
  default String time(Instant instant) {
    LocalDateTime utc = instant.atZone(ZoneOffset.UTC).toLocalDateTime();
    ZonedDateTime here = reader().at(instant);
    if (here.getZone().normalized().equals(ZoneOffset.UTC)) {
      return moment(utc) + " UTC";
    }
    return "%s %s (%s UTC)"
        .formatted(
            moment(here.toLocalDateTime()),
            here.getZone(),
            here.toLocalDate().equals(utc.toLocalDate()) ? clock(utc) : moment(utc));
  }

  /// The same, and how far it is: `2026-11-22 14:30 UTC, in 4 hours`.
  ///
  /// @param now when it is written
  default String timeFrom(Instant now, Instant then) {
    long minutes = now.until(then.plusSeconds(30), ChronoUnit.MINUTES);
    return minutes < 1 ? time(then) : time(then) + ", " + in(Duration.ofMinutes(minutes));
  }

  /// The day in the reader's zone.
  default String day(Instant instant) {
    return day(reader().at(instant).toLocalDate());
  }

  /// Such as `14:30`.
  static String clock(LocalDateTime time) {
    return time.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /// A heading as plain text has it.
  default String capitals(String heading) {
    return heading.toUpperCase(Locale.ROOT);
  }
}
