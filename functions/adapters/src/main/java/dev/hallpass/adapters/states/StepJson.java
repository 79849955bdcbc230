package dev.hallpass.adapters.states;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.workflow.Step;
import java.time.Duration;

/// The next step as a function's answer, which the state machine reads.
public final class StepJson {

  private StepJson() {}

  /// `{"next": …}`, with the seconds to wait as `within`, and the end of the wait as `until` if it
  /// is known.
  public static String write(Step step) {
    var json = Json.object();
    switch (step) {
      case Step.SeekApproval(var within) ->
          json.put("next", "SeekApproval").put("within", seconds(within));
      case Step.Activate() -> json.put("next", "Activate");
      // A workflow of an earlier version reads the end of the wait and not its length.
      case Step.AwaitStart(var within, var until) ->
          json.put("next", "AwaitStart")
              .put("within", seconds(within))
              .put("until", Json.text(until));
      case Step.AwaitEnd(var within, var until) ->
          json.put("next", "AwaitEnd")
              .put("within", seconds(within))
              .put("until", Json.text(until));
      case Step.AwaitSessions(var within, var until) ->
          json.put("next", "AwaitSessions")
              .put("within", seconds(within))
              .put("until", Json.text(until));
      case Step.Retire() -> json.put("next", "Retire");
      case Step.SeekReview(var within) ->
          json.put("next", "SeekReview").put("within", seconds(within));
      case Step.Done() -> json.put("next", "Done");
    }
    return Json.canonical(json);
  }

  /// A wait in whole seconds, rounded up, so that the workflow does not wake too early.
  static long seconds(Duration within) {
    return Math.max(1, within.plusMillis(999).toSeconds());
  }
}
