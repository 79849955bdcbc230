package dev.hallpass.access;

import java.time.Instant;

/// The keys of one session. They pass through to the requester and are written down nowhere.
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {

  /// Shows no key, which must not reach a log.
  @Override
  public String toString() {
    return "Credentials[…, expiresAt=" + expiresAt + "]";
  }
}
