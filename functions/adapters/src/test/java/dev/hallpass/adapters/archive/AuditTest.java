package dev.hallpass.adapters.archive;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.level;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.hallpass.adapters.json.IntervalJson;
import dev.hallpass.adapters.json.LoggedJson;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.audit.Audit;
import dev.hallpass.audit.Finding;
import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.Pins;
import dev.hallpass.audit.Report;
import dev.hallpass.audit.Seen;
import dev.hallpass.authority.InMemorySeals;
import dev.hallpass.grant.Examples;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.identity.GrantId;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Lines;
import dev.hallpass.log.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What an audit says of a log.
class AuditTest {

  private final HeldArchive archive = new HeldArchive();
  private final BuiltLog log = BuiltLog.small(archive);

  private Finding only(Report report) {
    assertThat(report.findings()).hasSize(1);
    return report.findings().getFirst();
  }

  private Checkpoint checkpoint(long interval) {
    return checkpoint(archive, interval);
  }

  private static Checkpoint checkpoint(HeldArchive of, long interval) {
    return Checkpoint.parse(
        SignedNote.parse(new String(of.content(ArchiveNames.checkpoint(interval)), UTF_8)).text());
  }

  @Test
  void aLogThatNobodyTouchedIsWhole() {
    Report report = BuiltLog.audit(archive, log.pins());

    assertThat(report.findings()).isEmpty();
    assertThat(report.isWhole()).isTrue();
    assertThat(report.entries()).isEqualTo(log.table().size());
    assertThat(report.grants()).isEqualTo(5);
    assertThat(report.people()).isOne();
    assertThat(report.opened()).isEqualTo(3);
    assertThat(report.seals()).isEqualTo(8);
    assertThat(report.intervals()).isEqualTo(6);
    assertThat(report.newest()).contains(checkpoint(5));
  }

  @Test
  void itNamesTheAccessesWhosePlansNobodySealedBecauseTheLogHasNoCatalogue() {
    HeldArchive other = new HeldArchive();
    BuiltLog fork = log.fork(other);
    GrantId approved = fork.opened();
    fork.interval();
    assertThat(unasked(BuiltLog.audit(other, fork.pins()))).isEmpty();

    GrantId glass = fork.brokenGlass();
    fork.interval();

    Report report = BuiltLog.audit(other, fork.pins());
    assertThat(report.isWhole()).isTrue();
    assertThat(unasked(report))
        .singleElement(STRING)
        .contains(glass.value(), "Compare the request of each grant with the catalogue")
        .doesNotContain(approved.value());
  }

  @Test
  void ofManyAccessesThatNobodySealedTheFirstAreNamed() {
    HeldArchive other = new HeldArchive();
    BuiltLog fork = log.fork(other);
    for (int glass = 0; glass < 23; glass++) {
      fork.brokenGlass();
    }
    fork.interval();

    assertThat(unasked(BuiltLog.audit(other, fork.pins())))
        .singleElement(STRING)
        .endsWith(" and 3 more");
  }

  private static List<String> unasked(Report report) {
    return report.unchecked().stream()
        .filter(what -> what.contains("without a yes of a person"))
        .toList();
  }

  @Test
  void itDoesNotDependOnHowManyStatesAreKept() {
    Report report =
        new Audit(archive, new IntervalJson(), new LoggedJson(), 3, 1)
            .report(log.pins(), Optional.empty(), (_, _, _) -> {});

    assertThat(report.findings()).isEmpty();
    assertThat(report.opened()).isEqualTo(3);
  }

