package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.definition.TaskResource;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One call of a Lambda function by a Task.
///
/// @param arguments the arguments in the form of the history
record FunctionCall(
    String function,
    String payload,
    String arguments,
    Optional<Long> timeoutSeconds,
    Optional<Long> heartbeatSeconds,
    Optional<String> token) {

  /// The call for a resource and its arguments.
  ///
  /// @throws StateFailure `States.Runtime` if `lambda:invoke` gets no function
  static FunctionCall of(
      TaskResource resource,
      JsonNode arguments,
      Optional<Long> timeoutSeconds,
      Optional<Long> heartbeatSeconds,
      Optional<String> token) {
    String text = StatesJson.text(arguments);
    return switch (resource) {
      case TaskResource.Function(String arn) ->
          new FunctionCall(arn, text, text, timeoutSeconds, heartbeatSeconds, token);
      case TaskResource.Invoke _ ->
          new FunctionCall(
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
    return arguments.has("Payload") ? StatesJson.text(arguments.get("Payload")) : "{}";
  }
}
