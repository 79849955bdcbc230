package dev.hallpass.emulator.states;

/// What a Task calls.
sealed interface Resource {
  /// A function by its ARN; its events are the `LambdaFunction…` ones.
  record Function(String arn) implements Resource {}

  /// The `lambda:invoke` integration; its events are the `Task…` ones.
  record Invoke(boolean waitsForTaskToken) implements Resource {
    String name() {
      return waitsForTaskToken ? "invoke.waitForTaskToken" : "invoke";
    }
  }

  default boolean waitsForToken() {
    return this instanceof Invoke(boolean waits) && waits;
  }
}
