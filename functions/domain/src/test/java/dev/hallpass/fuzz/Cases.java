package dev.hallpass.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Numbered cases of one seed, each with randomness of its own, so that a single one can be played
/// again.
///
/// @param module where the test is, from the top of the project
/// @param count how many are played before a change lands; a plain build plays a [#share] of them
public record Cases(String module, Class<?> test, int count) {

  private static final long SEED = Long.getLong("fuzz.seed", 4711);
  private static final int PERCENT = Integer.getInteger("fuzz.percent", 25);
  private static final int ONLY = Integer.getInteger("fuzz.case", -1);
  // Keeps the cases of neighbouring seeds apart (source: SplittableRandom's own golden gamma).
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  /// Whether all of them are played, so that it can be said how many there were.
  public static boolean areAllPlayed() {
    return ONLY < 0;
  }

  /// Whether this build plays each case, as before a change lands.
  public static boolean isWhole() {
    return PERCENT >= 100;
  }

  /// How many of so many cases this build plays: as many percent as the property `fuzz.percent`
  /// says.
  public static int share(int count) {
    return Math.max(1, Math.toIntExact((long) count * PERCENT / 100));
  }

  /// Plays them.
  ///
  /// @param play gives what is wrong in a case, nothing if all is well
  /// @return what is wrong, each with the line that plays its case again
  public List<String> wrong(Function<SplittableRandom, List<String>> play) {
    List<String> wrong = new ArrayList<>();
    int played = areAllPlayed() ? share(count) : 1;
    for (int place = 0; place < played; place++) {
      int number = number(place);
      String line = again(place);
      played(play, number, line).stream()
          .map(one -> one + "\n  again: " + line)
          .forEach(wrong::add);
    }
    return List.copyOf(wrong);
  }

  private static List<String> played(
      Function<SplittableRandom, List<String>> play, int number, String line) {
    boolean ended = false;
    try {
      List<String> wrong = play.apply(new SplittableRandom(SEED ^ (number * GAMMA)));
      ended = true;
      return wrong;
    } finally {
      if (!ended) {
        System.out.println("again: " + line);
      }
    }
  }

  /// The line that plays a case again.
  ///
  /// @param place of the case among those that are played
  public String again(int place) {
    return "mvn -pl %s -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seed=%d -Dfuzz.case=%d"
        .formatted(module, test.getSimpleName(), SEED, number(place));
  }

  private static int number(int place) {
    return areAllPlayed() ? place : ONLY;
  }
}
