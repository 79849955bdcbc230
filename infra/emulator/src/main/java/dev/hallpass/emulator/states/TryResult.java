package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import tools.jackson.databind.JsonNode;

/// The result of one try of a Task.
sealed interface TryResult {
  /// With the value of `$states.result`.
  record Succeeded(JsonNode result) implements TryResult {}

  /// With an error of the function, of Lambda, or of the token's holder.
  record Failed(Failure failure) implements TryResult {}

  /// Without an answer or a heartbeat in time.
  record TimedOut(Failure failure) implements TryResult {}
}
