package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.log.NewEntries.News;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// One reading of a stream from where the last one ended. A shard is read after its parent, so the
/// entries of a grant come in their order (source: DynamoDB Streams, reading and processing a
/// stream).
final class StreamReading {

  /// The position in a shard of which nothing was read.
  private static final String BEGIN = "BEGIN";

  /// The position in a shard that was read to its end, and whose child is not known yet.
  private static final String END = "END";

  /// The position in a shard that was read to its end, and whose child has a position.
  private static final String DONE = "DONE";

  /// Several calls may pass over an empty part of a shard (source: GetRecords). A shard that goes
  /// on has no end to read to; what is behind more empty pages is found when it has, hours later.
  private static final int EMPTY_PAGES = 3;

  private final DynamoDbStreamsClient streams;
  private final String stream;
  private final SortedMap<String, String> positions;
  private final List<String> entries = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private int left;

  /// @param positions how far each shard was read; none for the beginning of the stream
  StreamReading(DynamoDbStreamsClient streams, String stream, SortedMap<String, String> positions) {
    this.streams = streams;
    this.stream = stream;
    this.positions = new TreeMap<>(positions);
  }

  /// Reads on.
  ///
  /// @param most about how many entries to read
  /// @return empty if a shard is gone that was not read to its end
  Optional<News> news(int most) {
    Map<String, Shard> shards = shards();
    if (isLost(shards)) {
      return Optional.empty();
    }
    positions.keySet().retainAll(shards.keySet());
    left = most;
    shards.values().forEach(shard -> isOver(shard, shards));
    shards
        .values()
        .forEach(shard -> {
          if (positions.containsKey(shard.shardId())) {
            positions.replace(parent(shard), END, DONE);
          }
        });
    return Optional.of(new News(entries, changes, positions, left > 0));
  }

  private boolean isLost(Map<String, Shard> shards) {
    return positions.entrySet().stream()
        .anyMatch(one -> !one.getValue().equals(DONE) && !shards.containsKey(one.getKey()));
  }

  private Map<String, Shard> shards() {
    Map<String, Shard> shards = new LinkedHashMap<>();
    @Nullable String last = null;
    do {
      String from = last;
      StreamDescription page =
          streams
              .describeStream(of -> of.streamArn(stream).exclusiveStartShardId(from))
              .streamDescription();
      page.shards().forEach(shard -> shards.put(shard.shardId(), shard));
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  /// Reads a shard on, after its parent.
  ///
  /// @return whether it was read to its end
  private boolean isOver(Shard shard, Map<String, Shard> shards) {
    String id = shard.shardId();
    if (read.add(id)) {
      @Nullable Shard parent = shards.get(parent(shard));
      if (!isAtEnd(id) && left > 0 && (parent == null || isOver(parent, shards))) {
        readOn(shard);
      }
    }
    return isAtEnd(id);
  }

  private boolean isAtEnd(String shard) {
    @Nullable String position = positions.get(shard);
    return END.equals(position) || DONE.equals(position);
  }

  private static String parent(Shard shard) {
    return Objects.requireNonNullElse(shard.parentShardId(), "");
  }

  private void readOn(Shard of) {
    String shard = of.shardId();
    boolean isClosed =
        of.sequenceNumberRange() != null && of.sequenceNumberRange().endingSequenceNumber() != null;
    @Nullable String iterator = iterator(shard, positions.getOrDefault(shard, BEGIN));
    positions.putIfAbsent(shard, BEGIN);
    int empty = 0;
    while (iterator != null && (isClosed || empty < EMPTY_PAGES) && left > 0) {
      String from = iterator;
      GetRecordsResponse page = streams.getRecords(records -> records.shardIterator(from));
      for (Record one : page.records()) {
        newEntry(one)
            .ifPresentOrElse(
                entry -> entries.add(IntervalJson.line(entry)),
                () -> changes.add(LedgerChange.of(one).line()));
        positions.put(shard, one.dynamodb().sequenceNumber());
      }
      left -= page.records().size();
      empty = page.records().isEmpty() ? empty + 1 : 0;
      iterator = page.nextShardIterator();
    }
    if (iterator == null) {
      positions.put(shard, END);
    }
  }

  private static Optional<StoredEntry> newEntry(Record one) {
    return one.eventName() == OperationType.INSERT
        ? Items.loggable(one.dynamodb().newImage())
        : Optional.empty();
  }

  private String iterator(String shard, String position) {
    GetShardIteratorRequest.Builder from =
        GetShardIteratorRequest.builder().streamArn(stream).shardId(shard);
    return streams
        .getShardIterator(
            position.equals(BEGIN)
                ? from.shardIteratorType(ShardIteratorType.TRIM_HORIZON).build()
                : from.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(position)
                    .build())
        .shardIterator();
  }
}
