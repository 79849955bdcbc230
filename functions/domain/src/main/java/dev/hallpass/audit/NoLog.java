package dev.hallpass.audit;

/// Thrown when there is nothing to audit, or nothing to compare it with.
public final class NoLog extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param says what is missing, and the next step
  public NoLog(String says) {
    super(says);
  }
}
