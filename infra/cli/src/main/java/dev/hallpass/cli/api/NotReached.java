package dev.hallpass.cli.api;

/// The API did not answer, or could not say whether a call had an effect.
public final class NotReached extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotReached(String says) {
    super(says);
  }
}
