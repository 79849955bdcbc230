package dev.hallpass.adapters.json;

import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Newest;
import java.util.Map;
import java.util.Optional;

/// The entries that were checked last, so that what is read again and again is hashed once. An
/// entry that differs in a single character is another one, and is checked anew.
final class CheckedEntries {

  private static final int MOST = 20_000;

  private final Map<StoredEntry, Entry> checked = Newest.of(MOST);

  /// What is stored.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if it is not as it was written
  Entry entry(StoredEntry stored) {
    // Not computeIfAbsent, which would let one thread hash at a time.
    return Optional.ofNullable(checked.get(stored)).orElseGet(() -> checkedAnew(stored));
  }

  private Entry checkedAnew(StoredEntry stored) {
    Entry entry = stored.entry();
    checked.put(stored, entry);
    return entry;
  }
}
