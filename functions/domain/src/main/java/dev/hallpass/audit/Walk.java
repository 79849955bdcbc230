package dev.hallpass.audit;

import dev.hallpass.audit.Findings.Place;
import dev.hallpass.audit.ReadInterval.Flaw;
import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.audit.entry.Line;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.NoteKey;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/// One walk over a log, interval by interval.
final class Walk {

  /// What is not checked without the key of the seals.
  static final String SEALS =
      "the seals of each yes and each unblock: name their key by --seal-key";

  private static final String CHANGED = "says that the table was changed, and not only added to";

  /// The longest run of the writer, which names the newest checkpoint at its end.
  private static final Duration LATE = Duration.ofMinutes(15);

  private final ArchiveReader archive;
  private final Pins pins;
  private final ExecutorService workers;
  private final IntervalReader reader;
  private final Findings findings;
  private final ExpectedTiles tiles;
  private final Orphans orphans;
  private final int states;

  private final List<String> unchecked = new ArrayList<>();
  private final Set<Seen> met = new HashSet<>();
  private final Set<String> changes = new HashSet<>();
  private Optional<Interval> last = Optional.empty();
  private Optional<Checkpoint> newest = Optional.empty();
  private Sha256 digest = Sha256.ZERO;
  private Tree tree = Tree.EMPTY;
  private boolean isStopped;

  Walk(
      ArchiveReader archive,
      LogFormat format,
      EntryFormat entries,
      Pins pins,
      ExecutorService workers,
      int states) {
    this.archive = archive;
    this.pins = pins;
    this.workers = workers;
    this.states = states;
    this.reader = new IntervalReader(archive, format, entries, pins);
    this.findings = new Findings(workers);
    this.tiles = new ExpectedTiles(archive, findings);
    this.orphans = new Orphans(archive, entries, findings);
  }

  /// @param pinned what the auditor named
  Report report(Pins pinned, Optional<TableRows> table, Progress progress) {
    Chains chains =
        new Chains(
            pins,
            findings,
            number -> reader.read(number).lines().stream().flatMap(line -> line.entry().stream()),
            states,
            table.isPresent());
    long end = end();
    Ahead ahead = new Ahead(reader, workers, end);
    for (long number = 0; number < end && !isStopped; number++) {
      walk(ahead.next(), chains);
      progress.done(number + 1, end, tree.size());
    }
    if (!isStopped) {
      ends(chains);
    }
    table.ifPresent(rows -> compare(rows, chains));
    chains.unasked().unchecked().ifPresent(unchecked::add);
    unchecked(pinned, table);
    return new Report(
        last.map(Interval::origin).orElse(pins.keys().getFirst().name()),
        newest,
        newest.map(one -> one.interval() + 1).orElse(0L),
        tree.size(),
        chains.all().size() - chains.people(),
        chains.people(),
        chains.seals(),
        chains.opened(),
        findings.all(),
        unchecked);
  }

  /// The number behind the last interval that has a checkpoint.
  private long end() {
    OptionalLong interval = highest(ArchiveNames.INTERVALS);
    OptionalLong checkpoint = highest(ArchiveNames.CHECKPOINTS);
    if (interval.isEmpty() && checkpoint.isEmpty()) {
      throw new NoLog("There is no log here: it has no intervals. Check the name of the place.");
    }
    long end = Math.max(checkpoint.orElse(-1), interval.orElse(-1) - 1) + 1;
    if (interval.orElse(-1) >= end) {
      unchecked.add("%s, which is not signed yet".formatted(ArchiveNames.interval(end)));
    }
    return end;
  }

  private OptionalLong highest(String folder) {
    long highest = -1;
    for (String name : archive.names(folder)) {
      OptionalLong number = ArchiveNames.numberOf(folder, name);
      if (number.isPresent()) {
        highest = Math.max(highest, number.getAsLong());
      } else {
        findings.add(
            place(0, Optional.empty())
                .changed(0, name, "has a name that no object of the log has"));
      }
    }
    return highest < 0 ? OptionalLong.empty() : OptionalLong.of(highest);
  }

  private Place place(long interval, Optional<Checkpoint> here) {
    return new Place(interval, newest, here);
  }

