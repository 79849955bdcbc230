package dev.hallpass.emulator;

import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Identifiers in AWS's forms, from an injected generator, so that a history can be repeated.
public final class RandomIds {
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String BASE_64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final RandomGenerator random;

  /// Identifiers from this generator, which others can share.
  public RandomIds(RandomGenerator random) {
    this.random = random;
  }

  /// A unique id such as `AROA…` of 21 characters, or an access key id `ASIA…` of 20. [Source](
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)
  public String unique(String prefix, int length) {
    return prefix + drawn(BASE_32, length - prefix.length());
  }

  /// A secret with that many base-64 characters.
  public String secret(int length) {
    return drawn(BASE_64, length);
  }

  /// A random UUID.
  public UUID uuid() {
    synchronized (random) {
      return new UUID(random.nextLong(), random.nextLong());
    }
  }

  private String drawn(String alphabet, int length) {
    // Several emulations can use one generator, and not every generator is safe for threads.
    synchronized (random) {
      return random
          .ints(length, 0, alphabet.length())
          .mapToObj(place -> String.valueOf(alphabet.charAt(place)))
          .collect(Collectors.joining());
    }
  }
}
