package dev.hallpass.local.probes;

import java.time.Duration;

/// What it costs to ask AWS once, by its list prices.
///
/// @param cents of a US dollar, at the most
/// @param time about so long
record Cost(String cents, Duration time) {

  /// IAM, STS and what is not used cost nothing.
  static Cost nothing(int seconds) {
    return new Cost("0", Duration.ofSeconds(seconds));
  }

  static Cost cents(String atMost, int seconds) {
    return new Cost(atMost, Duration.ofSeconds(seconds));
  }

  @Override
  public String toString() {
    return "%s¢, %d s".formatted(cents, time.toSeconds());
  }
}
