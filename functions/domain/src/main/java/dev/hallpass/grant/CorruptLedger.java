package dev.hallpass.grant;

/// Thrown when the entries of a grant contradict each other: one is missing, altered or out of
/// order, or says something impossible. Hallpass decides nothing on such a grant until people have
/// looked at it.
public final class CorruptLedger extends RuntimeException {

  /// @param contradiction the contradiction, without the content of an entry
  public CorruptLedger(String contradiction) {
    super("The ledger contradicts itself: " + contradiction);
  }
}
