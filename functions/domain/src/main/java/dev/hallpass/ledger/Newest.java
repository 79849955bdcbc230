package dev.hallpass.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A thread-safe map that forgets the keys that were unused for the longest time.
public final class Newest {

  private Newest() {}

  /// An empty map.
  ///
  /// @param most the number of keys it keeps
  public static <K, V> Map<K, V> of(int most) {
    return Collections.synchronizedMap(new Kept<>(most));
  }

  private static final class Kept<K, V> extends LinkedHashMap<K, V> {

    private final int most;

    private Kept(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
