package dev.hallpass.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.archive.HeldArchive;
import dev.hallpass.adapters.dynamodb.LedgerSchema;
import dev.hallpass.adapters.dynamodb.StreamedEntries;
import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.dynamodb.InMemoryDynamoDb;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Each entry of a table comes into the log once, also when the stream is late, or forgets entries.
class StreamedLogTest {

  private static final String ORIGIN = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger/id";
  private static final String HASH = "0".repeat(64);
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final InMemoryDynamoDb engine =
      new InMemoryDynamoDb(false, () -> now(), () -> Duration.ZERO);
  private final HeldArchive archive = new HeldArchive();
  private final JdkSigner signer = new JdkSigner();
  private Instant now = Instant.parse("2026-12-01T09:00:00Z");

  @BeforeEach
  void makeTheTable() {
    engine.client().createTable(LedgerSchema.streamed("ledger"));
  }

  @Test
  void whatAnEmptyShardForgotWhileNobodySignedIsLogged() {
    put("grant-a");
    sign();
    engine.splitShards("ledger", 1);
    sign();
    sign();
    now = now.plus(Duration.ofMinutes(30));
    put("grant-b");
    now = now.plus(Duration.ofHours(24));
    sign();

    assertThat(logged()).containsExactly("grant-a", "grant-b");
  }

  @Test
  void aShardThatIsClosedIsReadToItsEndAlsoBehindManyEmptyPages() {
    sign();
    put("grant-a");
    engine.splitShards("ledger", 1);
    put("grant-b");
    AtomicInteger pages = new AtomicInteger();
    engine.emptyPages(() -> pages.incrementAndGet() <= 10);
    sign();

    assertThat(logged()).containsExactly("grant-a", "grant-b");
  }

  @Test
  void whatAScanFoundIsNotLoggedAgainWhenTheStreamIsLate() {
    put("grant-a");
    engine.emptyPages(() -> true);
    sign();
    sign();
    sign();
    engine.emptyPages(() -> false);
    put("grant-b");
    sign();

    assertThat(logged()).containsExactly("grant-a", "grant-b");
  }

  @Test
  void theScanAfterADayWithoutASignatureIsNotLoggedAgainEither() {
    sign();
    put("grant-a");
    now = now.plus(Duration.ofHours(23));
    engine.emptyPages(() -> true);
    Interval scan = sign();
    sign();
    sign();
    engine.emptyPages(() -> false);
    sign();

    assertThat(scan.isScanned()).isTrue();
    assertThat(logged()).containsExactly("grant-a");
  }

  @Test
  void twoDaysAfterAScanTheStreamCannotBringItsEntriesAnyMore() {
    Interval scan = sign();
    Interval next = scan;
    for (int day = 0; day < 3; day++) {
      now = now.plus(Duration.ofHours(22));
      next = sign();
      assertThat(next.scan().isPresent()).isEqualTo(day < 2);
    }

    assertThat(next.lastScan()).isEmpty();
    assertThat(scan.lastScan()).contains(scan.at());
  }

  private Instant now() {
    return now;
  }

  private void put(String grant) {
    Map<String, AttributeValue> item = new TreeMap<>();
    item.put("grant", AttributeValue.fromS(grant));
    item.put("sequence", AttributeValue.fromN("0"));
    for (String member : List.of("type", "at", "actor", "build", "event")) {
      item.put(member, AttributeValue.fromS(member));
    }
    item.put("previous", AttributeValue.fromS(HASH));
    item.put("hash", AttributeValue.fromS(HASH));
    engine.client().putItem(put -> put.tableName("ledger").item(item));
  }

  private Interval sign() {
    now = now.plus(INTERVAL);
    String stream =
        engine.client().describeTable(of -> of.tableName("ledger")).table().latestStreamArn();
    return new LogWriter(
            archive,
            new StreamedEntries(engine.client(), engine.streams(), "ledger", stream),
            signer,
            new IntervalJson(),
            this::now,
            ORIGIN,
            Optional.empty())
        .run(_ -> {}, () -> true)
        .getLast();
  }

  /// The grants of the logged entries, in the order of the log.
  private List<String> logged() {
    List<String> grants = new ArrayList<>();
    for (String name : archive.names(ArchiveNames.INTERVALS)) {
      new IntervalJson()
              .interval(archive.read(name).orElseThrow().text())
              .entries()
              .map(part -> Lines.read(archive.read(part.object()).orElseThrow().content()))
              .stream()
              .flatMap(List::stream)
              .forEach(line -> grants.add(Json.text(Json.read(line), "grant")));
    }
    return grants;
  }
}
