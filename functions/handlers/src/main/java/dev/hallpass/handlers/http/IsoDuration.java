package dev.hallpass.handlers.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of a duration that a person writes, as the OpenAPI document has it: ISO 8601 in
/// days, hours, minutes and seconds. Java alone would also read signs, fractions and small letters.
public final class IsoDuration {

  private static final Pattern GRAMMAR =
      Pattern.compile("P(?=.)([0-9]{1,5}D)?(T(?=.)([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?");

  private IsoDuration() {}

  /// The duration that a text stands for; empty for any other text.
  public static Optional<Duration> of(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
  }
}
