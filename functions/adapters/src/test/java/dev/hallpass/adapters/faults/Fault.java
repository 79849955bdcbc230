package dev.hallpass.adapters.faults;

/// What becomes of one call of AWS.
public enum Fault {
  /// Nothing goes wrong.
  NONE,
  /// It never arrives.
  CALL_LOST,
  /// It arrives and takes effect; the answer does not come back.
  ANSWER_LOST,
  /// It arrives twice, as when a client retries by itself; the second answer comes back.
  SENT_TWICE,
  /// It arrives when the caller has long given up.
  LATE,
  /// It is refused because there are too many.
  THROTTLED,
  /// AWS itself fails before it takes effect.
  BROKEN
}
