package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// How bad the days of a history are.
///
/// @param perThousand how many calls of a thousand go wrong
/// @param dead the services that are dead for a time, as a bit for each
/// @param propagation how late AWS hears of what changes in IAM
/// @param staleness how old what IAM and the indexes of a table show may be
/// @param skew how far the clocks of functions are off, to either side
/// @param disorder how long events may be under way
record FaultProfile(
    int perThousand,
    int dead,
    Duration propagation,
    Duration staleness,
    Duration skew,
    Duration disorder) {

  private static final List<Integer> INTENSITIES = List.of(0, 0, 10, 30, 100, 250);
  private static final List<Integer> PROPAGATIONS = List.of(0, 0, 2, 10, 60, 300);
  private static final List<Integer> SELDOM = List.of(0, 0, 0, 5, 60, 300);
  private static final List<Integer> DELAYS = List.of(5, 60, 300);

  static FaultProfile drawn(Random random) {
    return new FaultProfile(
        one(random, INTENSITIES),
        random.nextInt(4) == 0 ? 1 << random.nextInt(9) : 0,
        Duration.ofSeconds(one(random, PROPAGATIONS)),
        Duration.ofSeconds(one(random, SELDOM)),
        Duration.ofSeconds(one(random, SELDOM)),
        Duration.ofSeconds(one(random, SELDOM)));
  }

  /// Days on which nothing goes wrong by itself.
  static FaultProfile calm(Duration propagation) {
    return new FaultProfile(0, 0, propagation, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /// Days on which no call goes wrong by itself, clocks do, and events take their time.
  static FaultProfile skewed(Random random) {
    return new FaultProfile(
        0,
        0,
        Duration.ofSeconds(one(random, PROPAGATIONS)),
        Duration.ofSeconds(one(random, SELDOM)),
        Duration.ofSeconds(300),
        Duration.ofSeconds(one(random, DELAYS)));
  }

  private static int one(Random random, List<Integer> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// The same days on which no call goes wrong by itself.
  FaultProfile withoutFaults() {
    return new FaultProfile(0, 0, propagation, staleness, skew, disorder);
  }

  /// The same days with one thing less that is bad about them.
  List<FaultProfile> milder() {
    return List.of(
        new FaultProfile(perThousand, dead, Duration.ZERO, staleness, skew, disorder),
        new FaultProfile(perThousand, dead, propagation, Duration.ZERO, skew, disorder),
        new FaultProfile(perThousand, dead, propagation, staleness, Duration.ZERO, disorder),
        new FaultProfile(perThousand, dead, propagation, staleness, skew, Duration.ZERO));
  }

  boolean isCalm() {
    return equals(calm(propagation));
  }
}
