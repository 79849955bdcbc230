package dev.hallpass.adapters.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.audit.Finding;
import dev.hallpass.audit.Report;
import dev.hallpass.audit.TableAudit;
import dev.hallpass.log.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An export of the table beside the log.
class TableTest {

  private final HeldArchive archive = new HeldArchive();
  private final BuiltLog log = BuiltLog.small(archive);
  private final List<StoredEntry> rows = new ArrayList<>(log.table());

  private Report report(Optional<String> summary) {
    HeldArchive export = new HeldArchive();
    List<String> lines = rows.stream().map(BuiltLog::row).toList();
    int half = lines.size() / 2;
    export.objects().put("AWSDynamoDB/1/data/a.json.gz", Lines.compressed(lines.subList(0, half)));
    export
        .objects()
        .put("AWSDynamoDB/1/data/b.json.gz", Lines.compressed(lines.subList(half, lines.size())));
    export.objects().put("AWSDynamoDB/1/manifest-files.json", "{}".getBytes(UTF_8));
    summary.ifPresent(
        text -> export.objects().put("AWSDynamoDB/1/manifest-summary.json", text.getBytes(UTF_8)));
    return BuiltLog.audit(archive, log.pins(), Optional.of(new TableExport(export)));
  }

  private List<String> findings() {
    return report(Optional.of("{\"exportTime\":\"2026-02-01T00:00:00.000Z\"}")).findings().stream()
        .map(finding -> finding.what() + ": " + finding.wrong())
        .toList();
  }

  private static String name(StoredEntry entry) {
    return "entry %d of %s".formatted(entry.sequence(), entry.grant());
  }

  @Test
  void aTableWithTheEntriesOfTheLogIsNoFinding() {
    Collections.reverse(rows);

    assertThat(findings()).isEmpty();
  }

  @Test
  void eachRowThatIsGoneIsFound() {
    for (StoredEntry row : log.table()) {
      rows.remove(row);

      assertThat(findings()).containsExactly(name(row) + ": is in the log, and not in the table");
      rows.add(row);
    }
  }

  @Test
  void aRowThatIsGoneWasThereWhenTheLogGotIt() {
    rows.removeLast();

    Finding finding =
        report(Optional.of("{\"exportTime\":\"2026-02-01T00:00:00.000Z\"}")).findings().getFirst();

    assertThat(finding.lastGood())
        .hasValueSatisfying(good -> assertThat(good.interval()).isEqualTo(5));
  }

  @Test
  void whatCameAfterTheExportIsNotMissed() {
    rows.removeLast();

    assertThat(report(Optional.empty()).findings()).isEmpty();
    assertThat(report(Optional.of("{\"exportTime\":\"2026-01-01T12:00:00.000Z\"}")).findings())
        .isEmpty();
  }

  @Test
  void anotherRowInItsPlaceIsFound() {
    StoredEntry row = rows.removeLast();
    StoredEntry open =
        new StoredEntry(
            row.grant(),
            row.sequence(),
            row.type(),
            row.at(),
            "mallory@example.com",
            row.event(),
            row.previous(),
            row.build(),
            row.hash());
    rows.add(open);
    assertThat(findings()).anyMatch(one -> one.contains("its hash is not the hash of its content"));

    rows.removeLast();
    rows.add(
        new StoredEntry(
            open.grant(),
            open.sequence(),
            open.type(),
            open.at(),
            open.actor(),
            open.event(),
            open.previous(),
            open.build(),
            open.computedHash().hex()));
    assertThat(findings())
        .containsExactly(name(row) + ": is another one in the table than in the log");
  }

  @Test
  void aRowThatTheLogDoesNotHaveIsFoundUnlessItIsNew() {
    log.denied();
    rows.clear();
    rows.addAll(log.table());
    Report report = report(Optional.empty());
    assertThat(report.findings()).isEmpty();
    assertThat(report.unchecked()).anyMatch(what -> what.startsWith("2 rows of the table"));

    for (int one = 0; one < 5; one++) {
      log.skip();
    }
    assertThat(findings()).anyMatch(one -> one.endsWith("is in the table, and not in the log"));
  }

  @Test
  void aRowWithATimeThatIsStillToComeIsFound() {
    log.denied();
    rows.clear();
    rows.addAll(log.table());

    assertThat(report(Optional.of("{\"exportTime\":\"%s\"}".formatted(log.now()))).findings())
        .isEmpty();
    assertThat(
            report(Optional.of("{\"exportTime\":\"%s\"}".formatted(log.now().minusSeconds(3600))))
                .findings())
        .extracting(Finding::wrong)
        .contains("is in the table, and not in the log");
  }

  @Test
  void anExchangedTableIsFound() {
    BuiltLog other = new BuiltLog(new HeldArchive());
    other.brokenGlass();
    rows.clear();
    rows.addAll(other.table());

    assertThat(findings()).hasSizeGreaterThan(5);
  }

  @Test
  void aTableAloneShowsWhetherItsChainsAreWhole() {
    Collections.shuffle(rows, new Random(4711));
    assertThat(alone().findings()).isEmpty();
    assertThat(alone().opened()).isEqualTo(3);
    assertThat(alone().unchecked()).anyMatch(what -> what.contains("without a yes of a person"));

    StoredEntry first = log.table().getFirst();
    rows.remove(first);
    assertThat(alone().findings())
        .extracting(Finding::wrong)
        .containsExactly("is there, and entry 0 before it is not");
  }

  private Report alone() {
    HeldArchive export = new HeldArchive();
    export.objects().put("a.json.gz", Lines.compressed(rows.stream().map(BuiltLog::row).toList()));
    return new TableAudit(new TableExport(export), 2).report(log.pins());
  }
}
