package dev.hallpass.cli.surroundings;

/// The reason why a command stops before its end: what was given, the rule, and the next step.
public final class Stopped extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  /// @param says what people read
  public Stopped(ExitCode exit, String says) {
    super(says);
    this.exit = exit;
  }

  /// The exit code of the command.
  public ExitCode exit() {
    return exit;
  }

  /// What people read.
  public String says() {
    return String.valueOf(getMessage());
  }
}
