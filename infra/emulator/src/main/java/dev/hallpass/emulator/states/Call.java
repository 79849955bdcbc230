package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.Resource;
import dev.hallpass.emulator.states.jsonata.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One call of a Lambda function as a Task makes it.
///
/// @param arguments as the history shows them
record Call(
    String function,
    String payload,
    String arguments,
    Optional<Long> timeoutSeconds,
    Optional<Long> heartbeatSeconds,
    Optional<String> token) {

  /// What a resource makes of the arguments.
  ///
  /// @throws StateFailure `States.Runtime` when `lambda:invoke` is not told which function
  static Call of(
      Resource resource,
      JsonNode arguments,
      Optional<Long> timeoutSeconds,
      Optional<Long> heartbeatSeconds,
      Optional<String> token) {
    String text = Json.text(arguments);
    return switch (resource) {
      case Resource.Function(String arn) ->
          new Call(arn, text, text, timeoutSeconds, heartbeatSeconds, token);
      case Resource.Invoke _ ->
          new Call(
              function(arguments),
              payload(arguments),
              text,
              timeoutSeconds,
              heartbeatSeconds,
              token);
    };
  }

  private static String function(JsonNode arguments) {
    JsonNode function = arguments.path("FunctionName");
    if (!function.isString()) {
      throw new StateFailure(
          new Failure(Failure.RUNTIME, "The field 'FunctionName' must be a string: " + arguments));
    }
    return function.stringValue();
  }

  private static String payload(JsonNode arguments) {
    return arguments.has("Payload") ? Json.text(arguments.get("Payload")) : "{}";
  }
}
