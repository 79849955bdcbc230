package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.emulator.dynamodb.TableEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// What a function reads from the stream of a table, and with which permissions.
class StreamCallerTest {
  private static final String STREAM =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/entries/stream/1970-01-01T00:00:00.000";
  private static final String[] READING = {
    "dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"
  };
  private static final String TABLE =
      """
      "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {
        "TableName": "entries",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "grant", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "grant", "KeyType": "HASH"}],
        "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}
      }}
      """;

  private final List<SampleRegion> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SampleRegion::close);
  }

  static Stream<Named<Supplier<TableEngine>>> engines() {
    return Stream.of(
        Named.of("in-memory", InMemoryDynamoDb::new),
        Named.of("dynamodb-local", EmbeddedDynamoDb::new));
  }

  private SampleRegion sample(TableEngine engine) {
    SampleRegion sample = new SampleRegion(TABLE, engine);
    opened.add(sample);
    return sample;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aCallerReadsTheStreamUnderItsNameInTheStack(Supplier<TableEngine> engine) {
    SampleRegion sample = sample(engine.get());
    sample.allow(READING);
    DynamoDbStreamsClient streams = streams(sample);
    put(sample, "g-1");
    put(sample, "g-2");
    String iterator = horizon(streams);
    GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(iterator).limit(1));

    assertThat(streams.describeStream(of -> of.streamArn(STREAM)).streamDescription().streamArn())
        .isEqualTo(STREAM);
    assertThat(iterator).startsWith(STREAM + "|");
    assertThat(grants(page)).containsExactly("g-1");
    assertThat(grants(streams.getRecords(get -> get.shardIterator(page.nextShardIterator()))))
        .containsExactly("g-2");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void eachCallNeedsItsPermissionOnTheStream(Supplier<TableEngine> engine) {
    SampleRegion sample = sample(engine.get());
    sample.allow(READING);
    DynamoDbStreamsClient streams = streams(sample);
    String iterator = horizon(streams);
    String shard = shard(streams);
    sample.allow("dynamodb:ListStreams");

    assertDenied("DescribeStream", () -> streams.describeStream(of -> of.streamArn(STREAM)));
    assertDenied(
        "GetShardIterator",
        () ->
            streams.getShardIterator(of ->
                of.streamArn(STREAM).shardId(shard).shardIteratorType(ShardIteratorType.LATEST)));
    assertDenied("GetRecords", () -> streams.getRecords(get -> get.shardIterator(iterator)));
  }

  @Test
  void theShardsOfASplitStreamAreReadToTheirEnds() {
    InMemoryDynamoDb engine = new InMemoryDynamoDb();
    SampleRegion sample = sample(engine);
    sample.allow(READING);
    put(sample, "g-1");
    DynamoDbStreamsClient streams = streams(sample);
    String iterator = horizon(streams);
    engine.splitShards("entries", 2);

    assertThat(streams.getRecords(get -> get.shardIterator(iterator)).nextShardIterator()).isNull();
    assertThat(streams.describeStream(of -> of.streamArn(STREAM)).streamDescription().shards())
        .hasSize(3);
  }

  @Test
  void anotherStreamIsNotFound() {
    SampleRegion sample = sample(new InMemoryDynamoDb());
    sample.allow(READING);
    String other = STREAM.replace("1970", "1971");

    assertThatThrownBy(() -> streams(sample).describeStream(of -> of.streamArn(other)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> streams(sample).listStreams())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("ListStreams is not emulated");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aCallerScansTheTableInPages(Supplier<TableEngine> engine) {
    SampleRegion sample = sample(engine.get());
    sample.allow("dynamodb:Scan");
    for (int i = 0; i < 3; i++) {
      put(sample, "g-" + i);
    }

    assertThat(
            sample
                .region
                .dynamoDb(sample.function().caller())
                .scanPaginator(all -> all.tableName("entries").limit(2))
                .items())
        .extracting(item -> Objects.requireNonNull(item.get("grant")).s())
        .containsExactlyInAnyOrder("g-0", "g-1", "g-2");
  }

  private static DynamoDbStreamsClient streams(SampleRegion sample) {
    return sample.region.streams(sample.function().caller());
  }

  private static void put(SampleRegion sample, String grant) {
    sample
        .region
        .dynamoDb()
        .putItem(
            put -> put.tableName("entries").item(Map.of("grant", AttributeValue.fromS(grant))));
  }

  private static String shard(DynamoDbStreamsClient streams) {
    return streams
        .describeStream(of -> of.streamArn(STREAM))
        .streamDescription()
        .shards()
        .getFirst()
        .shardId();
  }

  private static String horizon(DynamoDbStreamsClient streams) {
    String shard = shard(streams);
    return streams
        .getShardIterator(of ->
            of.streamArn(STREAM).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private static List<String> grants(GetRecordsResponse page) {
    return page.records().stream()
        .map(record -> Objects.requireNonNull(record.dynamodb().keys().get("grant")).s())
        .toList();
  }

  private static void assertDenied(String action, ThrowingCallable call) {
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(call)
        .satisfies(denied ->
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
        .withMessageContaining(
            "is not authorized to perform: dynamodb:%s on resource: %s".formatted(action, STREAM));
  }
}
