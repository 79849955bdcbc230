package dev.hallpass.approval;

/// What a review of broken glass came to.
public enum Verdict {
  /// It was an emergency, and was used for it.
  JUSTIFIED,
  /// It was not, or it was used for more.
  NOT_JUSTIFIED
}