  private void walk(ReadInterval reading, Chains chains) {
    Place place = place(reading.number(), reading.checkpoint());
    Optional<Flaw> flaw =
        reading.interval().flatMap(one -> breach(one, reading.number())).or(reading::flaw);
    if (flaw.isEmpty()) {
      flaw = grown(reading, place);
    }
    if (flaw.isPresent()) {
      // What comes after it cannot be compared with what comes before it.
      stop(flaw.get(), place);
      return;
    }
    Interval interval = reading.interval().orElseThrow();
    interval
        .changes()
        .ifPresent(part -> {
          changes.add(part.object());
          findings.add(place.signed(0, part.object(), CHANGED));
        });
    orphans.at(interval.entries().map(Part::object).orElse(""), place);
    interval.entries().ifPresent(part -> add(reading.lines(), part, chains, place));
    last = Optional.of(interval);
    newest = reading.checkpoint();
    digest = reading.digest();
    seen(place);
  }

  private void add(List<Line> lines, Part part, Chains chains, Place place) {
    int number = 1;
    for (Line line : lines) {
      orphans.has(line.hash());
      if (line.entry().isPresent()) {
        chains.add(line.entry().get(), number, place);
      } else {
        findings.add(place.signed(number, IntervalReader.line(part, number), line.wrong()));
      }
      number++;
    }
  }

  private void stop(Flaw flaw, Place place) {
    isStopped = true;
    findings.add(
        flaw.isLater()
            ? place.changed(flaw.line(), flaw.what(), flaw.wrong())
            : place.signed(flaw.line(), flaw.what(), flaw.wrong()));
  }

  /// What is wrong with an interval behind the one before it.
  private Optional<Flaw> breach(Interval interval, long number) {
    String name = ArchiveNames.interval(number);
    if (interval.number() != number) {
      return Optional.of(Flaw.signed(name, "has the number of another interval"));
    }
    if (!interval.previous().equals(digest)) {
      return Optional.of(Flaw.signed(name, "does not follow the interval before it"));
    }
    if (last.filter(before -> interval.at().isBefore(before.at())).isPresent()) {
      return Optional.of(Flaw.signed(name, "is older than the interval before it"));
    }
    return wrongOrigin(interval).map(wrong -> Flaw.signed(name, wrong));
  }

  private Optional<String> wrongOrigin(Interval interval) {
    if (last.isEmpty()) {
      return pins.name(interval.origin()) && interval.continued().isEmpty()
          ? Optional.empty()
          : Optional.of("is of a log that has another name than its key");
    }
    String before = last.get().origin();
    boolean isSame = interval.origin().equals(before) && interval.continued().isEmpty();
    boolean goesOn =
        !interval.origin().equals(before) && interval.continued().equals(Optional.of(before));
    return isSame || goesOn
        ? Optional.empty()
        : Optional.of("is of the log of another table, and does not go on after this one");
  }

  /// Grows the tree by the entries of an interval.
  ///
  /// @return why that is not the tree that was signed
  private Optional<Flaw> grown(ReadInterval reading, Place place) {
    Interval interval = reading.interval().orElseThrow();
    Tree grown =
        tree.with(reading.lines().stream().map(line -> Hash.ofEntry(line.hash())).toList());
    if (!grown.equals(interval.tree())) {
      return Optional.of(
          Flaw.signed(
              ArchiveNames.interval(reading.number()),
              "was signed with another root than its entries and those before them give"));
    }
    tiles.add(
        tree.size(),
        reading.lines().stream().map(line -> HexFormat.of().parseHex(line.hash().hex())).toList(),
        place);
    tree = grown;
    return Optional.empty();
  }

  /// Compares with what witnesses kept of this size, and of this interval.
  private void seen(Place place) {
    Checkpoint here = newest.orElseThrow();
    for (Seen seen : pins.seen()) {
      boolean isSameSize = seen.size() == here.size();
      if (isSameSize) {
        met.add(seen);
      }
      boolean isSame =
          seen.checkpoint()
              .map(kept -> kept.interval() != here.interval() || kept.equals(here))
              .orElse(true);
      if ((isSameSize && !seen.root().equals(here.root())) || !isSame) {
        findings.add(
            place.signed(
                0,
                ArchiveNames.checkpoint(here.interval()),
                "is another one than a witness kept: this log is a fork"));
      }
    }
  }

