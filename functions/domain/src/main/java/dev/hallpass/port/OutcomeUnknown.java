package dev.hallpass.port;

/// Thrown when an effect was asked for and it could not be told whether it took place: do it again,
/// or read back.
public final class OutcomeUnknown extends RuntimeException {

  /// @param effect what was asked for, in a few words and without any secret
  public OutcomeUnknown(String effect, Throwable cause) {
    super("Could not tell whether this took place: " + effect, cause);
  }

  private OutcomeUnknown(String message) {
    super(message);
  }

  /// The same without its cause, whose words are not ours.
  public OutcomeUnknown alone() {
    return new OutcomeUnknown(String.valueOf(getMessage()));
  }
}
