package dev.hallpass.grant;

/// Thrown when what is recorded contradicts itself: an entry is missing, altered, out of order, or
/// says what cannot have happened. Nothing is decided on such a grant until people have looked.
public final class CorruptLedger extends RuntimeException {

  /// @param contradiction what does not fit, without the content of any entry
  public CorruptLedger(String contradiction) {
    super("The ledger contradicts itself: " + contradiction);
  }
}
