package dev.hallpass.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 hash.
///
/// @param hex 64 lower-case hexadecimal digits
public record Sha256(String hex) {

  private static final int DIGITS = 64;

  /// The hash before the first one: 64 zeros.
  public static final Sha256 ZERO = new Sha256("0".repeat(DIGITS));

  /// @throws IllegalArgumentException if the text has another form
  public Sha256 {
    if (hex.length() != DIGITS || !isOfDigits(hex)) {
      throw new IllegalArgumentException("Not a SHA-256 hash");
    }
  }

  private static boolean isOfDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if ((one < '0' || one > '9') && (one < 'a' || one > 'f')) {
        return false;
      }
    }
    return true;
  }

  /// The hash of a text's UTF-8 bytes.
  public static Sha256 of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /// The hash of some bytes.
  public static Sha256 of(byte[] bytes) {
    try {
      return new Sha256(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// Whether both are the same. The comparison takes constant time, so it does not show where they
  /// differ.
  public boolean matches(Sha256 other) {
    return MessageDigest.isEqual(hex.getBytes(UTF_8), other.hex.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return hex;
  }
}
