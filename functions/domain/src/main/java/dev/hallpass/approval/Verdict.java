package dev.hallpass.approval;

/// The result of the review of an access.
public enum Verdict {
  /// It was an emergency, and the access was used for it.
  JUSTIFIED,
  /// It was no emergency, or the access was used for more.
  NOT_JUSTIFIED
}
