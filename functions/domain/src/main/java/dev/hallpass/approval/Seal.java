package dev.hallpass.approval;

import java.util.Base64;

/// The signature of a key that only deciding functions can use, over what a person said yes to. An
/// entry without it is no authority.
///
/// @param signature an ECDSA signature over P-256 and SHA-256, in DER and then Base64
public record Seal(String signature) {

  private static final int LONGEST = 200;

  /// One signature has one text. What decodes to the same bytes from another text is not a seal.
  ///
  /// @throws IllegalArgumentException if the text is not what {@link #of} writes, or is longer than
  ///   such a signature
  public Seal {
    if (signature.isEmpty() || signature.length() > LONGEST) {
      throw new IllegalArgumentException("Not a seal");
    }
    byte[] bytes = Base64.getDecoder().decode(signature);
    if (!Base64.getEncoder().encodeToString(bytes).equals(signature)) {
      throw new IllegalArgumentException("Not a seal");
    }
  }

  /// The seal with these bytes.
  public static Seal of(byte[] signature) {
    return new Seal(Base64.getEncoder().encodeToString(signature));
  }

  /// The bytes of the signature.
  public byte[] bytes() {
    return Base64.getDecoder().decode(signature);
  }
}
