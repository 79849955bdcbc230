package dev.hallpass.emulator.states.definition;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The failure of a state: an error name and a cause. A callback can leave out both.
///
/// @param heartbeatMissed a time-out that can also be caught as `States.HeartbeatTimeout`
public record Failure(@Nullable String error, @Nullable String cause, boolean heartbeatMissed) {
  public static final String ALL = "States.ALL";
  static final String TASK_FAILED = "States.TaskFailed";
  public static final String TIMEOUT = "States.Timeout";
  static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
  public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  public Failure(@Nullable String error, @Nullable String cause) {
    this(error, cause, false);
  }

  public static Failure late() {
    return new Failure(TIMEOUT, null);
  }

  /// Reported under the name of every time-out.
  public static Failure missedHeartbeat() {
    return new Failure(TIMEOUT, null, true);
  }

  /// Whether a retrier or catcher for that name answers this failure. `States.ALL` does not cover
  /// `States.Runtime` and `States.DataLimitExceeded`, and `States.TaskFailed` covers all but a
  /// time-out (Step Functions, "Handling errors"; the States Language's appendix A).
  public boolean isCoveredBy(String name) {
    boolean terminal = RUNTIME.equals(error) || DATA_LIMIT_EXCEEDED.equals(error);
    return switch (name) {
      case ALL -> !terminal;
      case TASK_FAILED -> !terminal && !TIMEOUT.equals(error);
      case HEARTBEAT_TIMEOUT -> heartbeatMissed || name.equals(error);
      default -> name.equals(error);
    };
  }

  /// The value of `$states.errorOutput`.
  public ObjectNode output() {
    ObjectNode output = StatesJson.object();
    if (error != null) {
      output.put("Error", error);
    }
    return output.put("Cause", cause == null ? "" : cause);
  }
}
