package dev.hallpass.emulator.states;

import dev.hallpass.emulator.states.definition.Failure;
import dev.hallpass.emulator.states.jsonata.StatesJson;
import org.jspecify.annotations.Nullable;

/// The error of a Lambda function for Step Functions: an error name and a cause.
public final class FunctionError extends Exception {
  private static final long serialVersionUID = 1L;
  private final String error;
  private final @Nullable String causeText;

  private FunctionError(String error, @Nullable String causeText) {
    super(error + ": " + causeText);
    this.error = error;
    this.causeText = causeText;
  }

  /// The function threw: the error name is the type that Lambda reports, for Java the class's name;
  /// the cause is Lambda's own JSON about it.
  public static FunctionError thrown(String errorType, @Nullable String errorMessage) {
    return new FunctionError(
        errorType,
        StatesJson.text(
            StatesJson.object().put("errorMessage", errorMessage).put("errorType", errorType)));
  }

  /// Lambda itself refused or failed, such as `Lambda.TooManyRequestsException`; or an error with
  /// an exact cause.
  public static FunctionError named(String error, @Nullable String cause) {
    return new FunctionError(error, cause);
  }

  Failure failure() {
    return new Failure(error, causeText);
  }
}
