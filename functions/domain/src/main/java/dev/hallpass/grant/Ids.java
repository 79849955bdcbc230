package dev.hallpass.grant;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.SessionName;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The one source of everything unpredictable: ids, links, codes and session names.
public final class Ids {

  private final RandomGenerator random;

  /// @param random a `SecureRandom` wherever people rely on what comes out
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /// A new grant's id, of 128 random bits.
  public GrantId grant() {
    return new GrantId("grant-" + hex(16));
  }

  /// A new link, of 256 random bits.
  public Link link() {
    return new Link(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
  }

  /// A new code, each of the million as likely as the other.
  public Code code() {
    return new Code("%06d".formatted(random.nextInt(1_000_000)));
  }

  /// A new session's name, of 128 random bits.
  public SessionName session() {
    return new SessionName("hallpass-" + hex(16));
  }

  /// What tells one attempt from another that looks the same.
  public String attempt() {
    return hex(8);
  }

  private String hex(int bytes) {
    return HexFormat.of().formatHex(bytes(bytes));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
