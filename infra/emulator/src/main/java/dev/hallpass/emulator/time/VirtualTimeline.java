package dev.hallpass.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A timeline whose clock moves only when it is told to: the same tasks give the same order,
/// always.
///
/// It belongs to one thread, the one that calls the run methods.
public final class VirtualTimeline implements Timeline {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::sequence));
  private Instant now;
  private long sequence;
  private boolean running;

  public VirtualTimeline(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Handle schedule(Instant at, Runnable task) {
    Entry entry = new Entry(at.isBefore(now) ? now : at, sequence++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  @Override
  public void submit(Runnable task) {
    schedule(now, task);
  }

  /// Runs everything that is due up to and including an instant, and leaves the clock there.
  public void runUntil(Instant end) {
    run(end);
    if (now.isBefore(end)) {
      now = end;
    }
  }

  /// Runs everything that is due within a time from now, and leaves the clock there.
  public void advance(Duration time) {
    runUntil(now.plus(time));
  }

  /// Runs until no task is left, moving the clock as far as the last of them needs.
  public void runUntilIdle() {
    run(Instant.MAX);
  }

  private void run(Instant end) {
    if (running) {
      throw new IllegalStateException("A task cannot move the clock that it runs on");
    }
    running = true;
    try {
      for (Entry next = entries.peek();
          next != null && !next.at().isAfter(end);
          next = entries.peek()) {
        entries.remove();
        now = next.at();
        next.task().run();
      }
    } finally {
      running = false;
    }
  }

  private record Entry(Instant at, long sequence, Runnable task) {}
}
