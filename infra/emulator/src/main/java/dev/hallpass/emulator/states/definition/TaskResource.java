package dev.hallpass.emulator.states.definition;

/// The resource that a Task calls.
public sealed interface TaskResource {
  /// A function by its ARN; its events are the `LambdaFunction…` ones.
  record Function(String arn) implements TaskResource {}

  /// The `lambda:invoke` integration; its events are the `Task…` ones.
  record Invoke(boolean waitsForTaskToken) implements TaskResource {
    public String name() {
      return waitsForTaskToken ? "invoke.waitForTaskToken" : "invoke";
    }
  }

  default boolean waitsForToken() {
    return this instanceof Invoke(boolean waits) && waits;
  }
}
