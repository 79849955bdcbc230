package dev.hallpass.handlers.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of durations, as in the OpenAPI document: ISO 8601 in days, hours, minutes and
/// seconds. Java alone would also accept signs, fractions and lower-case letters.
public final class IsoDuration {

  private static final Pattern GRAMMAR =
      Pattern.compile("P(?=.)([0-9]{1,5}D)?(T(?=.)([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?");

  private IsoDuration() {}

  /// The duration in a text; empty if the text has another form.
  public static Optional<Duration> of(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
  }
}
