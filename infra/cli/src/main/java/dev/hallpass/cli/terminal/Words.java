package dev.hallpass.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people write and read them.
public final class Words {

  private static final Pattern SHORT =
      Pattern.compile(
          "(?:([0-9]{1,4})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ISO = Pattern.compile("P[0-9DTHMS]{2,30}", Pattern.CASE_INSENSITIVE);

  private Words() {}

  /// The duration that a text such as `30m`, `1h30m`, `2d` or `PT30M` means; empty if it means
  /// none.
  public static Optional<Duration> duration(String text) {
    Matcher parts = SHORT.matcher(text);
    if (!text.isEmpty() && parts.matches()) {
      return Optional.of(
          Duration.ofDays(number(parts, 1))
              .plusHours(number(parts, 2))
              .plusMinutes(number(parts, 3)));
    }
    try {
      return ISO.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (java.time.format.DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static long number(Matcher parts, int group) {
    return Optional.ofNullable(parts.group(group)).map(Long::parseLong).orElse(0L);
  }

  /// A duration in the two largest units that it has, such as `1 h 30 min`.
  public static String of(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    long days = time.toDays();
    int hours = time.toHoursPart();
    int minutes = time.toMinutesPart();
    if (days > 0) {
      return hours == 0 ? days + " d" : "%d d %d h".formatted(days, hours);
    }
    if (hours > 0) {
      return minutes == 0 ? hours + " h" : "%d h %d min".formatted(hours, minutes);
    }
    return minutes + " min";
  }

  /// An instant in the reader's zone, which it names; the day only if it is another one than today.
  public static String of(Instant instant, Instant now, ZoneId zone) {
    boolean isToday = instant.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return DateTimeFormatter.ofPattern(isToday ? "HH:mm z" : "yyyy-MM-dd HH:mm z", Locale.ENGLISH)
        .format(instant.atZone(zone));
  }

  /// A name of the API, such as `AWAITING_APPROVAL`, as people write it.
  public static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
