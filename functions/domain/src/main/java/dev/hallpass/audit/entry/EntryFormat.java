package dev.hallpass.audit.entry;

import dev.hallpass.grant.CorruptLedger;

/// How lines are read as entries.
@FunctionalInterface
public interface EntryFormat {

  /// Reads the line of an entry. The entry is not compared with those before it.
  ///
  /// @throws CorruptLedger if its hash is not that of its content, or it cannot be read
  Logged entry(String line);
}
