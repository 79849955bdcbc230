package dev.hallpass.emulator.region;

import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.time.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The stream of a table: every change of an item, in the engine's order. All shards are delivered
/// as one, so a change that cannot be delivered holds up all others.
final class TableStream {
  private final PseudoParameters place;
  private final String arn;
  private final String engineArn;
  private final DynamoDbStreamsClient engine;
  private final Timeline timeline;
  private final AtomicBoolean toLook = new AtomicBoolean();
  private final Map<String, String> lastOfShard = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();

  TableStream(
      PseudoParameters place,
      String arn,
      String engineArn,
      DynamoDbStreamsClient engine,
      Timeline timeline) {
    this.place = place;
    this.arn = arn;
    this.engineArn = engineArn;
    this.engine = engine;
    this.timeline = timeline;
  }

  String arn() {
    return arn;
  }

  String engineArn() {
    return engineArn;
  }

  boolean isOf(String name) {
    return engineArn.equals(name);
  }

  /// Calls a listener for possible changes, at once and after each new change.
  synchronized void onChange(Runnable listener) {
    listeners.add(listener);
    look();
    listener.run();
  }

  /// The noticed changes, without that many of the oldest.
  synchronized List<Change> after(int oldest) {
    return List.copyOf(changes.subList(oldest, changes.size()));
  }

  /// Notices changes in a task of the timeline, so that no writer waits for it. Several writers
  /// cause only one look.
  void written() {
    if (!toLook.getAndSet(true)) {
      timeline.submit(this::look);
    }
  }

  /// Notices the changes. The engine has the wall clock, so a change gets the time of this
  /// timeline.
  private synchronized void look() {
    toLook.set(false);
    if (listeners.isEmpty()) {
      return;
    }
    int before = changes.size();
    Instant now = timeline.instant();
    engine
        .describeStream(stream -> stream.streamArn(engineArn))
        .streamDescription()
        .shards()
        .stream()
        .map(Shard::shardId)
        .sorted(Comparator.naturalOrder())
        .forEach(shard -> read(shard, now));
    if (changes.size() > before) {
      listeners.forEach(Runnable::run);
    }
  }

  private void read(String shard, Instant now) {
    @Nullable String iterator = iterator(shard);
    while (iterator != null) {
      String from = iterator;
      GetRecordsResponse page = engine.getRecords(records -> records.shardIterator(from));
      for (Record read : page.records()) {
        lastOfShard.put(shard, read.dynamodb().sequenceNumber());
        changes.add(Change.of(read, place, arn, now));
      }
      iterator = page.records().isEmpty() ? null : page.nextShardIterator();
    }
  }

  private String iterator(String shard) {
    @Nullable String last = lastOfShard.get(shard);
    if (last == null) {
      return iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
    }
    try {
      return iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, last);
    } catch (TrimmedDataAccessException _) {
      // The last record that was read is a day old: all that is left came after it.
      return iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
    }
  }

  private String iterator(String shard, ShardIteratorType type, @Nullable String sequenceNumber) {
    return engine
        .getShardIterator(at ->
            at.streamArn(engineArn)
                .shardId(shard)
                .shardIteratorType(type)
                .sequenceNumber(sequenceNumber))
        .shardIterator();
  }
}
