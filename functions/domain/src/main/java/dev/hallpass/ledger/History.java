package dev.hallpass.ledger;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Sha256;
import java.util.List;
import java.util.stream.Stream;

/// Everything that is recorded of one grant, oldest first; empty if nobody asked for it.
public record History(GrantId grant, List<Entry> entries) {

  public History {
    entries = List.copyOf(entries);
  }

  /// The state these entries add up to.
  ///
  /// @throws CorruptLedger if they contradict each other
  public Grant state() {
    return Grant.replay(entries.stream().map(Entry::event).toList());
  }

  /// The sequence number that comes next.
  public int next() {
    return entries.size();
  }

  /// The hash that the next entry follows.
  public Sha256 head() {
    return entries.isEmpty() ? Sha256.ZERO : entries.getLast().hash();
  }

  /// This history with one more entry.
  public History with(Entry entry) {
    return new History(grant, Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }
}
