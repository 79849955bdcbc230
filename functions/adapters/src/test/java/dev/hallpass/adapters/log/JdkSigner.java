package dev.hallpass.adapters.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hallpass.log.NoteKey;
import dev.hallpass.log.NoteSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/// A key of the JDK, which remembers what it signed.
final class JdkSigner implements NoteSigner {

  private final KeyPair pair = pair();
  private final List<String> signed = new ArrayList<>();

  List<String> signed() {
    return signed;
  }

  @Override
  public NoteKey key(String origin) {
    return NoteKey.of(origin, pair.getPublic().getEncoded());
  }

  @Override
  public byte[] sign(String text) {
    signed.add(text);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }
}
