package dev.hallpass.adapters.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogForked;
import dev.hallpass.log.LogWriter;
import dev.hallpass.log.NewEntries;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.TilePath;
import dev.hallpass.log.Tiles;
import dev.hallpass.log.Tree;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogWriterTest {

  private static final String ORIGIN =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/one";
  private static final String RESTORED =
      "arn:aws:dynamodb:eu-central-1:111122223333:table/hallpass-ledger/two";
  private static final Instant NOW = Instant.parse("2026-12-01T09:05:00Z");
  private static final IntervalJson FORMAT = new IntervalJson();

  private InterruptedArchive archive = new InterruptedArchive();
  private InMemoryStream ledger = new InMemoryStream();
  private JdkSigner signer = new JdkSigner();

  @Test
  void aCheckpointIsSignedAlsoWhenNothingHappened() {
    ledger.add(3);
    run();
    run();

    assertThat(sizes()).containsExactly(3L, 3L);
    requireWhole(ledger.lines());
  }

  @Test
  void eachEntryIsOneLeafInTheOrderOfTheStream() {
    ledger.add(700);
    run();
    ledger.add(1);
    run();
    ledger.add(11_000);
    run();

    assertThat(sizes()).containsExactly(700L, 701L, 5_701L, 10_701L, 11_701L);
    requireWhole(ledger.lines());
  }

  @Test
  void aWriterThatMustStopSignsTheRestTheNextTime() {
    ledger.add(1);
    run();
    ledger.add(11_000);
    writer().run(_ -> {}, () -> false);

    assertThat(sizes()).containsExactly(1L, 5_001L);
    run();
    requireWhole(ledger.lines());
  }

  @Test
  void whatALedgerHadBeforeItsLogComesFirst() {
    ledger.add(12_000);
    ledger.trim();
    run();

    assertThat(sizes()).containsExactly(5_000L, 10_000L, 12_000L);
    requireWhole(ledger.lines());
  }

  @Test
  void whatTheStreamForgotIsFoundInTheTable() {
    ledger.add(3);
    run();
    ledger.add(5);
    ledger.trim();
    run();
    ledger.add(2);
    run();

    requireWhole(ledger.lines());
  }

  @Test
  void aChangedEntryIsKeptAsEvidence() {
    ledger.add(1);
    run();
    ledger.change("{\"change\":\"MODIFY\"}");
    Interval interval = run().getLast();

    assertThat(interval.changes().orElseThrow().count()).isOne();
    assertThat(Lines.read(object(interval.changes().orElseThrow().object()).content()))
        .containsExactly("{\"change\":\"MODIFY\"}");
  }

  @Test
  void aCallThatFailsBeforeOrAfterItsEffectCostsOnlyTime() {
    int calls = callsOfARun();
    for (boolean isAfter : List.of(false, true)) {
      for (int call = 0; call < calls; call++) {
        begin();
        archive.interruptAt(
            call,
            isAfter,
            () -> {
              throw new OutcomeUnknown("do it", new IOException());
            });
        assertThatThrownBy(this::run).isInstanceOf(OutcomeUnknown.class);
        ledger.add(2);
        run();

        requireWhole(ledger.lines());
        requireNothingSignedTwice();
      }
    }
  }

  @Test
  void twoWritersAtOnceWriteOneLog() {
    int calls = callsOfARun();
    for (int call = 0; call < calls; call++) {
      begin();
      archive.interruptAt(
          call,
          false,
          () -> {
            ledger.add(1);
            run();
          });
      run();
      run();

      requireWhole(ledger.lines());
      requireNothingSignedTwice();
    }
  }

  @Test
  void theTimeOfALogNeverGoesBack() {
    ledger.add(1);
    run();
    writer(NOW.minusSeconds(3), ORIGIN, Optional.empty()).run(_ -> {}, () -> true);

    assertThat(checkpoint(1).at()).isEqualTo(checkpoint(0).at());
  }

  @Test
  void theLogOfAnotherTableIsNotGoneOnWith() {
    ledger.add(1);
    run();

    assertThatThrownBy(() -> writer(NOW, RESTORED, Optional.empty()).run(_ -> {}, () -> true))
        .isInstanceOf(LogForked.class)
        .hasMessage("The archive holds the log of another table");
  }

  @Test
  void theLogOfARestoredTableGoesOnAndNamesTheOneBefore() {
    ledger.add(5);
    run();
    InMemoryStream lost = ledger;
    ledger = new InMemoryStream();
    lost.lines().forEach(line -> ledger.lines().add(line));
    ledger.trim();
    ledger.add(1);
    List<Interval> signed = writer(NOW, RESTORED, Optional.of(ORIGIN)).run(_ -> {}, () -> true);
    ledger.add(1);
    writer(NOW, RESTORED, Optional.of(ORIGIN)).run(_ -> {}, () -> true);

    assertThat(signed.getFirst().continued()).contains(ORIGIN);
    assertThat(checkpoint(2).origin()).isEqualTo(RESTORED);
    assertThat(sizes()).containsExactly(5L, 6L, 7L);
    requireWhole(ledger.lines());
  }

  @Test
  void anIntervalThatDoesNotFollowIsNotSigned() {
    ledger.add(1);
    run();
    Interval first = FORMAT.interval(object(ArchiveNames.interval(0)).text());
    Interval forged =
        new Interval(
            1,
            NOW,
            ORIGIN,
            first.tree(),
            Optional.empty(),
            Optional.empty(),
            first.positions(),
            false,
            Sha256.of("another"),
            Optional.empty(),
            Optional.empty());
    archive.add(ArchiveNames.interval(1), FORMAT.text(forged).getBytes(UTF_8));

    assertThatThrownBy(this::run).hasMessage("An interval does not follow the one before it");
    assertThat(signer.signed()).hasSize(1);
  }

  @Test
  void anotherKeyThanThatInTheArchiveSignsNothingForTheLog() {
    ledger.add(1);
    run();
    signer = new JdkSigner();

    assertThatThrownBy(this::run)
        .isInstanceOf(LogForked.class)
        .hasMessage("The key of the log is another one than that in the archive");
    assertThat(archive.names(ArchiveNames.CHECKPOINTS)).hasSize(1);
  }

  @Test
  void anotherTileInTheArchiveStopsTheLog() {
    archive.add("tile/0/000.p/2", new byte[64]);
    ledger.add(2);

    assertThatThrownBy(this::run).hasMessage("The archive has another tile/0/000.p/2");
    assertThat(signer.signed()).isEmpty();
  }

  @Test
  void aCheckpointCostsTheSameAtAThousandAndAtTenMillionEntries() {
    assertThat(callsOfTenMoreAfter(1_000)).isEqualTo(callsOfTenMoreAfter(10_000_000)).isEqualTo(12);
  }

  @Test
  void anIdleCheckpointTakesFourReadsAndThreeWrites() {
    ledger.add(3);
    run();
    int before = archive.calls();
    run();

    assertThat(archive.calls() - before).isEqualTo(7);
  }

  private int callsOfTenMoreAfter(int size) {
    archive = new InterruptedArchive();
    List<Hash> roots = Collections.nCopies(Integer.bitCount(size), Hash.EMPTY);
    Interval first =
        new Interval(
            0,
            NOW,
            ORIGIN,
            new Tree(size, roots),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("shard", "0")),
            false,
            Sha256.ZERO,
            Optional.empty(),
            Optional.empty());
    byte[] text = FORMAT.text(first).getBytes(UTF_8);
    String checkpoint = first.checkpoint(Sha256.of(text)).text();
    archive.add(ArchiveNames.interval(0), text);
    archive.add(
        ArchiveNames.NEWEST,
        SignedNote.of(checkpoint, signer.key(ORIGIN), signer.sign(checkpoint))
            .note()
            .getBytes(UTF_8));
    archive.add(ArchiveNames.KEY, signer.key(ORIGIN).text().getBytes(UTF_8));
    int width = size % TilePath.FULL;
    archive.add(TilePath.last("0", size).text(), new byte[width * Hash.LENGTH]);
    archive.add(TilePath.last(TilePath.ENTRIES, size).text(), new byte[width * 34]);
    int before = archive.calls();
    ledger = new InMemoryStream();
    ledger.add(10);
    run();
    return archive.calls() - before;
  }

  private int callsOfARun() {
    begin();
    int before = archive.calls();
    run();
    return archive.calls() - before;
  }

  /// A log with some entries, and more that are new.
  private void begin() {
    archive = new InterruptedArchive();
    ledger = new InMemoryStream();
    signer = new JdkSigner();
    ledger.add(254);
    run();
    ledger.add(5);
  }

  private List<Interval> run() {
    return writer().run(_ -> {}, () -> true);
  }

  private LogWriter writer() {
    return writer(NOW, ORIGIN, Optional.empty());
  }

  private LogWriter writer(Instant now, String origin, Optional<String> continued) {
    NewEntries stream = ledger;
    return new LogWriter(
        archive, stream, signer, FORMAT, InstantSource.fixed(now), origin, continued);
  }

  private List<Long> sizes() {
    return IntStream.range(0, archive.names(ArchiveNames.CHECKPOINTS).size())
        .mapToObj(number -> checkpoint(number).size())
        .toList();
  }

  private Checkpoint checkpoint(long interval) {
    SignedNote note = SignedNote.parse(object(ArchiveNames.checkpoint(interval)).text());
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(note.isSignedBy(signer.key(checkpoint.origin()))).isTrue();
    return checkpoint;
  }

  private ArchivedObject object(String name) {
    return archive.held().read(name).orElseThrow();
  }

  /// That the archive holds a log of these entries, each object as the entries say.
  private void requireWhole(List<String> lines) {
    List<String> logged = new ArrayList<>();
    Map<String, byte[]> tiles = new TreeMap<>();
    Sha256 previous = Sha256.ZERO;
    int count = archive.names(ArchiveNames.INTERVALS).size();
    for (int number = 0; number < count; number++) {
      ArchivedObject object = object(ArchiveNames.interval(number));
      Interval interval = FORMAT.interval(object.text());
      List<String> added =
          interval
              .entries()
              .map(part -> Lines.read(object(part.object()).content()))
              .orElse(List.of());
      tiles.putAll(
          Tiles.grown(
              logged.size(), leaves(added), name -> Objects.requireNonNull(tiles.get(name))));
      logged.addAll(added);
      assertThat(interval.number()).isEqualTo(number);
      assertThat(interval.previous()).isEqualTo(previous);
      assertThat(interval.tree())
          .isEqualTo(Tree.EMPTY.with(leaves(logged).stream().map(Hash::ofLeaf).toList()));
      previous = Sha256.of(object.content());
      assertThat(checkpoint(number)).isEqualTo(interval.checkpoint(previous));
    }
    assertThat(logged).isEqualTo(lines);
    assertThat(archive.names("tile/")).containsExactlyElementsOf(tiles.keySet());
    tiles.forEach((name, bytes) -> assertThat(object(name).content()).isEqualTo(bytes));
    assertThat(object(ArchiveNames.NEWEST).text())
        .isEqualTo(object(ArchiveNames.checkpoint(count - 1L)).text());
    assertThat(object(ArchiveNames.KEY).text()).isEqualTo(signer.key(ORIGIN).text());
  }

  private void requireNothingSignedTwice() {
    Map<String, String> texts = new TreeMap<>();
    for (String text : signer.signed()) {
      String number = text.lines().toList().get(3).split(" ", -1)[1];
      assertThat(texts.getOrDefault(number, text)).isEqualTo(text);
      texts.put(number, text);
    }
  }

  private static List<byte[]> leaves(List<String> lines) {
    return lines.stream().map(line -> HexFormat.of().parseHex(FORMAT.hash(line).hex())).toList();
  }
}
