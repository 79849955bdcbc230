package dev.hallpass.emulator.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/// The stream of one table in shards. The order of changes holds within a shard, and from a shard
/// to its children. [Source](
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html)
final class TableShards {
  private static final long HASHES = 1L << 32;

  /// [Source](
  /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html)
  private static final Duration LIFE_OF_AN_ITERATOR = Duration.ofMinutes(15);

  private final List<TableShard> shards = new ArrayList<>();
  private int written;

  TableShards() {
    shards.add(new TableShard(id(0), Optional.empty(), number(1), 0, HASHES));
  }

  /// A place in a shard, in the form that callers keep.
  record Place(String shard, int records, Instant at) {
    static Place of(String text) {
      String[] parts = text.split("/", -1);
      return new Place(
          parts[0], Integer.parseInt(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2])));
    }

    String text() {
      return "%s/%d/%d".formatted(shard, records, at.toEpochMilli());
    }
  }

  /// Some records with the place after them; no place after the end of a shard.
  record Page(List<Record> records, Optional<Place> next) {
    Page {
      records = List.copyOf(records);
    }
  }

  private static String id(int number) {
    return "shardId-%020d".formatted(number);
  }

  private static String number(int sequence) {
    return "%021d".formatted(sequence);
  }

  /// Adds the record that is made with the next sequence number.
  ///
  /// @param partition the partition key of the changed item
  synchronized void add(String partition, Function<String, Record> record) {
    long hash = Integer.toUnsignedLong(partition.hashCode() * 0x9E3779B9);
    written++;
    shards.stream()
        .filter(shard -> shard.takes(hash))
        .findFirst()
        .orElseThrow()
        .add(record.apply(number(written)));
  }

  /// Ends every open shard and opens several for each.
  synchronized void split(int children, Instant now) {
    for (TableShard open : shards.stream().filter(TableShard::isOpen).toList()) {
      open.close(now, number(written));
      for (int i = 0; i < children; i++) {
        shards.add(open.child(id(shards.size()), number(written + 1), i, children));
      }
    }
  }

  /// The shards that have, or can get, records, parents first.
  synchronized List<Shard> shards(Instant now) {
    return shards.stream()
        .filter(shard -> !shard.isGone(now))
        .map(TableShard::description)
        .toList();
  }

  /// The place at which to begin.
  ///
  /// @throws ResourceNotFoundException if there is no such shard any more
  /// @throws TrimmedDataAccessException if the sequence number is too old
  synchronized Place place(
      String shardId, ShardIteratorType type, @Nullable String sequenceNumber, Instant now) {
    TableShard shard = shard(shardId, now);
    int trimmed = shard.trimmed(now);
    int records =
        switch (type) {
          case TRIM_HORIZON -> trimmed;
          case LATEST -> shard.size();
          case AT_SEQUENCE_NUMBER -> kept(shard, sequenceNumber, trimmed);
          case AFTER_SEQUENCE_NUMBER -> kept(shard, sequenceNumber, trimmed) + 1;
          case AT_TIMESTAMP, UNKNOWN_TO_SDK_VERSION ->
              throw new UnsupportedOperationException("A shard iterator of another type");
        };
    return new Place(shardId, records, now);
  }

  private TableShard shard(String id, Instant now) {
    return shards.stream()
        .filter(shard -> shard.id().equals(id) && !shard.isGone(now))
        .findFirst()
        .orElseThrow(() ->
            ResourceNotFoundException.builder()
                .message("Requested resource not found: Shard does not exist")
                .build());
  }

  private static int kept(TableShard shard, @Nullable String sequenceNumber, int trimmed) {
    int place =
        Optional.ofNullable(sequenceNumber)
            .flatMap(number -> shard.placeOf(Objects.requireNonNull(number)))
            .orElseThrow(() ->
                DynamoDbException.builder()
                    .message("The shard has no SequenceNumber " + sequenceNumber)
                    .build());
    requireKept(place, trimmed);
    return place;
  }

  private static void requireKept(int place, int trimmed) {
    if (place < trimmed) {
      throw TrimmedDataAccessException.builder()
          .message("The requested sequence number is beyond the trim point of the shard")
          .build();
    }
  }

  /// The records after a place.
  ///
  /// @throws ExpiredIteratorException if the place is older than 15 minutes
  /// @throws TrimmedDataAccessException if the first record after the place is too old
  synchronized Page page(Place from, int limit, Instant now) {
    TableShard shard = shard(from.shard(), now);
    if (from.at().plus(LIFE_OF_AN_ITERATOR).isBefore(now)) {
      throw ExpiredIteratorException.builder().message("The shard iterator is expired").build();
    }
    requireKept(from.records(), shard.trimmed(now));
    List<Record> records = shard.records(from.records(), limit);
    int read = from.records() + records.size();
    boolean isOver = !shard.isOpen() && read == shard.size();
    return new Page(
        records, isOver ? Optional.empty() : Optional.of(new Place(shard.id(), read, now)));
  }
}
