package dev.hallpass.cli.api;

import dev.hallpass.cli.json.Json;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An answer of the API.
///
/// @param body the document, as it came
/// @param retryAfter when a call has a chance again
public record Reply(int status, String body, Optional<Duration> retryAfter) {

  /// Whether the call did what it was for.
  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  /// The document.
  ///
  /// @throws NotReached if the answer is not JSON, such as the sign-in page of a network
  public JsonNode tree() {
    try {
      return Json.read(body);
    } catch (JacksonException _) {
      throw new NotReached(problem().words());
    }
  }

  /// The reason of a refusal.
  public Problem problem() {
    return Problem.of(status, body);
  }
}
