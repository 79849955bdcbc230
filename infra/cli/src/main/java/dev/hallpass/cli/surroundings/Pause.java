package dev.hallpass.cli.surroundings;

import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
public interface Pause {

  /// Returns after a time.
  void of(Duration time);

  /// Pauses the process.
  static Pause ofProcess() {
    return time -> {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting", e);
      }
    };
  }
}
