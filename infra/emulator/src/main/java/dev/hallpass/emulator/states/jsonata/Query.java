package dev.hallpass.emulator.states.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One JSONata expression.
record Query(String source) {
  private static final long RUNAWAY_MILLISECONDS = 5_000;
  private static final int DEEPEST = 500;

  /// Parses the source.
  ///
  /// @throws IllegalArgumentException when the source is not JSONata
  Query {
    try {
      Jsonata.jsonata(source);
    } catch (JException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// Empty when the result is undefined.
  ///
  /// @throws QueryEvaluationException when it fails or the result is not JSON
  Optional<JsonNode> evaluate(Scope scope, String location) {
    // Parsed again each time, because the library's parsed form keeps the state of an evaluation.
    Jsonata jsonata = Jsonata.jsonata(source);
    jsonata.setOutputConvertNulls(false);
    Jsonata.Frame frame = jsonata.createFrame();
    frame.setRuntimeBounds(RUNAWAY_MILLISECONDS, DEEPEST);
    frame.bind("states", JsonataValues.of(scope.states()));
    scope.variables().forEach((name, value) -> frame.bind(name, JsonataValues.of(value)));
    StatesFunctions.bind(frame, scope);
    try {
      return Optional.ofNullable(jsonata.evaluate(null, frame)).map(JsonataValues::json);
    } catch (RuntimeException e) {
      // Broad, because the library reports a wrong argument by a bare RuntimeException.
      throw new QueryEvaluationException(
          location,
          "The JSONata expression '%s' specified for the field '%s' threw an error during evaluation. %s"
              .formatted(source, location, e.getMessage()),
          e);
    }
  }
}
