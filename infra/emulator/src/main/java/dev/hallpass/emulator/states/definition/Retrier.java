package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.RandomSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The errors that are retried, with their number of retries and waiting times.
public record Retrier(
    List<String> errors,
    long intervalSeconds,
    long maxAttempts,
    double backoffRate,
    Optional<Long> maxDelaySeconds,
    boolean fullJitter) {
  /// The largest `MaxDelaySeconds` that Step Functions takes.
  static final long LONGEST_DELAY_SECONDS = 31_622_400;

  public Retrier {
    errors = List.copyOf(errors);
  }

  public boolean covers(Failure failure) {
    return errors.stream().anyMatch(failure::isCoveredBy);
  }

  /// The wait before a retry, after so many retries; with full jitter, any time up to it.
  public Duration delay(int retriesBefore, RandomSource chance) {
    double most = maxDelaySeconds.orElse(LONGEST_DELAY_SECONDS);
    double seconds = Math.min(intervalSeconds * Math.pow(backoffRate, retriesBefore), most);
    double drawn = fullJitter ? seconds * chance.fraction() : seconds;
    return Duration.ofMillis(Math.round(drawn * 1000));
  }
}
