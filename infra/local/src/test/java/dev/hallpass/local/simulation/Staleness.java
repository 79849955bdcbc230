package dev.hallpass.local.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// What lets things be seen late, events overtake each other and clocks differ, until it lifts.
final class Staleness {

  // How often a clock is set, though never right.
  private static final Duration SET_EACH = Duration.ofMinutes(20);

  private final FaultProfile profile;
  // Apart from each other, so that one of them can be left out of a history without changing the
  // others.
  private final Random ages;
  private final Random ways;
  private final Random clocks;
  private boolean isLifted;

  Staleness(long seed, FaultProfile profile) {
    this.profile = profile;
    ages = new Random(seed ^ 0x5A5A);
    ways = new Random(seed ^ 0xC3C3);
    clocks = new Random(seed ^ 0x9696);
  }

  /// How old what somebody reads now is.
  Duration staleness() {
    return below(profile.staleness(), ages);
  }

  /// How long it takes an event to arrive, each time that it does.
  List<Duration> deliveries() {
    Duration once = below(profile.disorder(), ways);
    return once.isZero() || ways.nextInt(4) > 0
        ? List.of(once)
        : List.of(once, below(profile.disorder(), ways));
  }

  /// A clock that goes wrong, as long as clocks do, and by something else each time that it is set.
  InstantSource clock(InstantSource right) {
    Random errors = new Random(clocks.nextLong());
    long phase = errors.nextLong(SET_EACH.toMillis());
    return new InstantSource() {
      private long setting = Long.MIN_VALUE;
      private Duration wrong = Duration.ZERO;

      @Override
      public Instant instant() {
        Instant now = right.instant();
        long current = Math.floorDiv(now.toEpochMilli() + phase, SET_EACH.toMillis());
        if (current != setting) {
          setting = current;
          wrong = below(profile.skew().multipliedBy(2), errors).minus(profile.skew());
        }
        return isLifted ? now : now.plus(wrong);
      }
    };
  }

  void lift() {
    isLifted = true;
  }

  private Duration below(Duration most, Random random) {
    return isLifted || most.isZero()
        ? Duration.ZERO
        : Duration.ofMillis(random.nextInt(Math.toIntExact(most.toMillis()) + 1));
  }
}
