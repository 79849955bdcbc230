package dev.hallpass.local.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// How bad the days of a history are.
///
/// @param perThousand how many calls of a thousand go wrong
/// @param dead the services that are dead for a time, as a bit for each
/// @param propagation how late AWS hears of what changes in IAM
record Climate(int perThousand, int dead, Duration propagation) {

  private static final List<Integer> INTENSITIES = List.of(0, 0, 10, 30, 100, 250);
  private static final List<Integer> PROPAGATIONS = List.of(0, 0, 2, 10, 60, 300);

  static Climate drawn(Random random) {
    return new Climate(
        one(random, INTENSITIES),
        random.nextInt(4) == 0 ? 1 << random.nextInt(5) : 0,
        Duration.ofSeconds(one(random, PROPAGATIONS)));
  }

  private static int one(Random random, List<Integer> from) {
    return from.get(random.nextInt(from.size()));
  }

  boolean isCalm() {
    return perThousand == 0 && dead == 0;
  }
}
