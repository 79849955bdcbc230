package dev.hallpass.port;

/// Thrown when it is unknown whether an effect took place. The caller tries again or reads back.
public final class OutcomeUnknown extends RuntimeException {

  /// @param effect the effect in a few words, without secrets
  public OutcomeUnknown(String effect, Throwable cause) {
    super("Could not tell whether this took place: " + effect, cause);
  }

  private OutcomeUnknown(String message) {
    super(message);
  }

  /// The same without its cause, whose message is not ours.
  public OutcomeUnknown alone() {
    return new OutcomeUnknown(String.valueOf(getMessage()));
  }
}
