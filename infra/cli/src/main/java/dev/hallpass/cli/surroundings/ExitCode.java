package dev.hallpass.cli.surroundings;

/// What the exit code of `hallpass` says. `run` passes on the code of its program instead.
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "something else went wrong"),
  USAGE(2, "the command line has a mistake"),
  DENIED(3, "the grant was denied, has lapsed, or is over"),
  NOT_SIGNED_IN(4, "sign in first"),
  WAITING(5, "the grant still waits"),
  REFUSED(6, "Hallpass refused the call, and says why"),
  NOT_REACHED(7, "Hallpass could not be reached"),
  NOT_WHOLE(8, "the ledger's log is not whole"),
  UNKNOWN(9, "whether the ledger's log is whole cannot be told");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// The number that the shell sees.
  public int code() {
    return code;
  }

  /// The meaning in words.
  public String meaning() {
    return meaning;
  }
}
