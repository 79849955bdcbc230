package dev.hallpass.ledger;

import dev.hallpass.approval.Seal;

/// Seals what people say yes to. Only functions in which people decide have one.
@FunctionalInterface
public interface Sealer {

  /// The sealer of all other functions.
  Sealer NONE =
      _ -> {
        throw new IllegalStateException("This function may not seal a yes");
      };

  /// Seals a statement.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the key does not answer, or may not be used
  Seal seal(YesStatement statement);
}