  @Test
  void anAlteredEntryIsNamedWithTheLastCheckpointThatKnewItOtherwise() {
    StoredEntry altered = log.table().get(12);
    alter(altered, line -> line.replace("2026-01-01T12:", "2026-01-01T11:"));

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.wrong()).contains("its hash is not the hash of its content");
    assertThat(finding.wrong())
        .contains("entry %d of %s".formatted(altered.sequence(), altered.grant()));
    assertThat(finding.interval()).isEqualTo(2);
    assertThat(finding.lastGood()).contains(checkpoint(2));
    assertThat(finding.firstBad()).isEmpty();
  }

  private void alter(StoredEntry entry, UnaryOperator<String> change) {
    String line = IntervalJson.line(entry);
    for (String name : archive.names(ArchiveNames.ENTRIES)) {
      List<String> lines = Lines.read(archive.content(name));
      archive
          .objects()
          .put(
              name,
              Lines.compressed(
                  lines.stream().map(one -> one.equals(line) ? change.apply(one) : one).toList()));
    }
  }

  @Test
  void anAlteredCheckpointWasGoodUntilTheOneBeforeIt() {
    archive.objects().put(ArchiveNames.checkpoint(3), archive.content(ArchiveNames.checkpoint(2)));

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).isEqualTo(ArchiveNames.checkpoint(3));
    assertThat(finding.lastGood()).contains(checkpoint(2));
  }

  @Test
  void aLogByAnotherKeyIsNotTheLog() {
    HeldArchive other = new HeldArchive();
    BuiltLog.small(other);

    Finding finding = only(BuiltLog.audit(other, log.pins()));

    assertThat(finding.wrong()).isEqualTo("is not signed by the key of the log");
    assertThat(finding.interval()).isZero();
  }

  @Test
  void aCutTailIsFoundByACheckpointThatSomebodyKept() {
    Checkpoint kept = checkpoint(5);
    for (String name : archive.names("")) {
      if (name.contains("/000000000005") || name.contains("000000000004")) {
        archive.objects().remove(name);
      }
    }
    archive.objects().put(ArchiveNames.NEWEST, archive.content(ArchiveNames.checkpoint(3)));
    removeTilesBehind(checkpoint(3).size());

    assertThat(BuiltLog.audit(archive, log.pins()).isWhole()).isTrue();
    assertThat(only(BuiltLog.audit(archive, log.pins(Seen.of(kept)))).wrong())
        .contains("the end of this log is missing");
    Finding bySize =
        only(
            BuiltLog.audit(
                archive, log.pins(new Seen(kept.size(), kept.root(), Optional.empty()))));
    assertThat(bySize.lastGood()).contains(checkpoint(3));
  }

  private void removeTilesBehind(long size) {
    archive.names(ArchiveNames.TILES).stream()
        .filter(name -> name.contains(".p/"))
        .filter(name -> Long.parseLong(name.substring(name.lastIndexOf('/') + 1)) > size)
        .forEach(archive.objects()::remove);
  }

  @Test
  void aForkIsFoundByACheckpointThatSomebodyKept() {
    Checkpoint kept = checkpoint(2);
    HeldArchive forked = new HeldArchive();
    BuiltLog fork = log.fork(forked);
    fork.denied();
    fork.interval();
    fork.opened();
    fork.interval();
    fork.interval();

    assertThat(BuiltLog.audit(forked, log.pins()).isWhole()).isTrue();
    assertThat(BuiltLog.audit(forked, log.pins(Seen.of(kept))).findings())
        .extracting(Finding::wrong)
        .anyMatch(wrong -> wrong.contains("fork"));
    assertThat(
            BuiltLog.audit(forked, log.pins(new Seen(kept.size(), kept.root(), Optional.empty())))
                .findings())
        .isNotEmpty();
  }

  @Test
  void checkpointsThatWereKeptOfTheSameLogChangeNothing() {
    Seen[] kept = {Seen.of(checkpoint(0)), Seen.of(checkpoint(3)), Seen.of(checkpoint(5))};

    assertThat(BuiltLog.audit(archive, log.pins(kept)).findings()).isEmpty();
  }

  @Test
  void aLogGoesOnAfterAnotherTableOnlyIfItSaysSo() {
    Pins before = log.pins();
    log.restoreTo("arn:aws:dynamodb:eu-central-1:111122223333:table/Ledger-2/another");
    log.opened();
    log.interval();

    Pins pins = new Pins(before.keys(), log.pins().origin(), before.sealKey(), List.of());
    assertThat(BuiltLog.audit(archive, pins).findings()).isEmpty();
    assertThat(only(BuiltLog.audit(archive, before)).wrong())
        .contains("and not of " + BuiltLog.ORIGIN);
  }

  @Test
  void anEntryThatTheStreamLostIsMissing() {
    GrantId grant = log.asked();
    log.news().removeLast();
    log.goesOn(grant);
    log.interval();

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).isEqualTo("entry 2 of " + grant);
    assertThat(finding.wrong()).isEqualTo("is there, and entry 1 before it is not");
    assertThat(finding.lastGood()).contains(checkpoint(5));
    assertThat(finding.firstBad()).contains(checkpoint(6));
  }

  @Test
  void anEntryThatAScanFoundBeforeItsPredecessorIsNoFinding() {
    log.asked();
    String last = log.news().removeLast();
    log.news().addFirst(last);
    log.interval();

    assertThat(BuiltLog.audit(archive, log.pins()).findings()).isEmpty();
  }

  @Test
  void aSecondEntryInTheSamePlaceIsFound() {
    StoredEntry twice = log.table().get(3);
    log.passTheScan();
    log.news().add(IntervalJson.line(twice));
    log.interval();

    assertThat(only(BuiltLog.audit(archive, log.pins())).what())
        .isEqualTo("entry %d of %s".formatted(twice.sequence(), twice.grant()));
  }

  @Test
  void anEntryThatCannotBeReadDoesNotHideWhatComesAfterIt() {
    log.news().add(IntervalJson.line(unreadable(1)));
    log.interval();
    GrantId grant = log.denied();
    log.add(grant, new GrantEvent.Cancelled(CAROL));
    log.interval();

    Report report = BuiltLog.audit(archive, log.pins());

    assertThat(report.findings())
        .extracting(Finding::wrong)
        .satisfiesExactly(
            wrong -> assertThat(wrong).contains("entry 1 of").contains("its hash is not"),
            wrong -> assertThat(wrong).contains("Cancelled cannot follow in state Over"));
    assertThat(report.newest()).contains(checkpoint(7));
  }

  @Test
  void anAlteredEntryIsNamedThoughAnotherOneCannotBeRead() {
    log.news().add(IntervalJson.line(unreadable(1)));
    log.opened();
    log.interval();
    StoredEntry altered = log.table().getLast();
    alter(altered, line -> line.replace("2026-01-01T12:", "2026-01-01T11:"));

    assertThat(only(BuiltLog.audit(archive, log.pins())).wrong())
        .contains("entry %d of %s".formatted(altered.sequence(), altered.grant()));
  }

  private static StoredEntry unreadable(int sequence) {
    return new StoredEntry(
        "grant-00000000000000000000000000000000",
        sequence,
        "nothing",
        "2026-01-01T12:00:00Z",
        "alice@example.com",
        "{}",
        "",
        "",
        "");
  }

  @Test
  void aYesWithAForgedSealIsFound() {
    log.forge(event ->
        event instanceof Approved yes
            ? yes.with(InMemorySeals.seal(InMemorySeals.pair(), () -> "anything"))
            : event);
    GrantId grant = log.asked();
    log.interval();

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).isEqualTo("entry 1 of " + grant);
    assertThat(finding.wrong()).isEqualTo("has a seal that the key of the seals did not make");
  }

  @Test
  void withoutTheKeyOfTheSealsItSaysThatNoSealWasChecked() {
    log.forge(event -> event instanceof Approved yes ? yes.with(new Seal("AAAA")) : event);
    log.asked();
    log.interval();
    Pins pins = new Pins(log.pins().keys(), Optional.empty(), Optional.empty(), List.of());

    Report report = BuiltLog.audit(archive, pins);

    assertThat(report.isWhole()).isTrue();
    assertThat(report.seals()).isZero();
    assertThat(report.unchecked()).anyMatch(what -> what.contains("--seal-key"));
  }

  @Test
  void anAccessThatOpensWithoutASealedYesIsFound() {
    log.forge(event ->
        event instanceof Approved yes && yes.approver().equals(DAVE)
            ? Examples.approved(1, DAVE)
            : event);
    GrantId grant = log.opened();
    log.interval();

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).isEqualTo("entry 4 of " + grant);
    assertThat(finding.wrong()).isEqualTo("opens an access without the sealed yeses of a quorum");
  }

  @Test
  void aYesWithoutAProofOpensNothingThatDemandsOne() {
    log.opened(
        Examples.requested(
            ALICE, new ApprovalPlan.ByPeople("approval", List.of(level(1, BOB)), true)),
        new Approved(0, BOB, Examples.POLICY_HASH, Channel.SIGNED, Optional.empty()));
    log.interval();

    assertThat(BuiltLog.audit(archive, log.pins()).findings()).isNotEmpty();
  }

  @Test
  void anEventThatCannotFollowIsFound() {
    GrantId grant = log.denied();
    log.add(grant, new GrantEvent.Cancelled(CAROL));
    log.interval();

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).isEqualTo("entry 2 of " + grant);
    assertThat(finding.wrong()).contains("Cancelled cannot follow in state Over");
  }

  @Test
  void aChangeOfTheTableThatTheStreamToldIsFound() {
    log.change("{\"change\":\"REMOVE\"}");
    log.interval();

    Finding finding = only(BuiltLog.audit(archive, log.pins()));

    assertThat(finding.what()).startsWith(ArchiveNames.CHANGES);
    assertThat(finding.lastGood()).contains(checkpoint(5));
    assertThat(finding.firstBad()).contains(checkpoint(6));
  }

  @Test
  void aSecondVersionOfAnObjectIsFoundWhereVersionsAreTold() {
    archive.tellOfVersions(List.of(ArchiveNames.NEWEST));
    assertThat(BuiltLog.audit(archive, log.pins()).findings()).isEmpty();

    archive.tellOfVersions(List.of(ArchiveNames.interval(2), ArchiveNames.NEWEST));
    assertThat(only(BuiltLog.audit(archive, log.pins())).what())
        .isEqualTo(ArchiveNames.interval(2));
  }

  @Test
  void whatASlowerWriterLeftBehindIsNoFinding() {
    List<String> lines = new ArrayList<>();
    archive.names(ArchiveNames.ENTRIES).stream()
        .filter(name -> name.contains("000000000002"))
        .forEach(name -> lines.addAll(Lines.read(archive.content(name)).subList(0, 5)));
    leave(2, lines);
    assertThat(BuiltLog.audit(archive, log.pins()).findings()).isEmpty();

    leave(3, lines);
    assertThat(BuiltLog.audit(archive, log.pins()).findings()).isNotEmpty();
  }

  private void leave(long interval, List<String> lines) {
    archive
        .objects()
        .put(
            ArchiveNames.lines(
                ArchiveNames.ENTRIES, interval, checkpoint(interval).at(), Lines.digest(lines)),
            Lines.compressed(lines));
  }

  @Test
  void anIntervalThatIsNotSignedYetIsLeftOut() {
    log.opened();
    log.interval();
    archive.objects().remove(ArchiveNames.checkpoint(6));
    archive.objects().put(ArchiveNames.NEWEST, archive.content(ArchiveNames.checkpoint(5)));

    Report report = BuiltLog.audit(archive, log.pins());

    assertThat(report.findings()).isEmpty();
    assertThat(report.newest()).contains(checkpoint(5));
    assertThat(report.unchecked()).anyMatch(what -> what.contains(ArchiveNames.interval(6)));
  }

  @Test
  void theArchivesOwnKeyIsBelievedOnlyWithAWord() {
    Pins none = new Pins(List.of(), Optional.empty(), Optional.empty(), List.of());

    Report report = BuiltLog.audit(archive, none);

    assertThat(report.isWhole()).isTrue();
    assertThat(report.unchecked()).anyMatch(what -> what.contains("--key"));
  }

  @Test
  void anEmptyPlaceIsNoLog() {
    assertThatThrownBy(() -> BuiltLog.audit(new HeldArchive(), log.pins()))
        .isInstanceOf(NoLog.class);
  }
}
