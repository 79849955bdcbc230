package dev.hallpass.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The shards of a stream. [Source](
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html)
class ShardsTest {
  private static final Duration DAY = Duration.ofHours(24);

  private final Clock clock = new Clock();
  private final InMemoryDynamoDb engine = new InMemoryDynamoDb(false, clock, () -> Duration.ZERO);
  private final DynamoDbClient tables = engine.client();
  private final DynamoDbStreamsClient streams = engine.streams();
  private String stream = "";

  @BeforeEach
  void makeTable() {
    stream =
        tables
            .createTable(create ->
                create
                    .tableName("entries")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("grant")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("grant")
                            .keyType(KeyType.HASH)
                            .build())
                    .streamSpecification(kept ->
                        kept.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
            .tableDescription()
            .latestStreamArn();
  }

  @Test
  void aStreamBeginsWithOneShardThatHasEveryChangeInOrder() {
    put("g-1", "a");
    put("g-1", "b");
    tables.deleteItem(delete -> delete.tableName("entries").key(Map.of("grant", text("g-1"))));

    assertThat(shards())
        .singleElement()
        .satisfies(shard -> {
          assertThat(shard.parentShardId()).isNull();
          assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
        });
    assertThat(page(horizon(shards().getFirst())).records())
        .extracting(Record::eventName)
        .containsExactly(OperationType.INSERT, OperationType.MODIFY, OperationType.REMOVE);
  }

  @Test
  void aSequenceNumberIsLongerThanALongAndGrows() {
    put("g-1", "a");
    put("g-2", "a");

    assertThat(numbers(horizon(shards().getFirst())))
        .isSorted()
        .doesNotHaveDuplicates()
        .allSatisfy(number -> assertThat(number).hasSizeGreaterThan(19));
  }

  @Test
  void aReaderBeginsAtOrAfterASequenceNumberOrAtTheEnd() {
    put("g-1", "a");
    put("g-2", "b");
    Shard shard = shards().getFirst();
    List<String> numbers = numbers(horizon(shard));
    String latest = iterator(shard, ShardIteratorType.LATEST, null);
    put("g-3", "c");

    assertThat(grants(iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(1))))
        .containsExactly("g-2", "g-3");
    assertThat(grants(iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(1))))
        .containsExactly("g-3");
    assertThat(grants(latest)).containsExactly("g-3");
    assertThatThrownBy(() -> iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, "7"))
        .isInstanceOf(DynamoDbException.class);
  }

  @Test
  void aPageHasNoMoreRecordsThanItsLimitAndLeadsToTheNext() {
    for (int i = 0; i < 5; i++) {
      put("g-" + i, "a");
    }
    String first = horizon(shards().getFirst());
    GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(first).limit(2));

    assertThat(page.records()).hasSize(2);
    assertThat(grants(page.nextShardIterator())).containsExactly("g-2", "g-3", "g-4");
  }

  @Test
  void anOpenShardHasANextIteratorAtItsEndAndAClosedOneHasNot() {
    put("g-1", "a");
    Shard shard = shards().getFirst();
    String atEnd = page(horizon(shard)).nextShardIterator();
    assertThat(page(atEnd).nextShardIterator()).isNotNull();

    engine.splitShards("entries", 2);
    assertThat(page(atEnd).records()).isEmpty();
    assertThat(page(atEnd).nextShardIterator()).isNull();
    assertThat(page(horizon(shard)).nextShardIterator()).isNull();
    assertThat(shards().getFirst().sequenceNumberRange().endingSequenceNumber()).isNotNull();
  }

  @Test
  void aShardThatEndsGoesOnInItsChildrenEachWithTheChangesOfItsOwnItems() {
    put("g-0", "before");
    engine.splitShards("entries", 2);
    for (int i = 0; i < 40; i++) {
      put("g-" + i, "after");
      put("g-" + i, "later");
    }
    List<Shard> all = shards();
    List<String> first = grants(horizon(all.get(1)));
    List<String> second = grants(horizon(all.get(2)));

    assertThat(all).hasSize(3);
    assertThat(all.subList(1, 3))
        .extracting(Shard::parentShardId)
        .containsOnly(all.getFirst().shardId());
    assertThat(grants(horizon(all.getFirst()))).containsExactly("g-0");
    assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    assertThat(second).isNotEmpty();
    assertThat(first.size() + second.size()).isEqualTo(80);
  }

  @Test
  void shardsAreDescribedInPages() {
    engine.splitShards("entries", 2);
    List<String> ids = shards().stream().map(Shard::shardId).toList();
    var first = streams.describeStream(of -> of.streamArn(stream).limit(2)).streamDescription();

    assertThat(first.shards()).extracting(Shard::shardId).isEqualTo(ids.subList(0, 2));
    assertThat(
            streams
                .describeStream(
                    of -> of.streamArn(stream).exclusiveStartShardId(first.lastEvaluatedShardId()))
                .streamDescription()
                .shards())
        .extracting(Shard::shardId)
        .containsExactly(ids.get(2));
  }

  @Test
  void aRecordIsThereForADayAndAPositionBeforeTheRestIsRefused() {
    put("g-1", "a");
    clock.pass(Duration.ofHours(1));
    put("g-2", "b");
    Shard shard = shards().getFirst();
    List<String> numbers = numbers(horizon(shard));
    clock.pass(DAY.minus(Duration.ofHours(1)));
    assertThat(grants(horizon(shard))).containsExactly("g-1", "g-2");
    String before = horizon(shard);

    clock.pass(Duration.ofSeconds(1));
    assertThat(grants(horizon(shard))).containsExactly("g-2");
    assertThatThrownBy(() -> page(before)).isInstanceOf(TrimmedDataAccessException.class);
    assertThatThrownBy(
            () -> iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.getFirst()))
        .isInstanceOf(TrimmedDataAccessException.class);
    assertThat(grants(iterator(shard, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(1))))
        .containsExactly("g-2");
  }

  @Test
  void aShardThatEndedADayAgoIsGone() {
    put("g-1", "a");
    Shard shard = shards().getFirst();
    engine.splitShards("entries", 1);
    clock.pass(DAY.plusSeconds(1));

    assertThat(shards())
        .singleElement()
        .satisfies(child -> assertThat(child.parentShardId()).isEqualTo(shard.shardId()));
    assertThatThrownBy(() -> horizon(shard)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anIteratorExpiresAfterAQuarterOfAnHour() {
    String first = horizon(shards().getFirst());
    clock.pass(Duration.ofMinutes(15));
    page(first);
    clock.pass(Duration.ofSeconds(1));

    assertThatThrownBy(() -> page(first)).isInstanceOf(ExpiredIteratorException.class);
  }

  @Test
  void aPageCanBeEmptyBeforeRecordsOfAnOpenShardAndOfAClosedOne() {
    put("g-1", "a");
    Iterator<Boolean> isEmpty = List.of(true, true, false, true, false).iterator();
    engine.emptyPages(isEmpty::next);
    String first = horizon(shards().getFirst());
    GetRecordsResponse one = page(first);
    GetRecordsResponse two = page(one.nextShardIterator());

    assertThat(one.records()).isEmpty();
    assertThat(two.records()).isEmpty();
    assertThat(page(two.nextShardIterator()).records()).hasSize(1);
    engine.splitShards("entries", 1);
    GetRecordsResponse closed = page(first);
    assertThat(closed.records()).isEmpty();
    assertThat(page(closed.nextShardIterator()).records()).hasSize(1);
  }

  @Test
  void aStreamThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> streams.describeStream(of -> of.streamArn("other")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  /// [Source](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html)
  @Test
  void aScanHasPages() {
    for (int i = 0; i < 5; i++) {
      put("g-" + i, "a");
    }
    List<Integer> sizes = new ArrayList<>();
    List<String> grants = new ArrayList<>();
    tables
        .scanPaginator(all -> all.tableName("entries").limit(2))
        .forEach(page -> {
          sizes.add(page.count());
          page.items().forEach(item -> grants.add(Objects.requireNonNull(item.get("grant")).s()));
        });

    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(grants).containsExactly("g-0", "g-1", "g-2", "g-3", "g-4");
  }

  private void put(String grant, String type) {
    tables.putItem(
        put -> put.tableName("entries").item(Map.of("grant", text(grant), "type", text(type))));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private List<Shard> shards() {
    return streams.describeStream(of -> of.streamArn(stream)).streamDescription().shards();
  }

  private String horizon(Shard shard) {
    return iterator(shard, ShardIteratorType.TRIM_HORIZON, null);
  }

  private String iterator(Shard shard, ShardIteratorType type, @Nullable String sequenceNumber) {
    return streams
        .getShardIterator(of ->
            of.streamArn(stream)
                .shardId(shard.shardId())
                .shardIteratorType(type)
                .sequenceNumber(sequenceNumber))
        .shardIterator();
  }

  private GetRecordsResponse page(String iterator) {
    return streams.getRecords(get -> get.shardIterator(iterator));
  }

  private List<String> grants(String iterator) {
    return page(iterator).records().stream()
        .map(record -> Objects.requireNonNull(record.dynamodb().keys().get("grant")).s())
        .toList();
  }

  private List<String> numbers(String iterator) {
    return page(iterator).records().stream()
        .map(record -> record.dynamodb().sequenceNumber())
        .toList();
  }
}
