package dev.hallpass.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// The intervals of a log in their order, read ahead by the workers.
final class Ahead {

  /// About how many entries are in memory at once.
  private static final int ENTRIES = 16_000;

  private static final int FEWEST = 2;
  private static final int MOST = 64;

  private final IntervalReader reader;
  private final ExecutorService workers;
  private final long end;
  private final Deque<Future<ReadInterval>> ahead = new ArrayDeque<>();
  private long next;
  private int window = FEWEST;

  /// @param end the number behind the last interval
  Ahead(IntervalReader reader, ExecutorService workers, long end) {
    this.reader = reader;
    this.workers = workers;
    this.end = end;
  }

  /// The next interval.
  ReadInterval next() {
    while (ahead.size() < window && next < end) {
      long number = next;
      ahead.add(workers.submit(() -> reader.read(number)));
      next++;
    }
    ReadInterval reading = Workers.result(ahead.remove());
    // Grows slowly, so that one large interval behind small ones is not one of many.
    int fits = ENTRIES / Math.max(1, reading.lines().size());
    window = Math.clamp(fits, FEWEST, Math.min(MOST, window + 1));
    return reading;
  }
}
