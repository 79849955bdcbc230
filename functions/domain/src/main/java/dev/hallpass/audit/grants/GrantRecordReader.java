package dev.hallpass.audit.grants;

import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.Workers;
import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.audit.entry.Line;
import dev.hallpass.ledger.Entry;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Interval.Part;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.Tree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Reads the entries of a log once, and keeps a record of each grant.
public final class GrantRecordReader {

  private static final int AHEAD = 16;

  private final ArchiveReader archive;
  private final LogFormat format;
  private final EntryFormat entries;
  private final int threads;

  /// @param threads how many objects are read at once
  public GrantRecordReader(
      ArchiveReader archive, LogFormat format, EntryFormat entries, int threads) {
    this.archive = archive;
    this.format = format;
    this.entries = entries;
    this.threads = threads;
  }

  /// The records of some grants, and the checkpoint that they were read against.
  ///
  /// @param wanted of which requests a record is kept
  /// @throws NoLog if there is no log, or its entries are not those of its newest checkpoint
  /// @throws dev.hallpass.port.OutcomeUnknown if the archive did not answer
  public GrantRecords read(Predicate<Entry> wanted) {
    Checkpoint checkpoint = checkpoint();
    RecordKeeper records = new RecordKeeper(wanted);
    Tree tree = Tree.EMPTY;
    Deque<Future<Read>> ahead = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (String name : archive.names(ArchiveNames.ENTRIES)) {
        if (interval(name) <= checkpoint.interval()) {
          ahead.add(workers.submit(() -> read(name)));
        }
        if (ahead.size() > AHEAD) {
          tree = add(Workers.result(ahead.remove()), tree, records);
        }
      }
      while (!ahead.isEmpty()) {
        tree = add(Workers.result(ahead.remove()), tree, records);
      }
    }
    if (tree.size() != checkpoint.size() || !tree.root().equals(checkpoint.root())) {
      throw new NoLog(
          "The archive has not the entries of its checkpoint: %d of %d, or others. Find out which by: hallpass ledger verify"
              .formatted(tree.size(), checkpoint.size()));
    }
    return new GrantRecords(checkpoint, records.done(), records.contradictions());
  }

  private Checkpoint checkpoint() {
    try {
      return archive
          .read(ArchiveNames.NEWEST)
          .map(ArchivedObject::text)
          .map(note -> Checkpoint.parse(SignedNote.parse(note).text()))
          .orElseThrow(
              () -> new NoLog("There is no log here: it has no checkpoint. Check the place."));
    } catch (IllegalArgumentException _) {
      throw new NoLog("The checkpoint of the archive cannot be read. See: hallpass ledger verify");
    }
  }

  private static Tree add(Read read, Tree tree, RecordKeeper records) {
    long index = tree.size();
    for (Line line : read.lines()) {
      records.add(line, index);
      index++;
    }
    return tree.with(read.lines().stream().map(line -> Hash.ofEntry(line.hash())).toList());
  }

  /// The lines of an object; none if no interval names it, because the writer who made it lost
  /// against another one.
  private Read read(String name) {
    try {
      Optional<Part> part =
          archive
              .read(ArchiveNames.interval(interval(name)))
              .map(object -> format.interval(object.text()))
              .flatMap(Interval::entries)
              .filter(one -> one.object().equals(name));
      return part.isEmpty()
          ? new Read(List.of())
          : new Read(
              Lines.read(archive.read(name).orElseThrow().content()).stream()
                  .map(text -> Line.read(text, this.entries, format))
                  .toList());
    } catch (IllegalArgumentException _) {
      throw new NoLog(
          "%s of the archive, or its interval, cannot be read. See: hallpass ledger verify"
              .formatted(name));
    }
  }

  private static long interval(String name) {
    int from = name.lastIndexOf('/') + 1;
    return Long.parseLong(name.substring(from, name.indexOf('-', from)));
  }

  private record Read(List<Line> lines) {}
}
