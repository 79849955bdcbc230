package dev.hallpass.authority;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;

/// The public half of the key that seals each yes and each unblock.
@FunctionalInterface
public interface SealKey {

  /// Whether the key made this seal over this statement.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the key is not known
  boolean made(Seal seal, Sealable statement);
}