  /// What can only be told when all intervals were walked.
  private void ends(Chains chains) {
    Checkpoint here = newest.orElseThrow(() -> new NoLog("Nothing of this log is signed yet."));
    Place end = new Place(here.interval() + 1, newest, Optional.empty());
    Place changed = new Place(here.interval() + 1, Optional.empty(), newest);
    chains.end();
    orphans.end(changed);
    for (Seen seen : pins.seen()) {
      if (seen.size() > here.size()
          || seen.checkpoint().filter(kept -> kept.interval() > here.interval()).isPresent()) {
        findings.add(
            end.signed(
                0,
                ArchiveNames.checkpoint(here.interval()),
                "is not the newest: a witness kept one with %d entries, so the end of this log is missing"
                    .formatted(seen.size())));
      } else if (!met.contains(seen)) {
        findings.add(
            end.signed(
                0,
                "the log",
                "never had the %d entries that a witness kept: it is a fork"
                    .formatted(seen.size())));
      }
    }
    pins.origin()
        .filter(origin -> !origin.equals(here.origin()))
        .ifPresent(origin ->
            findings.add(
                end.signed(
                    0,
                    ArchiveNames.checkpoint(here.interval()),
                    "is of %s, and not of %s".formatted(here.origin(), origin))));
    pointer(changed);
    key(changed);
    strange(changed);
  }

  private void pointer(Place place) {
    Optional<String> note = archive.read(ArchiveNames.NEWEST).map(ArchivedObject::text);
    if (note.isEmpty()) {
      findings.add(place.changed(0, ArchiveNames.NEWEST, "is missing"));
      return;
    }
    try {
      Checkpoint named = Checkpoint.parse(SignedNote.parse(note.get()).text());
      boolean isOfLog =
          named.interval() <= place.here().orElseThrow().interval()
              && archive
                  .read(ArchiveNames.checkpoint(named.interval()))
                  .map(ArchivedObject::text)
                  .equals(note);
      if (!isOfLog) {
        findings.add(place.changed(0, ArchiveNames.NEWEST, "is no checkpoint of this log"));
      } else if (named.at().plus(LATE).isBefore(place.here().orElseThrow().at())) {
        findings.add(place.changed(0, ArchiveNames.NEWEST, "is not the newest checkpoint"));
      }
    } catch (IllegalArgumentException _) {
      findings.add(place.changed(0, ArchiveNames.NEWEST, "cannot be read as a checkpoint"));
    }
  }

  private void key(Place place) {
    Optional<String> key = archive.read(ArchiveNames.KEY).map(ArchivedObject::text);
    if (key.filter(text -> pins.keys().stream().map(NoteKey::text).anyMatch(text::equals))
        .isEmpty()) {
      findings.add(
          place.changed(
              0,
              ArchiveNames.KEY,
              key.isEmpty() ? "is missing" : "is another key than the one you named"));
    }
  }

  /// Objects that the log cannot have.
  private void strange(Place place) {
    archive.names(ArchiveNames.CHANGES).stream()
        .filter(name -> !changes.contains(name))
        .forEach(name -> findings.add(place.changed(0, name, CHANGED)));
    // A writer may be at work on the next interval.
    reader
        .read(place.interval())
        .interval()
        .ifPresent(unfinished -> tiles.unfinished(unfinished.tree().size()));
    archive.names(ArchiveNames.TILES).stream()
        .filter(name -> !tiles.have(name))
        .forEach(name ->
            findings.add(place.changed(0, name, "is of a log that is longer, or another one")));
    archive
        .rewritten()
        .ifPresentOrElse(
            names ->
                names.stream()
                    .filter(name -> !name.equals(ArchiveNames.NEWEST))
                    .forEach(name ->
                        findings.add(
                            place.changed(0, name, "was written a second time, or deleted"))),
            () ->
                unchecked.add("whether an object has a second version: this place does not tell"));
  }

  private void compare(TableRows rows, Chains chains) {
    if (isStopped) {
      unchecked.add("the table, because the log is not whole");
      return;
    }
    long tooNew =
        new ExportComparison(
                chains, findings, newest.orElseThrow(), number -> reader.read(number).checkpoint())
            .compare(rows);
    if (tooNew > 0) {
      unchecked.add("%d rows of the table that are newer than the log".formatted(tooNew));
    }
  }

  private void unchecked(Pins pinned, Optional<TableRows> table) {
    if (pinned.keys().isEmpty()) {
      unchecked.add(
          "whether the key of the archive is the right one: who writes a log anew writes a key too. Name the key by --key");
    }
    if (pinned.sealKey().isEmpty()) {
      unchecked.add(SEALS);
    }
    if (pinned.seen().isEmpty()) {
      unchecked.add(
          "whether the end of the log is missing: name a newer checkpoint that was kept, by --checkpoint or --seen");
    }
    if (table.isEmpty()) {
      unchecked.add("the table of the ledger: name an export of it by --table");
    }
    if (isStopped) {
      unchecked.add("what comes after the first wrong interval");
    }
  }
}
