package dev.hallpass.approval;

import dev.hallpass.identity.Sha256;

/// The secret in the address of a decision page: anyone who has it was sent the mail, or has read
/// it. It is never written down; the ledger has its hash.
///
/// @param token 256 random bits, base64url
public record Link(String token) {

  /// The hash by which the ledger knows this link.
  public Sha256 hash() {
    return Sha256.of(token);
  }

  /// Shows nothing of the token, which must not reach a log.
  @Override
  public String toString() {
    return "Link[…]";
  }
}
