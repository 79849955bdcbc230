package dev.hallpass.handlers.http;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.http.Problem.Mistake;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The reason for a no or an early end. It is the only member of the body.
public final class Reason {

  private static final String MEMBER = "reason";

  private Reason() {}

  /// The reason in a call's body.
  ///
  /// @throws Refusal if it is missing, or is not plain text
  public static String in(HttpRequest call) {
    JsonNode json = call.json();
    Json.allow(json, MEMBER);
    String reason = Json.text(json, MEMBER);
    PlainText.mistakeIn(reason)
        .ifPresent(says -> {
          throw new Refusal(Problem.mistakes(List.of(new Mistake(MEMBER, says))));
        });
    return reason;
  }
}
