package dev.hallpass.cli.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A random text that only those know who were told.
///
/// @param text 64 hexadecimal digits
public record Secret(String text) {

  private static final int BYTES = 32;

  /// A new one.
  public static Secret random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Secret(HexFormat.of().formatHex(random));
  }

  /// Whether a text is it. The time that this takes tells nothing about it.
  public boolean is(String given) {
    return MessageDigest.isEqual(given.getBytes(UTF_8), text.getBytes(UTF_8));
  }

  /// Keeps it out of logs.
  @Override
  public String toString() {
    return "a secret";
  }
}
