package dev.hallpass.cli.api;

/// A call that the API refused.
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.words());
    this.problem = problem;
  }

  /// Why.
  public Problem problem() {
    return problem;
  }
}
