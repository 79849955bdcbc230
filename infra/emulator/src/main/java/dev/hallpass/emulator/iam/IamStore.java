package dev.hallpass.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// Where the state of an account's IAM lives; one change at a time.
final class IamStore {
  private final InstantSource clock;
  private final History<IamState> history;

  IamStore(InstantSource clock, Duration propagation) {
    this.clock = clock;
    this.history = new History<>(IamState.empty(), propagation);
  }

  synchronized IamState latest() {
    return history.latest();
  }

  /// The state as the rest of AWS sees it by then.
  synchronized IamState seenAt(Instant now) {
    return history.seenAt(now);
  }

  /// Replaces the state; when the change throws, nothing has changed.
  synchronized IamState change(BiFunction<IamState, Instant, IamState> change) {
    Instant now = clock.instant();
    IamState changed = change.apply(history.latest(), now);
    history.put(now, changed);
    return changed;
  }
}
