package dev.hallpass.emulator.time;

import java.time.Instant;
import java.time.InstantSource;

/// A clock together with the single thread of events that it drives: no two tasks ever overlap.
public interface Timeline extends InstantSource {
  /// Runs the task at an instant, or as soon as possible when that instant is past. Tasks due at
  /// the same instant run in the order in which they were handed in.
  Handle schedule(Instant at, Runnable task);

  /// Runs the task as soon as possible, never before this method returns to a task of this
  /// timeline.
  void submit(Runnable task);

  /// A task that may still be called off.
  @FunctionalInterface
  interface Handle {
    /// Calls the task off; without effect once it has begun.
    void cancel();
  }
}
