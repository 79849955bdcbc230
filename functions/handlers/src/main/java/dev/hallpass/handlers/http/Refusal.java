package dev.hallpass.handlers.http;

/// Thrown at the edge when a call cannot be read or its caller not be told; carries the answer.
public final class Refusal extends RuntimeException {

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.type());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
