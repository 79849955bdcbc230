package dev.hallpass.ledger;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;

/// Seals what opens access by the word of a person. Only functions in which people decide have one.
@FunctionalInterface
public interface Sealer {

  /// The sealer of all other functions.
  Sealer NONE =
      _ -> {
        throw new IllegalStateException("This function may not seal");
      };

  /// Seals a statement.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the key does not answer, or may not be used
  Seal seal(Sealable statement);
}
