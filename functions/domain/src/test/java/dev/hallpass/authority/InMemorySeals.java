package dev.hallpass.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.ledger.Sealer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/// A key in memory that seals, and checks seals.
public final class InMemorySeals implements Sealer, SealKey {

  private static final KeyPair PAIR = pair();
  private static final PublicSealKey PUBLIC = new PublicSealKey(PAIR.getPublic());

  private Optional<Runnable> nextCheck = Optional.empty();

  /// A pair of keys of its own.
  public static KeyPair pair() {
    try {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      return pairs.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The public half of the key, as KMS gives it.
  public static byte[] publicKey() {
    return PAIR.getPublic().getEncoded();
  }

  @Override
  public Seal seal(Sealable statement) {
    return seal(PAIR, statement);
  }

  /// The seal by another key.
  public static Seal seal(KeyPair pair, Sealable statement) {
    try {
      Signature made = Signature.getInstance("SHA256withECDSA");
      made.initSign(pair.getPrivate());
      made.update(statement.text().getBytes(UTF_8));
      return Seal.of(made.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs something while the next seal is checked.
  public void whileNextIsChecked(Runnable running) {
    nextCheck = Optional.of(running);
  }

  @Override
  public boolean made(Seal seal, Sealable statement) {
    Optional<Runnable> running = nextCheck;
    nextCheck = Optional.empty();
    running.ifPresent(Runnable::run);
    return PUBLIC.made(seal, statement);
  }
}
