package dev.hallpass.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.LedgerSamples;
import dev.hallpass.adapters.json.RetoldGrant;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.adapters.json.Tampering;
import dev.hallpass.adapters.json.Tampering.Kind;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.figures.Figures;
import dev.hallpass.fuzz.Cases;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/// What was done to the items of the table is found by the ledger that reads them; and what leaves
/// a good chain stands in the table's stream, of which the tamper log keeps all but insertions.
class LedgerItemsFuzzTest {

  private static final int LIVES = 25;
  private static final int OF_EACH = 4;
  private static final String TABLE = "ledger";
  private static final List<History> STORIES = LedgerSamples.stories();
  private static final List<AttributeValue> NO_TEXTS =
      List.of(
          AttributeValue.fromN("1"),
          AttributeValue.fromBool(true),
          AttributeValue.fromNul(true),
          AttributeValue.fromSs(List.of("text")));

  private static final EmbeddedDynamoDb ENGINE = new EmbeddedDynamoDb();
  private static final DynamoDbClient CLIENT = ENGINE.client();
  private static final DynamoDbLedger LEDGER =
      new DynamoDbLedger(CLIENT, TABLE, new Build("0123abc", Sha256.of("catalogue")));

  private int tried;
  private int found;

  @BeforeAll
  static void makeTheTable() {
    CLIENT.createTable(
        LedgerSchema.named(TABLE).toBuilder()
            .streamSpecification(stream ->
                stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
            .build());
  }

  @AfterAll
  static void stopTheEngine() {
    ENGINE.close();
  }

  @Test
  void whatIsDoneToAnItemIsFoundByReadingTheTable() {
    List<String> wrong =
        new Cases("functions/adapters", LedgerItemsFuzzTest.class, LIVES).wrong(this::wrongIn);

    Figures.note(
        "ledger items in DynamoDB, changes of one item tried %d, found by reading the table %d, not found %d because at the end of a chain",
        tried, found, tried - found);
    assertThat(wrong).isEmpty();
    assertThat(found).isPositive();
  }

  private List<String> wrongIn(SplittableRandom random) {
    RetoldGrant life = life(random);
    List<Tampering> all = Tampering.of(life, life(random), random).toList();
    return Stream.generate(() -> all.get(random.nextInt(all.size())))
        .filter(LedgerItemsFuzzTest::canBeStored)
        .limit(OF_EACH)
        .filter(one -> isFound(one) == (one.kind() == Kind.AT_THE_END))
        .map(one -> "%s: %s".formatted(one.kind(), one.says()))
        .toList();
  }

  private boolean isFound(Tampering one) {
    List<StoredEntry> entries =
        Stream.concat(one.changed().stream(), one.elsewhere().stream()).toList();
    entries.forEach(entry -> put(Items.item(entry)));
    boolean isFound =
        isRefused(one.life().grant())
            || one.elsewhere().filter(entry -> isRefused(entry.grant())).isPresent();
    entries.forEach(LedgerItemsFuzzTest::remove);
    tried++;
    found += isFound ? 1 : 0;
    return isFound;
  }

  @Test
  void anAttributeThatIsGoneOrNoTextIsFound() {
    RetoldGrant life = life(new SplittableRandom(4711));
    life.entries().forEach(entry -> put(Items.item(entry)));
    StoredEntry last = life.entries().getLast();

    for (String member : List.of("type", "at", "actor", "event", "previous", "build", "hash")) {
      Map<String, AttributeValue> item = Items.item(last);
      item.remove(member);
      put(item);
      assertThat(isRefused(life.grant())).as("no %s", member).isTrue();
      for (AttributeValue value : NO_TEXTS) {
        item.put(member, value);
        put(item);
        assertThat(isRefused(life.grant())).as("%s is %s", member, value.type()).isTrue();
      }
    }
    put(Items.item(last));
    assertThat(isRefused(life.grant())).isFalse();
  }

  @Test
  void anEntryThatWasMovedBeforeTheFirstOneIsFound() {
    RetoldGrant life = life(new SplittableRandom(4713));
    life.entries().forEach(entry -> put(Items.item(entry)));
    Map<String, AttributeValue> moved = Items.item(life.entries().getLast());
    remove(life.entries().getLast());
    assertThat(isRefused(life.grant())).isFalse();

    moved.put("sequence", AttributeValue.fromN("-1"));
    put(moved);

    assertThat(isRefused(life.grant())).isTrue();
  }

  @Test
  void whatLeavesAGoodChainIsInTheStreamAsAChangeUnlessItIsAnInsertion() {
    RetoldGrant life = life(new SplittableRandom(4712));
    life.entries().forEach(entry -> put(Items.item(entry)));
    StoredEntry last = life.entries().getLast();
    int before = changes(life.grant()).size();

    put(Items.item(life.forged(last.sequence())));
    remove(last);
    assertThat(isRefused(life.grant())).isFalse();
    put(Items.item(life.forged(last.sequence())));
    assertThat(isRefused(life.grant())).isFalse();

    List<OperationType> changes = changes(life.grant());
    assertThat(changes.subList(0, before)).containsOnly(OperationType.INSERT);
    assertThat(changes.subList(before, changes.size()))
        .containsExactly(OperationType.MODIFY, OperationType.REMOVE, OperationType.INSERT);
  }

  private static RetoldGrant life(SplittableRandom random) {
    return RetoldGrant.of(STORIES.get(random.nextInt(STORIES.size())), random);
  }

  /// Whether DynamoDB takes it: its texts are Unicode, those of a key not empty, and not of what
  /// nobody could ask for.
  private static boolean canBeStored(Tampering one) {
    return Stream.concat(one.changed().stream(), one.elsewhere().stream())
        .allMatch(entry ->
            GrantId.isOne(entry.grant()) && UTF_8.newEncoder().canEncode(entry.tree().toString()));
  }

  private static boolean isRefused(String grant) {
    return isRefused(new GrantId(grant));
  }

  private static boolean isRefused(GrantId grant) {
    try {
      LEDGER.read(grant);
      return false;
    } catch (CorruptLedger _) {
      return true;
    }
  }

  private static void put(Map<String, AttributeValue> item) {
    CLIENT.putItem(put -> put.tableName(TABLE).item(item));
  }

  private static void remove(StoredEntry entry) {
    CLIENT.deleteItem(delete -> delete.tableName(TABLE).key(key(entry)));
  }

  private static Map<String, AttributeValue> key(StoredEntry entry) {
    return Map.of(
        "grant", AttributeValue.fromS(entry.grant()),
        "sequence", AttributeValue.fromN(Integer.toString(entry.sequence())));
  }

  private static List<OperationType> changes(GrantId grant) {
    var streams = ENGINE.streams();
    String arn = CLIENT.describeTable(table -> table.tableName(TABLE)).table().latestStreamArn();
    List<Record> records = new ArrayList<>();
    streams
        .describeStream(stream -> stream.streamArn(arn))
        .streamDescription()
        .shards()
        .forEach(shard -> {
          String iterator =
              streams
                  .getShardIterator(from ->
                      from.streamArn(arn)
                          .shardId(shard.shardId())
                          .shardIteratorType("TRIM_HORIZON"))
                  .shardIterator();
          var page = streams.getRecords(from -> from.shardIterator(iterator));
          while (!page.records().isEmpty()) {
            records.addAll(page.records());
            String next = page.nextShardIterator();
            page = streams.getRecords(from -> from.shardIterator(next));
          }
        });
    return records.stream()
        .filter(one -> Items.text(one.dynamodb().keys(), "grant").equals(grant.value()))
        .map(Record::eventName)
        .toList();
  }
}
