package dev.hallpass.log;

import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came into the log between two checkpoints. It is written before it is signed, and only once
/// for each number, so no two checkpoints of one interval can differ.
///
/// @param number from 0, with no gaps
/// @param at the time of the checkpoint, never before that of the interval before
/// @param origin the name of the log
/// @param tree the log with this interval
/// @param entries the entries; empty if none came
/// @param changes what the stream said that was not a new entry; empty in a log of a ledger that
///   nobody tampers with
/// @param positions how far each shard of the stream was read
/// @param isScanned whether it has what a scan of the table found, and not only the stream
/// @param previous the hash of the interval before, as the archive has it
/// @param continued the origin of the log before; only in the first interval after a change of the
///   table
/// @param scan when the table was scanned, if the stream may still bring what that scan found;
///   empty in the interval of the scan itself
public record Interval(
    long number,
    Instant at,
    String origin,
    Tree tree,
    Optional<Part> entries,
    Optional<Part> changes,
    SortedMap<String, String> positions,
    boolean isScanned,
    Sha256 previous,
    Optional<String> continued,
    Optional<Instant> scan) {

  public Interval {
    positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
  }

  /// The last scan whose entries the stream may bring again; empty if it cannot any more.
  public Optional<Instant> lastScan() {
    return isScanned ? Optional.of(at) : scan;
  }

  /// What is signed for this interval.
  ///
  /// @param digest the hash of the interval, as the archive has it
  public Checkpoint checkpoint(Sha256 digest) {
    return new Checkpoint(origin, tree.size(), tree.root(), number, at, digest);
  }

  /// An object of the archive that belongs to an interval.
  ///
  /// @param object its name
  /// @param digest the hash of its lines, before compression
  /// @param count the number of its lines
  public record Part(String object, Sha256 digest, int count) {}
}
