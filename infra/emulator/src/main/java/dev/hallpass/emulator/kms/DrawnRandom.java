package dev.hallpass.emulator.kms;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// A generator in the form that the JDK's cryptography takes, so that one seed gives the same keys
/// and signatures each time.
final class DrawnRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient RandomGenerator random;

  DrawnRandom(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // Several emulations can use one generator, and not every generator is safe for threads.
    synchronized (random) {
      random.nextBytes(bytes);
    }
  }
}
