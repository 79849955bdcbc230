package dev.hallpass.local.scene;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What a program types into fields that it does not understand.
public final class Guesses {

  private static final List<String> NO_CODES =
      List.of(
          "", "test", "yes", "12345", "1234567", "scanner@example.com", "१२३४५६", "' OR 1=1 --");

  /// One in so many is six digits. More often, and five of them lock each link, behind which there
  /// is nothing left to try.
  private static final int SIX_DIGITS_ONE_IN = 10;

  private final Random random;

  /// @param random makes the same guesses each time
  public Guesses(Random random) {
    this.random = random;
  }

  /// Something for a field.
  ///
  /// @param code what it never is: only the mail tells it
  public String next(String code) {
    if (random.nextInt(SIX_DIGITS_ONE_IN) > 0) {
      return NO_CODES.get(random.nextInt(NO_CODES.size()));
    }
    return Stream.generate(() -> "%06d".formatted(random.nextInt(1_000_000)))
        .filter(guess -> !guess.equals(code))
        .findFirst()
        .orElseThrow();
  }
}
