package dev.hallpass.handlers.http;

/// Thrown when a call cannot be read or its caller is unknown. It carries the answer.
public final class Refusal extends RuntimeException {

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.type());
    this.problem = problem;
  }

  /// The answer.
  public Problem problem() {
    return problem;
  }
}
