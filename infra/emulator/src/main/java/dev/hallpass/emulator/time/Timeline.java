package dev.hallpass.emulator.time;

import java.time.Instant;
import java.time.InstantSource;

/// A clock with a single thread of events: two tasks never overlap.
public interface Timeline extends InstantSource {
  /// Runs the task at an instant, or as soon as possible if the instant is past. Tasks at the same
  /// instant run in the order of their addition.
  Handle schedule(Instant at, Runnable task);

  /// Runs the task as soon as possible, never before this method returns to a task of this
  /// timeline.
  void submit(Runnable task);

  /// A task that can still be cancelled.
  @FunctionalInterface
  interface Handle {
    /// Cancels the task. It has no effect once the task has begun.
    void cancel();
  }
}
