package dev.hallpass.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A value with its past, as long as a reader can still see it.
final class PastValues<T> {
  private final Duration kept;
  private final NavigableMap<Instant, T> values = new TreeMap<>();

  /// @param kept the time for which old values are kept
  PastValues(T first, Duration kept) {
    this.kept = kept;
    values.put(Instant.MIN, first);
  }

  T latest() {
    return values.lastEntry().getValue();
  }

  /// The value at a moment, or the oldest one kept.
  T at(Instant moment) {
    Instant since = values.floorKey(moment);
    return since == null ? values.firstEntry().getValue() : values.ceilingEntry(since).getValue();
  }

  void put(Instant now, T value) {
    Instant lastSeen = values.floorKey(now.minus(kept));
    if (lastSeen != null) {
      values.headMap(lastSeen, false).clear();
    }
    values.put(now, value);
  }
}
