package dev.hallpass.emulator.kms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// One key with its policy and its state.
final class KmsKey {
  /// The JDK's own provider, which takes all randomness from the given source.
  private static final String PROVIDER = "SunEC";

  private final String arn;
  private final KeySpec spec;
  private final SecureRandom random;
  private String policy;
  private KeyState state = KeyState.ENABLED;
  private Optional<Instant> deletedAt = Optional.empty();
  private @Nullable KeyPair pair;

  KmsKey(String arn, KeySpec spec, String policy, SecureRandom random) {
    this.arn = arn;
    this.spec = spec;
    this.policy = policy;
    this.random = random;
  }

  String arn() {
    return arn;
  }

  KeySpec spec() {
    return spec;
  }

  /// Its policy as JSON.
  synchronized String policy() {
    return policy;
  }

  synchronized void put(String other) {
    policy = other;
  }

  boolean signs() {
    return spec != KeySpec.SYMMETRIC_DEFAULT;
  }

  /// The one algorithm that is emulated for a key that signs.
  SigningAlgorithmSpec algorithm() {
    return isEdwards() ? SigningAlgorithmSpec.ED25519_SHA_512 : SigningAlgorithmSpec.ECDSA_SHA_256;
  }

  private boolean isEdwards() {
    return spec == KeySpec.ECC_NIST_EDWARDS25519;
  }

  synchronized KeyState state() {
    return state;
  }

  synchronized void become(KeyState other) {
    state = other;
    deletedAt = Optional.empty();
  }

  synchronized void deleteAt(Instant at) {
    state = KeyState.PENDING_DELETION;
    deletedAt = Optional.of(at);
  }

  synchronized boolean isDeleted(Instant now) {
    return deletedAt.filter(at -> !now.isBefore(at)).isPresent();
  }

  /// The public key as a SubjectPublicKeyInfo in DER.
  byte[] publicKey() {
    return pair().getPublic().getEncoded();
  }

  /// @param algorithm the JDK's name of it
  byte[] sign(String algorithm, byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm, PROVIDER);
      if (isEdwards()) {
        // A signature of this curve draws nothing: the same message has the same signature.
        signature.initSign(pair().getPrivate());
      } else {
        signature.initSign(pair().getPrivate(), random);
      }
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK signs with P-256 and Ed25519", e);
    }
  }

  /// Made at the first use: most regions of a simulation use no key.
  private synchronized KeyPair pair() {
    if (pair == null) {
      pair = made();
    }
    return pair;
  }

  private KeyPair made() {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(isEdwards() ? "Ed25519" : "EC", PROVIDER);
      generator.initialize(
          isEdwards() ? NamedParameterSpec.ED25519 : new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256 and Ed25519", e);
    }
  }
}
