package dev.hallpass.audit;

import dev.hallpass.identity.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/// The small record that an audit keeps of each grant and each person: how far its chain came, and
/// in which intervals.
final class Chain {

  private static final int HASH = 32;

  private int next;
  private byte[] hashes = new byte[HASH];
  private int[] intervals = new int[4];
  private boolean isContradicted;

  /// The next sequence number.
  int next() {
    return next;
  }

  /// The hash before the next entry.
  Sha256 head() {
    return new Sha256(HexFormat.of().formatHex(last()));
  }

  private byte[] last() {
    return Arrays.copyOfRange(hashes, hashes.length - HASH, hashes.length);
  }

  /// Adds the next entry.
  ///
  /// @param keepsAll whether the hashes of all entries are kept, and not only the newest
  void add(Sha256 hash, long interval, boolean keepsAll) {
    byte[] bytes = HexFormat.of().parseHex(hash.hex());
    if (keepsAll && next > 0) {
      hashes = Arrays.copyOf(hashes, hashes.length + HASH);
    }
    System.arraycopy(bytes, 0, hashes, hashes.length - HASH, HASH);
    intervals = next == intervals.length ? Arrays.copyOf(intervals, 2 * next) : intervals;
    intervals[next] = Math.toIntExact(interval);
    next++;
  }

  /// Whether an entry has this hash. Only if all hashes are kept.
  boolean has(int sequence, Sha256 hash) {
    byte[] bytes = HexFormat.of().parseHex(hash.hex());
    return Arrays.equals(hashes, sequence * HASH, (sequence + 1) * HASH, bytes, 0, HASH);
  }

  /// The interval of an entry.
  long interval(int sequence) {
    return intervals[sequence];
  }

  /// The intervals with its entries, each once.
  long[] intervals() {
    return Arrays.stream(intervals, 0, next).distinct().asLongStream().toArray();
  }

  boolean isContradicted() {
    return isContradicted;
  }

  void contradict() {
    isContradicted = true;
  }
}
