package dev.hallpass.audit.entry;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.LogFormat;
import java.util.Optional;

/// A line of the log. Some lines cannot be read: who may insert into the ledger can insert
/// anything. They are leaves all the same.
///
/// @param hash the hash of its content, which is in the leaf
/// @param entry what it says; empty if it cannot be read
/// @param wrong why it cannot be read; empty if it can
public record Line(Sha256 hash, Optional<Logged> entry, String wrong) {

  /// Reads a line.
  ///
  /// @throws IllegalArgumentException if it can be no leaf
  public static Line read(String text, EntryFormat entries, LogFormat format) {
    try {
      Logged logged = entries.entry(text);
      return new Line(logged.hash(), Optional.of(logged), "");
    } catch (CorruptLedger e) {
      return new Line(format.hash(text), Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
