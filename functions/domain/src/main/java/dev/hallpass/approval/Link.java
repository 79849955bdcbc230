package dev.hallpass.approval;

import dev.hallpass.identity.Sha256;

/// The secret in the address of a decision page. Who has it got the mail or read it. It is never
/// stored; the ledger has its hash.
///
/// @param token the postmark, a dot, and 256 random bits in base64url
public record Link(String token) {

  /// The hash of the link in the ledger.
  public Sha256 hash() {
    return Sha256.of(token);
  }

  /// Hides the token, which must not reach a log.
  @Override
  public String toString() {
    return "Link[…]";
  }
}
