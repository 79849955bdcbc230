package dev.hallpass.grant;

/// How a grant came to its end.
public enum Outcome {
  DENIED,
  LAPSED,
  CANCELLED,
  EXPIRED,
  RETURNED,
  REVOKED,
  DRIFTED,
  NOTHING_TO_EXTEND,
  REFUSED,
  FAILED;

  /// Whether the access may have been open before.
  public boolean mayHaveOpened() {
    return switch (this) {
      case EXPIRED, RETURNED, REVOKED, DRIFTED, REFUSED, FAILED -> true;
      case DENIED, LAPSED, CANCELLED, NOTHING_TO_EXTEND -> false;
    };
  }
}
