package dev.hallpass.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/// A public key on the curve P-256, with which anybody can check seals, also without AWS.
public record PublicSealKey(PublicKey key) implements SealKey {

  /// The key in its usual form.
  ///
  /// @param der a SubjectPublicKeyInfo (source: RFC 5280), as KMS gives it
  /// @throws IllegalArgumentException if that is no key on an elliptic curve
  public static PublicSealKey of(byte[] der) {
    try {
      return new PublicSealKey(
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not a public key on an elliptic curve", e);
    }
  }

  @Override
  public boolean made(Seal seal, Sealable statement) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(statement.text().getBytes(UTF_8));
      return check.verify(seal.bytes());
    } catch (SignatureException _) {
      // The bytes have not even the form of a signature.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has ECDSA", e);
    }
  }
}
