package dev.hallpass.access;

import java.time.Instant;

/// The keys of one session. They go to the requester and are stored nowhere.
public record Credentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {

  /// Shows no key, which must not reach a log.
  @Override
  public String toString() {
    return "Credentials[…, expiresAt=" + expiresAt + "]";
  }
}
