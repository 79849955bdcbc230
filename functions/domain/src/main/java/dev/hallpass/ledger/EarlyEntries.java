package dev.hallpass.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The entries of a log that came before one that they follow. A scan of the table orders entries
/// by their times, and clocks differ.
///
/// @param <E> an entry, with what its reader keeps of it
public final class EarlyEntries<E> {

  private final Map<String, TreeMap<Integer, E>> waiting = new HashMap<>();

  /// Keeps an entry until the one before it comes.
  ///
  /// @param chain the grant or the person
  /// @return whether it is kept; not if another one waits for its place
  public boolean add(String chain, int sequence, E entry) {
    return waiting.computeIfAbsent(chain, _ -> new TreeMap<>()).putIfAbsent(sequence, entry)
        == null;
  }

  /// Takes out the entry of a place, if it waits.
  public Optional<E> take(String chain, int sequence) {
    @Nullable TreeMap<Integer, E> ofChain = waiting.get(chain);
    if (ofChain == null) {
      return Optional.empty();
    }
    Optional<E> found = Optional.ofNullable(ofChain.remove(sequence));
    if (ofChain.isEmpty()) {
      waiting.remove(chain);
    }
    return found;
  }

  /// The first waiting entry of each chain.
  public Stream<E> firsts() {
    return waiting.values().stream().map(ofChain -> ofChain.firstEntry().getValue());
  }

  /// All waiting entries.
  public Stream<E> all() {
    return waiting.values().stream().flatMap(ofChain -> ofChain.values().stream());
  }
}
