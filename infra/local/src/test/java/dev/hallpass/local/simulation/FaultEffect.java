package dev.hallpass.local.simulation;

import java.util.List;

/// What may become of a call.
enum FaultEffect {
  ANSWERED,
  LOST,
  THROTTLED,
  OVER_QUOTA,
  LATE,
  DOUBLED,
  ANSWER_LOST,
  CRASHED_BEFORE,
  CRASHED_AFTER;

  /// All that nobody wishes for.
  static List<FaultEffect> bad() {
    return List.of(values()).subList(1, values().length);
  }
}
