package dev.hallpass.adapters.json;

import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Newest;
import java.util.Map;
import java.util.Optional;

/// A cache of checked entries, so that a frequent read hashes each entry once. An entry that
/// differs in one character is another one, and is checked again.
final class CheckedEntries {

  private static final int MOST = 20_000;

  private final Map<StoredEntry, Entry> checked = Newest.of(MOST);

  /// The stored entry.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if the entry was altered
  Entry entry(StoredEntry stored) {
    // computeIfAbsent would let only one thread hash at a time.
    return Optional.ofNullable(checked.get(stored)).orElseGet(() -> checkedAnew(stored));
  }

  private Entry checkedAnew(StoredEntry stored) {
    Entry entry = stored.entry();
    checked.put(stored, entry);
    return entry;
  }
}
