package dev.hallpass.emulator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/// One shard of a stream: the changes of the items whose partition keys have a hash in its range.
final class TableShard {
  /// [Source](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html)
  private static final Duration KEPT = Duration.ofHours(24);

  private final String id;
  private final Optional<String> parent;
  private final String starting;
  private final long low;
  private final long end;
  private final List<Record> records = new ArrayList<>();
  private int trimmed;
  private Optional<Instant> closed = Optional.empty();
  private Optional<String> ending = Optional.empty();

  /// @param starting the first sequence number that it can have
  /// @param low the lowest hash of its range
  /// @param end the hash after its range
  TableShard(String id, Optional<String> parent, String starting, long low, long end) {
    this.id = id;
    this.parent = parent;
    this.starting = starting;
    this.low = low;
    this.end = end;
  }

  String id() {
    return id;
  }

  boolean isOpen() {
    return closed.isEmpty();
  }

  boolean takes(long hash) {
    return isOpen() && hash >= low && hash < end;
  }

  void add(Record record) {
    records.add(record);
  }

  void close(Instant now, String last) {
    closed = Optional.of(now);
    ending = Optional.of(last);
  }

  /// Child number `i` of several, which together have this shard's range.
  TableShard child(String childId, String first, int i, int children) {
    long width = (end - low) / children;
    return new TableShard(
        childId,
        Optional.of(id),
        first,
        low + i * width,
        i == children - 1 ? end : low + (i + 1) * width);
  }

  /// Whether it ended so long ago that no record is left.
  boolean isGone(Instant now) {
    return closed.filter(at -> at.isBefore(now.minus(KEPT))).isPresent();
  }

  /// The number of records that are too old to be read.
  int trimmed(Instant now) {
    Instant oldest = now.minus(KEPT);
    while (trimmed < records.size()
        && records.get(trimmed).dynamodb().approximateCreationDateTime().isBefore(oldest)) {
      trimmed++;
    }
    return trimmed;
  }

  /// The place of the record with a sequence number.
  Optional<Integer> placeOf(String sequenceNumber) {
    int first = 0;
    int after = records.size();
    while (first < after) {
      int middle = (first + after) >>> 1;
      if (records.get(middle).dynamodb().sequenceNumber().compareTo(sequenceNumber) < 0) {
        first = middle + 1;
      } else {
        after = middle;
      }
    }
    boolean isThere =
        first < records.size()
            && records.get(first).dynamodb().sequenceNumber().equals(sequenceNumber);
    return isThere ? Optional.of(first) : Optional.empty();
  }

  int size() {
    return records.size();
  }

  List<Record> records(int from, int limit) {
    return List.copyOf(records.subList(from, Math.min(from + limit, records.size())));
  }

  Shard description() {
    return Shard.builder()
        .shardId(id)
        .parentShardId(parent.orElse(null))
        .sequenceNumberRange(range ->
            range.startingSequenceNumber(starting).endingSequenceNumber(ending.orElse(null)))
        .build();
  }
}
