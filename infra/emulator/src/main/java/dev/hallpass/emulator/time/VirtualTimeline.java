package dev.hallpass.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A timeline whose clock moves only on command. The same tasks always run in the same order.
///
/// Any thread can add tasks; they run on the thread that moves the clock.
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
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Handle schedule(Instant at, Runnable task) {
    Entry entry = new Entry(at.isBefore(now) ? now : at, sequence++, task);
    entries.add(entry);
    return () -> remove(entry);
  }

  @Override
  public void submit(Runnable task) {
    schedule(now, task);
  }

  /// Runs everything that is due at an instant or before it, and leaves the clock there.
  public void runUntil(Instant end) {
    run(end);
    moveTo(end);
  }

  /// Runs everything that is due within a time from now, and leaves the clock there.
  public void advance(Duration time) {
    runUntil(instant().plus(time));
  }

  /// Runs until no task is left, and moves the clock as far as the last one needs.
  public void runUntilIdle() {
    run(Instant.MAX);
  }

  private void run(Instant end) {
    begin();
    try {
      for (Optional<Runnable> task = next(end); task.isPresent(); task = next(end)) {
        // Without the lock, because a task may wait for another thread that adds tasks here.
        task.get().run();
      }
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (running) {
      throw new IllegalStateException("A task cannot move the clock that it runs on");
    }
    running = true;
  }

  private synchronized void end() {
    running = false;
  }

  /// Moves the clock to the next task that is due by an instant and hands it over.
  private synchronized Optional<Runnable> next(Instant end) {
    @Nullable Entry entry = entries.peek();
    if (entry == null || entry.at().isAfter(end)) {
      return Optional.empty();
    }
    entries.remove(entry);
    now = entry.at();
    return Optional.of(entry.task());
  }

  private synchronized void moveTo(Instant end) {
    if (now.isBefore(end)) {
      now = end;
    }
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
  }

  private record Entry(Instant at, long sequence, Runnable task) {}
}
