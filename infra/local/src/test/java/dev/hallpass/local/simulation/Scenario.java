package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A scenario of one grant in which no call goes wrong.
enum Scenario {
  /// Approved by link and given back before its end.
  GIVEN_BACK(4, Operation.Kind.APPROVE, Operation.Kind.RETURN),
  /// Approved by link and ended by its time.
  RUN_OUT(4, Operation.Kind.APPROVE, Operation.Kind.CREDENTIALS),
  /// Approved by signatures, which need no mail; so it must open, or fail by itself.
  SIGNED(10, Operation.Kind.APPROVE_SIGNED, Operation.Kind.CREDENTIALS);

  // What follows from the last digit of a seed is the same on each day.
  private static final int DAYS_APART = 10;

  private final long seed;
  private final Operation.Kind yes;
  private final Operation.Kind last;

  /// @param seed after a multiple of ten nobody cancels at the end what is still open
  Scenario(long seed, Operation.Kind yes, Operation.Kind last) {
    this.seed = seed;
    this.yes = yes;
    this.last = last;
  }

  /// Which scenario it is in which calls go wrong.
  static Scenario of(SimulatedHistory history) {
    return Stream.of(values())
        .filter(scenario -> scenario.moves().equals(history.moves()))
        .findFirst()
        .orElseThrow();
  }

  /// On which day calls go wrong in it.
  long day(SimulatedHistory history) {
    return (history.seed() - seed) / DAYS_APART;
  }

  /// What happens on a day: on the first, which is 0, clocks are right and things are seen as they
  /// are; on the others they may not be.
  SimulatedHistory on(long day) {
    long other = seed + day * DAYS_APART;
    FaultProfile profile =
        day == 0
            ? FaultProfile.calm(Duration.ofSeconds(2))
            : FaultProfile.skewed(new Random(other));
    return new SimulatedHistory(other, profile, moves(), List.of());
  }

  private List<Operation> moves() {
    return Operation.ofOneGrant(yes, last);
  }
}
