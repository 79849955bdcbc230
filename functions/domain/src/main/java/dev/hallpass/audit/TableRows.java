package dev.hallpass.audit;

import dev.hallpass.audit.entry.Logged;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of a table, as an export of it has them.
public interface TableRows {

  /// Gives each row, in any order.
  ///
  /// @throws dev.hallpass.port.OutcomeUnknown if the export cannot be read
  void each(Consumer<Row> taker);

  /// The time of which the export is; empty if it does not say.
  Optional<Instant> at();

  /// One row.
  ///
  /// @param what the row, as people find it
  /// @param entry its entry, if it is one
  /// @param wrong why it is not an entry; empty if it is one
  record Row(String what, Optional<Logged> entry, String wrong) {}
}
