package dev.hallpass.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.log.NewEntries.News;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The stream of DynamoDB's own engine.
class StreamedEntriesTest {

  private static final String HASH = "0".repeat(64);

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @BeforeEach
  void makeTheTable() {
    engine.client().createTable(LedgerSchema.streamed("ledger"));
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  @Test
  void eachNewEntryComesOnceInItsOrder() {
    put("grant-a", 0, "one");
    put("grant-a", 1, "two");
    News first = entries().all();
    put("grant-a", 2, "three");
    put("grant-b", 0, "four");
    News second = entries().after(first.positions(), 100).orElseThrow();
    News third = entries().after(second.positions(), 100).orElseThrow();

    assertThat(events(first)).startsWith("one", "two");
    assertThat(events(second)).containsExactly("three", "four");
    assertThat(third.entries()).isEmpty();
    assertThat(third.isAll()).isTrue();
  }

  @Test
  void aReadingOfFewGoesOnWhereItEnded() {
    News before = entries().all();
    for (int i = 0; i < 1_500; i++) {
      put("grant-a", i, "entry " + i);
    }
    News first = entries().after(before.positions(), 10).orElseThrow();
    News second = entries().after(first.positions(), 10_000).orElseThrow();

    assertThat(first.isAll()).isFalse();
    assertThat(first.entries()).hasSizeBetween(10, 1_000);
    assertThat(first.entries().size() + second.entries().size()).isEqualTo(1_500);
    assertThat(second.isAll()).isTrue();
  }

  @Test
  void whatIsNoNewEntryIsKeptAsEvidence() {
    News before = entries().all();
    put("grant-a", 0, "one");
    put("grant-a", 0, "another");
    engine
        .client()
        .deleteItem(delete ->
            delete
                .tableName("ledger")
                .key(
                    Map.of(
                        "grant", AttributeValue.fromS("grant-a"),
                        "sequence", AttributeValue.fromN("0"))));
    engine
        .client()
        .putItem(put ->
            put.tableName("ledger")
                .item(
                    Map.of(
                        "grant", AttributeValue.fromS("grant-b"),
                        "sequence", AttributeValue.fromN("0"),
                        "odd", AttributeValue.fromBool(true))));
    News news = entries().after(before.positions(), 100).orElseThrow();

    assertThat(events(news)).containsExactly("one");
    assertThat(news.changes().stream().map(line -> Json.text(Json.read(line), "change")))
        .containsExactly("MODIFY", "REMOVE", "MALFORMED");
    assertThat(news.changes().getFirst()).contains("\"S\":\"one\"").contains("\"S\":\"another\"");
  }

  @Test
  void aStreamWithoutTheShardOfAPositionHasNotAllOfIt() {
    assertThat(entries().after(new TreeMap<>(Map.of("shardId-gone", "17")), 100)).isEmpty();
    assertThat(entries().after(new TreeMap<>(Map.of("shardId-gone", "END")), 100)).isEmpty();
    assertThat(entries().after(new TreeMap<>(Map.of("shardId-gone", "DONE")), 100)).isPresent();
  }

  @Test
  void aScanFindsWhatTheStreamHasNot() {
    put("grant-b", 0, "one");
    put("grant-a", 0, "two");
    List<String> all = entries().all().entries();

    assertThat(all.stream().distinct().map(StreamedEntriesTest::event))
        .containsExactly("two", "one");
  }

  private StreamedEntries entries() {
    String stream =
        engine.client().describeTable(of -> of.tableName("ledger")).table().latestStreamArn();
    return new StreamedEntries(engine.client(), engine.streams(), "ledger", stream);
  }

  private void put(String grant, int sequence, String event) {
    Map<String, AttributeValue> item = new TreeMap<>();
    item.put("grant", AttributeValue.fromS(grant));
    item.put("sequence", AttributeValue.fromN(Integer.toString(sequence)));
    for (String member : List.of("type", "at", "actor", "build")) {
      item.put(member, AttributeValue.fromS(member));
    }
    item.put("event", AttributeValue.fromS(event));
    item.put("previous", AttributeValue.fromS(HASH));
    item.put("hash", AttributeValue.fromS(HASH));
    engine.client().putItem(put -> put.tableName("ledger").item(item));
  }

  private static List<String> events(News news) {
    return news.entries().stream().map(StreamedEntriesTest::event).toList();
  }

  private static String event(String line) {
    return Json.text(Json.read(line), "event");
  }
}
