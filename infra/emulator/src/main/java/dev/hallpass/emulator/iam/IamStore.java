package dev.hallpass.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// The state of an account's IAM, with one change at a time.
final class IamStore {
  /// The greatest age of the state that IAM itself shows.
  private static final Duration STALEST = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Duration propagation;
  private final PastValues<IamState> history;

  IamStore(InstantSource clock, Duration propagation) {
    this.clock = clock;
    this.propagation = propagation;
    this.history =
        new PastValues<>(
            IamState.empty(), propagation.compareTo(STALEST) > 0 ? propagation : STALEST);
  }

  /// The state as it was some time ago.
  synchronized IamState before(Duration age) {
    return age.isZero() ? history.latest() : history.at(clock.instant().minus(age));
  }

  /// The state that the rest of AWS sees at that time.
  synchronized IamState seenAt(Instant now) {
    return history.at(now.minus(propagation));
  }

  /// Replaces the state. If the change throws, nothing has changed.
  synchronized IamState change(BiFunction<IamState, Instant, IamState> change) {
    Instant now = clock.instant();
    IamState changed = change.apply(history.latest(), now);
    history.put(now, changed);
    return changed;
  }
}
