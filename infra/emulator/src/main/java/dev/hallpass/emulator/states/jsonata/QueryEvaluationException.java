package dev.hallpass.emulator.states.jsonata;

/// A field whose value could not be computed: `States.QueryEvaluationError`.
public final class QueryEvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String location;
  private final String problem;

  /// Names the field and what went wrong.
  ///
  /// @param location the field in the state, such as `Output/result`
  public QueryEvaluationException(String location, String problem) {
    super(problem);
    this.location = location;
    this.problem = problem;
  }

  /// Names the field and what went wrong, and why.
  ///
  /// @param location the field in the state, such as `Output/result`
  /// @param cause what the evaluation threw
  public QueryEvaluationException(String location, String problem, Throwable cause) {
    super(problem, cause);
    this.location = location;
    this.problem = problem;
  }

  public String location() {
    return location;
  }

  public String problem() {
    return problem;
  }
}
