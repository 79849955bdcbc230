package dev.hallpass.authority;

import dev.hallpass.approval.Seal;
import dev.hallpass.ledger.YesStatement;

/// The public half of the key that seals each yes.
@FunctionalInterface
public interface SealKey {

  /// Whether the key made this seal over this statement.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the key is not known
  boolean made(Seal seal, YesStatement statement);
}
