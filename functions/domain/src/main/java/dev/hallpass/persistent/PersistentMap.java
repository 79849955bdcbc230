package dev.hallpass.persistent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A map that never changes and keeps its keys in the order of their first use. A map with one more
/// pair shares the memory of this one, so a large map is built in linear time.
public final class PersistentMap<K, V> {

  private final Log<K, V> shared;
  private final int size;

  private PersistentMap(Log<K, V> shared, int size) {
    this.shared = shared;
    this.size = size;
  }

  /// An empty map.
  public static <K, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(new Log<>(), 0);
  }

  /// The value of a key, if it has one.
  public Optional<V> get(K key) {
    return shared.get(key, size);
  }

  /// Whether a key has a value.
  public boolean has(K key) {
    return get(key).isPresent();
  }

  /// This map with a value for a key, instead of an earlier value. It takes constant time, unless
  /// another map has grown from this one differently: then the contents are copied.
  public PersistentMap<K, V> with(K key, V value) {
    return new PersistentMap<>(shared.with(size, new Pair<>(key, value)), size + 1);
  }

  /// The values, in the order of their keys.
  public List<V> values() {
    return List.copyOf(shared.map(size).values());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PersistentMap<?, ?> map
        && shared.map(size).equals(map.shared.map(map.size))
        && values().equals(map.values());
  }

  @Override
  public int hashCode() {
    return shared.map(size).hashCode();
  }

  @Override
  public String toString() {
    return shared.map(size).toString();
  }

  private record Pair<K, V>(K key, V value) {}

  /// The pairs of maps that grew from each other. Pairs are only added, and no map reads beyond its
  /// own size.
  private static final class Log<K, V> {

    private final List<Pair<K, V>> pairs = new ArrayList<>();
    private final Map<K, List<Integer>> places = new HashMap<>();

    synchronized Optional<V> get(K key, int size) {
      return places.getOrDefault(key, List.of()).reversed().stream()
          .filter(place -> place < size)
          .findFirst()
          .map(place -> pairs.get(place).value());
    }

    synchronized Map<K, V> map(int size) {
      Map<K, V> map = new LinkedHashMap<>();
      pairs.subList(0, size).forEach(pair -> map.put(pair.key(), pair.value()));
      return map;
    }

    /// A log with a pair at a place and the same pairs as this one before it.
    synchronized Log<K, V> with(int place, Pair<K, V> pair) {
      if (place == pairs.size()) {
        add(pair);
        return this;
      }
      if (pairs.get(place).equals(pair)) {
        return this;
      }
      Log<K, V> other = new Log<>();
      pairs.subList(0, place).forEach(other::add);
      other.add(pair);
      return other;
    }

    private void add(Pair<K, V> pair) {
      places.computeIfAbsent(pair.key(), _ -> new ArrayList<>(1)).add(pairs.size());
      pairs.add(pair);
    }
  }
}
