package dev.hallpass.log;

import dev.hallpass.identity.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A hash in the tree of a log: of one leaf, or of two hashes below it (source: RFC 6962, 2.1).
public final class Hash {

  /// Its length in bytes.
  public static final int LENGTH = 32;

  /// The root of a tree without leaves.
  public static final Hash EMPTY = new Hash(digest().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The hash of a leaf.
  public static Hash ofLeaf(byte[] content) {
    MessageDigest digest = digest();
    digest.update(LEAF);
    return new Hash(digest.digest(content));
  }

  /// The hash of the leaf that an entry of the ledger has: the bytes of its hash.
  public static Hash ofEntry(Sha256 entry) {
    return ofLeaf(HexFormat.of().parseHex(entry.hex()));
  }

  /// The hash over two subtrees.
  public static Hash of(Hash left, Hash right) {
    MessageDigest digest = digest();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /// A hash that is part of a sequence of hashes.
  ///
  /// @param from the place of its first byte
  public static Hash at(byte[] hashes, int from) {
    return new Hash(Arrays.copyOfRange(hashes, from, from + LENGTH));
  }

  /// The hash that its hexadecimal digits name.
  ///
  /// @throws IllegalArgumentException if the text is not 64 hexadecimal digits
  public static Hash ofHex(String hex) {
    return checked(HexFormat.of().parseHex(hex));
  }

  /// The hash that its Base64 names.
  ///
  /// @throws IllegalArgumentException if the text is not the Base64 of 32 bytes
  public static Hash ofBase64(String base64) {
    return checked(Base64.getDecoder().decode(base64));
  }

  private static Hash checked(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("Not a SHA-256 hash");
    }
    return new Hash(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] hashes, int from) {
    System.arraycopy(bytes, 0, hashes, from, LENGTH);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
