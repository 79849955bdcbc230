package dev.hallpass.emulator.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// Dates as policies write them: W3C's profile of ISO 8601, or seconds since 1970. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
final class Dates {
  private static final Pattern EPOCH_SECONDS = Pattern.compile("-?\\d{5,15}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})");

  private Dates() {}

  static Optional<Instant> parse(String text) {
    try {
      if (EPOCH_SECONDS.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      String moment = completed(text);
      return MOMENT.matcher(moment).matches()
          ? Optional.of(OffsetDateTime.parse(moment).toInstant())
          : Optional.empty();
    } catch (DateTimeException noSuchMoment) {
      return Optional.empty();
    }
  }

  private static String completed(String text) {
    if (YEAR.matcher(text).matches()) {
      return text + "-01-01T00:00Z";
    }
    if (MONTH.matcher(text).matches()) {
      return text + "-01T00:00Z";
    }
    return DAY.matcher(text).matches() ? text + "T00:00Z" : text;
  }
}
