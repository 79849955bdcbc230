package dev.hallpass.grant;

/// How a grant came to its end.
public enum Outcome {
  DENIED,
  LAPSED,
  CANCELLED,
  EXPIRED,
  RETURNED,
  REVOKED,
  FAILED;

  static Outcome of(GrantEvent.Cause cause) {
    return switch (cause) {
      case EXPIRED -> EXPIRED;
      case RETURNED -> RETURNED;
      case REVOKED -> REVOKED;
    };
  }
}
