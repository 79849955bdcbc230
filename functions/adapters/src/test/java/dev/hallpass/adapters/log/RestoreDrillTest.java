package dev.hallpass.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.archive.HeldArchive;
import dev.hallpass.adapters.dynamodb.DynamoDbBlocks;
import dev.hallpass.adapters.dynamodb.DynamoDbLedger;
import dev.hallpass.adapters.dynamodb.LedgerSchema;
import dev.hallpass.adapters.dynamodb.StreamedEntries;
import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.LedgerSamples;
import dev.hallpass.adapters.json.RetoldGrant;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.adapters.json.TableImport;
import dev.hallpass.approval.Channel;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.grant.Examples;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.log.Archive;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogWriter;
import dev.hallpass.log.SignedNote;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/// The drill for the loss of the table: a new one is made from the archive alone.
class RestoreDrillTest {

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));
  private static final Instant NOW = Instant.parse("2026-12-01T09:05:00Z");
  private static final String LOST = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger/lost";
  private static final String NEW = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger/new";

  private final EmbeddedDynamoDb lost = table();
  private final EmbeddedDynamoDb restored = table();
  private final HeldArchive archive = new HeldArchive();
  private final JdkSigner signer = new JdkSigner();

  @AfterEach
  void stopTheEngines() {
    lost.close();
    restored.close();
  }

  @Test
  void aTableFromTheArchiveHasEachChainEachIndexAndEachOpenGrant() {
    write();
    sign(lost, LOST, Optional.empty());
    restore();

    assertThat(items(restored)).isEqualTo(items(lost)).isNotEmpty();
    assertThat(items(restored)).anySatisfy((place, item) -> assertThat(item).containsKey("dueAt"));
  }

  @Test
  void entriesInTheLogBeforeThoseThatTheyFollowHaveTheirKeysToo() {
    write();
    sign(lost, LOST, Optional.empty());
    restore(lines(archive).reversed());

    assertThat(items(restored)).isEqualTo(items(lost)).isNotEmpty();
  }

  @Test
  void anEntryBehindAGapIsRestoredWithoutKeys() {
    write();
    sign(lost, LOST, Optional.empty());
    List<String> lines =
        lines(archive).stream()
            .filter(line -> Json.number(Json.read(line), "sequence") != 0)
            .toList();
    restore(lines);

    assertThat(items(restored)).hasSize(lines.size());
    assertThat(items(restored).values())
        .allSatisfy(item -> assertThat(item).doesNotContainKey("dueAt"));
  }

  @Test
  void theLogGoesOnUnderTheNameOfTheNewTableAndNamesTheLostOne() {
    write();
    Interval last = sign(lost, LOST, Optional.empty());
    restore();
    block(restored);
    Interval next = sign(restored, NEW, Optional.of(LOST));

    assertThat(next.continued()).contains(LOST);
    assertThat(next.number()).isEqualTo(last.number() + 1);
    assertThat(next.tree().size()).isEqualTo(last.tree().size() + 1);
    SignedNote note = SignedNote.parse(archive.read(ArchiveNames.NEWEST).orElseThrow().text());
    assertThat(Checkpoint.parse(note.text()).origin()).isEqualTo(NEW);
    assertThat(note.isSignedBy(signer.key(NEW))).isTrue();
  }

  private static EmbeddedDynamoDb table() {
    EmbeddedDynamoDb engine = new EmbeddedDynamoDb();
    engine.client().createTable(LedgerSchema.streamed("ledger"));
    return engine;
  }

  /// Lives of every kind, cut at any place, and people who are blocked.
  private void write() {
    DynamoDbLedger ledger = new DynamoDbLedger(lost.client(), "ledger", BUILD);
    SplittableRandom random = new SplittableRandom(4711);
    for (History story : LedgerSamples.stories()) {
      RetoldGrant life = RetoldGrant.of(story, random);
      int until = 1 + random.nextInt(life.entries().size());
      History history = History.of(life.grant());
      for (StoredEntry stored : life.entries().subList(0, until)) {
        Entry told = stored.entryBehind(life.before().get(stored.sequence()));
        history = history.with(ledger.append(history, told.event(), told.at()).orElseThrow());
      }
    }
    block(lost);
  }

  private static void block(EmbeddedDynamoDb engine) {
    DynamoDbBlocks blocks = new DynamoDbBlocks(engine.client(), "ledger", BUILD);
    BlockHistory history = blocks.read(PersonId.of(Examples.MALLORY));
    assertThat(
            blocks.append(
                history,
                new Blocked(Examples.ALICE, Examples.MALLORY, "left", Channel.SIGNED),
                NOW))
        .isPresent();
  }

  private Interval sign(EmbeddedDynamoDb engine, String origin, Optional<String> continued) {
    String stream =
        engine.client().describeTable(of -> of.tableName("ledger")).table().latestStreamArn();
    return new LogWriter(
            archive,
            new StreamedEntries(engine.client(), engine.streams(), "ledger", stream),
            signer,
            new IntervalJson(),
            InstantSource.fixed(NOW),
            origin,
            continued)
        .run(_ -> {}, () -> true)
        .getLast();
  }

  private void restore() {
    restore(lines(archive));
  }

  private void restore(List<String> lines) {
    TableImport table = new TableImport();
    lines.forEach(line -> table.next(line).forEach(this::put));
    table.behindGaps().forEach(this::put);
  }

  private void put(String item) {
    restored.client().putItem(put -> put.tableName("ledger").item(item(item)));
  }

  private static List<String> lines(Archive archive) {
    List<String> lines = new ArrayList<>();
    for (String name : archive.names(ArchiveNames.INTERVALS)) {
      Interval interval = new IntervalJson().interval(archive.read(name).orElseThrow().text());
      interval
          .entries()
          .ifPresent(part ->
              lines.addAll(Lines.read(archive.read(part.object()).orElseThrow().content())));
    }
    return lines;
  }

  /// An item as DynamoDB's import reads it.
  private static Map<String, AttributeValue> item(String line) {
    Map<String, AttributeValue> item = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : Json.read(line).path("Item").properties()) {
      item.put(
          one.getKey(),
          one.getValue().has("N")
              ? AttributeValue.fromN(Json.text(one.getValue(), "N"))
              : AttributeValue.fromS(Json.text(one.getValue(), "S")));
    }
    return item;
  }

  private static Map<String, Map<String, AttributeValue>> items(EmbeddedDynamoDb engine) {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    engine.client().scanPaginator(scan -> scan.tableName("ledger")).items().stream()
        .forEach(item -> items.put(item.get("grant") + "/" + item.get("sequence"), item));
    return items;
  }
}
