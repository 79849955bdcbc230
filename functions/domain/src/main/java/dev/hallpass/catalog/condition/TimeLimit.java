package dev.hallpass.catalog.condition;

import java.time.Duration;

/// The longest time that the grants of one person for one entitlement are open together within a
/// time.
///
/// @param time how far back it is counted
/// @param longest the longest time together
public record TimeLimit(Duration time, Duration longest) {

  /// Whether one more grant keeps it.
  boolean allows(Duration duration, TimeUsed used) {
    return used.within(time, longest)
        .filter(before -> before.plus(duration).compareTo(longest) <= 0)
        .isPresent();
  }

  String words() {
    return "the requester's accesses within %s take at most %s together".formatted(time, longest);
  }
}
