package dev.hallpass.emulator.states.jsonata;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The values that an expression can read: `$states`, the workflow's variables, the time, and
/// randomness.
public record Scope(
    JsonNode states, Map<String, JsonNode> variables, Instant now, RandomSource chance) {
  public Scope {
    variables = Map.copyOf(variables);
  }
}
