package dev.hallpass.emulator.states.jsonata;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The one source of randomness, safe for threads.
public final class RandomSource {
  private static final int TOKEN_BYTES = 96;
  private final RandomGenerator random;

  public RandomSource(RandomGenerator random) {
    this.random = random;
  }

  public synchronized UUID uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low);
  }

  /// A number from 0, inclusive, to 1, exclusive.
  public synchronized double fraction() {
    return random.nextDouble();
  }

  synchronized void shuffle(List<?> list) {
    Collections.shuffle(list, Random.from(random));
  }

  public synchronized String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Whether a text has the form of the tokens from here.
  public static boolean isToken(String text) {
    return text.matches("[A-Za-z0-9+/]{" + TOKEN_BYTES / 3 * 4 + "}");
  }
}
