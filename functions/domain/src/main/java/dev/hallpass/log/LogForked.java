package dev.hallpass.log;

/// Thrown when the archive holds what this log cannot have come from. Nothing is signed on it.
public final class LogForked extends RuntimeException {

  /// @param what what is wrong, without contents of entries
  public LogForked(String what) {
    super(what);
  }
}
