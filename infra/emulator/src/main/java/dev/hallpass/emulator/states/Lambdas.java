package dev.hallpass.emulator.states;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The Lambda functions that state machines can call.
@FunctionalInterface
public interface Lambdas {
  /// Invokes a function and waits for its answer.
  ///
  /// @param function the ARN, or the `FunctionName` of `lambda:invoke`
  /// @param payload the event, as JSON
  /// @return the answer, as JSON
  /// @throws FunctionError when the function failed or Lambda refused the call; anything else that
  ///   is thrown is a fault of this door and stops the timeline's task, not the execution
  String invoke(String function, String payload) throws FunctionError;

  /// The same functions for calls by a role. By default the role is not checked.
  default Lambdas calledBy(String roleArn) {
    return this;
  }

  /// Begins an invocation; by default it is over when this returns, on the timeline's own thread.
  /// An override may answer later, from any thread, or never, and fails the stage with a
  /// `FunctionError`.
  default CompletionStage<String> start(String function, String payload) {
    try {
      return CompletableFuture.completedStage(invoke(function, payload));
    } catch (FunctionError e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
