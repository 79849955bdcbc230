package dev.hallpass.grant;

import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Postmark;
import dev.hallpass.identity.GrantId;
import dev.hallpass.policy.SessionName;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The one source of everything unpredictable: ids, links, codes and session names.
public final class Ids {

  private final RandomGenerator random;

  /// @param random a `SecureRandom`, except in tests
  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /// A new grant's id, of 128 random bits.
  public GrantId grant() {
    return new GrantId("grant-" + hex(16));
  }

  /// A new link, with 256 random bits after the postmark.
  public Link link(Postmark postmark) {
    return postmark.on(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
  }

  /// A new code. All million codes are equally likely.
  public Code code() {
    return new Code("%06d".formatted(random.nextInt(1_000_000)));
  }

  /// A new session's name, of 128 random bits.
  public SessionName session() {
    return new SessionName("hallpass-" + hex(16));
  }

  /// An id that distinguishes an attempt from others with the same content.
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
