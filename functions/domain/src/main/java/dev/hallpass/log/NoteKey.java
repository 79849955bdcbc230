package dev.hallpass.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The key that signs the checkpoints of a log, in the form in which verifiers are told of it
/// (source: C2SP signed-note, Verifier keys).
public final class NoteKey {

  /// The algorithm Ed25519.
  private static final byte ED25519 = 1;

  private static final int KEY = 32;
  private static final int ID = 4;

  /// What comes before the 32 bytes of the key in its usual form (source: RFC 8410).
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] key;

  private NoteKey(String name, byte[] key) {
    if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(NoteKey::isSpace)) {
      throw new IllegalArgumentException("The name of a key has neither a plus nor a space");
    }
    this.name = name;
    this.key = key;
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /// The key of a log in its usual form.
  ///
  /// @param name the origin of the log
  /// @param der a SubjectPublicKeyInfo (source: RFC 8410), as KMS gives it
  /// @throws IllegalArgumentException if that is no key of Ed25519
  public static NoteKey of(String name, byte[] der) {
    if (der.length != HEAD.length + KEY
        || !Arrays.equals(der, 0, HEAD.length, HEAD, 0, HEAD.length)) {
      throw new IllegalArgumentException("Not a public key of Ed25519");
    }
    return new NoteKey(name, Arrays.copyOfRange(der, HEAD.length, der.length));
  }

  /// The key from its text: its name, its id and itself, with a plus between them.
  ///
  /// @throws IllegalArgumentException if the text has another form
  public static NoteKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length == 3) {
      byte[] bytes = Base64.getDecoder().decode(parts[2]);
      if (bytes.length == 1 + KEY && bytes[0] == ED25519) {
        NoteKey read = new NoteKey(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
        if (read.text().equals(text.strip())) {
          return read;
        }
      }
    }
    throw new IllegalArgumentException(
        "A key of checkpoints has the form NAME+ID+KEY, with the algorithm Ed25519");
  }

  /// The text that verifiers read: its name, its id and itself, with a plus between them.
  public String text() {
    return "%s+%s+%s"
        .formatted(
            name, HexFormat.of().formatHex(id()), Base64.getEncoder().encodeToString(tagged()));
  }

  public String name() {
    return name;
  }

  /// The same key under another name: a log that goes on after another table.
  public NoteKey named(String other) {
    return new NoteKey(other, key);
  }

  /// The first bytes of a signature, which name its key.
  byte[] id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((name + "\n").getBytes(UTF_8));
      return Arrays.copyOf(digest.digest(tagged()), ID);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private byte[] tagged() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ED25519);
    bytes.writeBytes(key);
    return bytes.toByteArray();
  }

  /// Whether the key signed a text.
  boolean signed(String text, byte[] signature) {
    try {
      ByteArrayOutputStream der = new ByteArrayOutputStream();
      der.writeBytes(HEAD);
      der.writeBytes(key);
      PublicKey half =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(der.toByteArray()));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(half);
      check.update(text.getBytes(UTF_8));
      return check.verify(signature);
    } catch (SignatureException _) {
      // The bytes have not even the form of a signature.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has Ed25519", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey one && one.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
