package dev.hallpass.log;

import dev.hallpass.port.OutcomeUnknown;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came to the ledger, in the order of its stream.
public interface NewEntries {

  /// What came after some positions in the stream.
  ///
  /// @param most about how many entries to return at once
  /// @return empty if the stream does not have all of it any more
  /// @throws OutcomeUnknown if the stream did not answer
  Optional<News> after(SortedMap<String, String> positions, int most);

  /// All entries of the table, and all that the stream still has. The positions are those of the
  /// end of the stream.
  ///
  /// @throws OutcomeUnknown if the table or its stream did not answer
  News all();

  /// Entries and changes.
  ///
  /// @param entries each entry as a line
  /// @param changes what is not a good new entry, each as a line
  /// @param positions how far each shard of the stream was read
  /// @param isAll whether nothing more is waiting
  record News(
      List<String> entries,
      List<String> changes,
      SortedMap<String, String> positions,
      boolean isAll) {

    public News {
      entries = List.copyOf(entries);
      changes = List.copyOf(changes);
      positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
    }
  }
}
