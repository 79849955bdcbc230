package dev.hallpass.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/// That the engine of our own answers as AWS's own engine does, and as late as AWS may.
class TableEngineTest {

  private static final CreateTableRequest TABLE =
      CreateTableRequest.builder()
          .tableName("entries")
          .billingMode(BillingMode.PAY_PER_REQUEST)
          .attributeDefinitions(
              attribute("grant", ScalarAttributeType.S),
              attribute("sequence", ScalarAttributeType.N),
              attribute("day", ScalarAttributeType.S),
              attribute("at", ScalarAttributeType.S))
          .keySchema(key("grant", KeyType.HASH), key("sequence", KeyType.RANGE))
          .globalSecondaryIndexes(
              GlobalSecondaryIndex.builder()
                  .indexName("days")
                  .keySchema(key("day", KeyType.HASH), key("at", KeyType.RANGE))
                  .projection(projected ->
                      projected.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("type"))
                  .build())
          .streamSpecification(
              kept -> kept.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
          .build();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothEnginesAnswerAlike(long seed) {
    try (TableEngine ours = new InMemoryDynamoDb();
        TableEngine theirs = new EmbeddedDynamoDb()) {
      String ourStream = made(ours);
      String theirStream = made(theirs);
      fill(ours.client(), new Random(seed));
      fill(theirs.client(), new Random(seed));

      for (QueryRequest query : queries()) {
        assertThat(ours.client().query(query).items())
            .as(query.toString())
            .isEqualTo(theirs.client().query(query).items());
      }
      assertThat(ours.client().scan(all -> all.tableName("entries")).items())
          .containsExactlyInAnyOrderElementsOf(
              theirs.client().scan(all -> all.tableName("entries")).items());
      assertThat(images(ours, ourStream)).isEqualTo(images(theirs, theirStream));
    }
  }

  @Test
  void aQueryDoesNotShowWhatWasInsertedLessThanTheLagAgoUnlessItIsConsistent() {
    Clock clock = new Clock();
    AtomicReference<Duration> lag = new AtomicReference<>(Duration.ofSeconds(3));
    try (TableEngine engine = new InMemoryDynamoDb(false, clock, lag::get)) {
      made(engine);
      DynamoDbClient client = engine.client();
      insert(client, true, entry(0));
      clock.pass(Duration.ofSeconds(2));
      insert(client, true, entry(1));
      QueryRequest table =
          query("#grant = :grant AND #sequence >= :from", Map.of(":from", number(0)));
      QueryRequest index = days("#day = :day", Map.of());

      assertThat(sequences(client, table)).isEmpty();
      assertThat(sequences(client, index)).isEmpty();
      assertThat(sequences(client, table.toBuilder().consistentRead(true).build()))
          .containsExactly("0", "1");
      clock.pass(Duration.ofSeconds(1));
      assertThat(sequences(client, table)).containsExactly("0");
      assertThat(sequences(client, index)).containsExactly("0");
      assertThat(sequences(client, index.toBuilder().scanIndexForward(false).limit(1).build()))
          .containsExactly("0");
      lag.set(Duration.ZERO);
      insert(client, true, entry(2));
      assertThat(sequences(client, table)).containsExactly("0", "1", "2");
      assertThat(sequences(client, index)).containsExactly("0", "1", "2");
    }
  }

  @Test
  void theLagIsAskedOnceForEachQueryThatIsNotConsistent() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<Duration> lag =
        () -> {
          asked.incrementAndGet();
          return Duration.ofSeconds(1);
        };
    try (TableEngine engine = new InMemoryDynamoDb(false, new Clock(), lag)) {
      made(engine);
      DynamoDbClient client = engine.client();
      insert(client, true, entry(0));
      insert(client, true, entry(1));
      QueryRequest table = query("#grant = :grant", Map.of());
      client.query(table.toBuilder().consistentRead(true).build());
      assertThat(asked).hasValue(0);
      client.query(table);
      client.query(days("#day = :day", Map.of()));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void whatReplacesAnItemIsAsOldAsTheItem() {
    Clock clock = new Clock();
    try (TableEngine engine = new InMemoryDynamoDb(true, clock, () -> Duration.ofSeconds(3))) {
      made(engine);
      DynamoDbClient client = engine.client();
      insert(client, true, entry(0));
      clock.pass(Duration.ofSeconds(3));
      insert(client, true, entry(0));

      assertThat(sequences(client, days("#day = :day", Map.of()))).containsExactly("0");
    }
  }

  private static List<AttributeValue> entry(int sequence) {
    return List.of(
        AttributeValue.fromS("grant-1"),
        number(sequence),
        AttributeValue.fromS("2026-03-01"),
        AttributeValue.fromS("at %02d".formatted(sequence)),
        AttributeValue.fromS("type"),
        AttributeValue.fromS("more"));
  }

  private static List<String> sequences(DynamoDbClient client, QueryRequest query) {
    return client.query(query).items().stream()
        .map(item -> Objects.requireNonNull(item.get("sequence")).n())
        .toList();
  }

  @Test
  void ofManyWhoInsertAtTheSamePlaceOneSucceeds() throws InterruptedException, ExecutionException {
    try (TableEngine engine = new InMemoryDynamoDb();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      String stream = made(engine);
      Callable<Integer> writer =
          () -> {
            int inserted = 0;
            for (int sequence = 0; sequence < 500; sequence++) {
              inserted += isInserted(engine.client(), sequence) ? 1 : 0;
            }
            return inserted;
          };
      int inserted = 0;
      for (Future<Integer> one : threads.invokeAll(Collections.nCopies(8, writer))) {
        inserted += one.get();
      }

      assertThat(inserted).isEqualTo(500);
      assertThat(engine.client().scan(all -> all.tableName("entries")).items()).hasSize(500);
      assertThat(images(engine, stream)).hasSize(500).doesNotHaveDuplicates();
    }
  }

  private static boolean isInserted(DynamoDbClient client, int sequence) {
    try {
      insert(
          client,
          true,
          List.of(
              AttributeValue.fromS("grant-0"),
              AttributeValue.fromN(Integer.toString(sequence)),
              AttributeValue.fromS("2026-03-01"),
              AttributeValue.fromS("at"),
              AttributeValue.fromS("type"),
              AttributeValue.fromS("more")));
      return true;
    } catch (DuplicateItemException _) {
      return false;
    }
  }

  private static String made(TableEngine engine) {
    return engine.client().createTable(TABLE).tableDescription().latestStreamArn();
  }

  /// Inserts the same into each engine, some of it twice.
  private static void fill(DynamoDbClient client, Random random) {
    int[] next = new int[3];
    for (int i = 0; i < 40; i++) {
      int grant = random.nextInt(3);
      List<AttributeValue> values =
          List.of(
              AttributeValue.fromS("grant-" + grant),
              AttributeValue.fromN(Integer.toString(next[grant]++)),
              AttributeValue.fromS("2026-03-0" + (1 + random.nextInt(2))),
              AttributeValue.fromS("at %02d".formatted(i)),
              AttributeValue.fromS("type"),
              AttributeValue.fromS("more"));
      boolean isIndexed = random.nextBoolean();
      insert(client, isIndexed, values);
      if (random.nextInt(4) == 0) {
        assertThatThrownBy(() -> insert(client, isIndexed, values))
            .isInstanceOf(DuplicateItemException.class);
      }
    }
  }

  private static void insert(
      DynamoDbClient client, boolean isIndexed, List<AttributeValue> values) {
    String day = isIndexed ? "day" : "noDay";
    client.executeStatement(insert ->
        insert
            .statement(
                "INSERT INTO \"entries\" VALUE {'grant': ?, 'sequence': ?, '%s': ?, 'at': ?,"
                        .formatted(day)
                    + " 'type': ?, 'more': ?}")
            .parameters(values));
  }

  private static List<QueryRequest> queries() {
    return List.of(
        query("#grant = :grant AND #sequence >= :from", Map.of(":from", number(3))),
        query("#grant = :grant AND #sequence > :from", Map.of(":from", number(3))).toBuilder()
            .scanIndexForward(false)
            .limit(2)
            .build(),
        days("#day = :day", Map.of()),
        days("#day = :day AND #at BETWEEN :low AND :high", between("at 05", "at 25")),
        days("#day = :day AND #at > :low", Map.of(":low", AttributeValue.fromS("at 20"))));
  }

  private static QueryRequest query(String condition, Map<String, AttributeValue> more) {
    return QueryRequest.builder()
        .tableName("entries")
        .keyConditionExpression(condition)
        .expressionAttributeNames(
            condition.contains("#sequence")
                ? Map.of("#grant", "grant", "#sequence", "sequence")
                : Map.of("#grant", "grant"))
        .expressionAttributeValues(with(more, ":grant", "grant-1"))
        .build();
  }

  private static QueryRequest days(String condition, Map<String, AttributeValue> more) {
    return QueryRequest.builder()
        .tableName("entries")
        .indexName("days")
        .keyConditionExpression(condition)
        .expressionAttributeNames(
            condition.contains("#at") ? Map.of("#day", "day", "#at", "at") : Map.of("#day", "day"))
        .expressionAttributeValues(with(more, ":day", "2026-03-01"))
        .build();
  }

  private static Map<String, AttributeValue> between(String low, String high) {
    return Map.of(":low", AttributeValue.fromS(low), ":high", AttributeValue.fromS(high));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> values, String name, String value) {
    Map<String, AttributeValue> more = new HashMap<>(values);
    more.put(name, AttributeValue.fromS(value));
    return more;
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  private static List<Map<String, AttributeValue>> images(TableEngine engine, String stream) {
    String shard =
        engine
            .streams()
            .describeStream(of -> of.streamArn(stream))
            .streamDescription()
            .shards()
            .getFirst()
            .shardId();
    String iterator =
        engine
            .streams()
            .getShardIterator(of ->
                of.streamArn(stream)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<Record> records =
        engine.streams().getRecords(from -> from.shardIterator(iterator)).records();
    return records.stream().map(record -> record.dynamodb().newImage()).toList();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
