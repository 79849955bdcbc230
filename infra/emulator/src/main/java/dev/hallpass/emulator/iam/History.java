package dev.hallpass.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A value with its past, as far back as somebody may still see it.
final class History<T> {
  private final Duration delay;
  private final NavigableMap<Instant, T> values = new TreeMap<>();

  /// @param delay for how long a new value stays unseen
  History(T first, Duration delay) {
    this.delay = delay;
    values.put(Instant.MIN, first);
  }

  T latest() {
    return values.lastEntry().getValue();
  }

  /// The value as those who hear of changes after the delay see it, or the oldest one kept.
  T seenAt(Instant now) {
    Instant seen = values.floorKey(now.minus(delay));
    return seen == null ? values.firstEntry().getValue() : values.ceilingEntry(seen).getValue();
  }

  void put(Instant now, T value) {
    Instant lastSeen = values.floorKey(now.minus(delay));
    if (lastSeen != null) {
      values.headMap(lastSeen, false).clear();
    }
    values.put(now, value);
  }
}
