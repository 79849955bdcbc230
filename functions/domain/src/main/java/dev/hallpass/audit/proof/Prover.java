package dev.hallpass.audit.proof;

import dev.hallpass.audit.NoLog;
import dev.hallpass.audit.Workers;
import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Interval;
import dev.hallpass.log.Lines;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.Proof;
import dev.hallpass.log.SignedNote;
import dev.hallpass.log.TiledTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Writes proofs for the entries of a grant. It believes the archive: who checks a proof need not.
public final class Prover {

  private static final int AHEAD = 64;

  private final ArchiveReader archive;
  private final LogFormat format;
  private final EntryFormat entries;
  private final int threads;

  /// @param threads how many objects are read at once
  public Prover(ArchiveReader archive, LogFormat format, EntryFormat entries, int threads) {
    this.archive = archive;
    this.format = format;
    this.entries = entries;
    this.threads = threads;
  }

  /// The proofs of all entries of some chains that the newest checkpoint covers, in the order of
  /// the log.
  ///
  /// @param chains the ids of grants or of people
  /// @throws NoLog if there is no log, or it contradicts itself
  /// @throws dev.hallpass.port.OutcomeUnknown if the archive did not answer
  public List<EntryProof> of(Set<String> chains) {
    try {
      String note =
          archive
              .read(ArchiveNames.NEWEST)
              .map(ArchivedObject::text)
              .orElseThrow(
                  () -> new NoLog("There is no log here: it has no checkpoint. Check the place."));
      long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
      TiledTree tree = new TiledTree(archive, size);
      return found(chains).stream()
          .filter(one -> one.index() < size)
          .map(one ->
              new EntryProof(one.line(), one.index(), Proof.of(one.index(), size, tree), note))
          .toList();
    } catch (dev.hallpass.log.LogForked | IllegalArgumentException e) {
      throw new NoLog(
          "The log cannot prove anything: %s. See: hallpass ledger verify"
              .formatted(e.getMessage()));
    }
  }

  private List<Found> found(Set<String> chains) {
    List<Found> found = new ArrayList<>();
    Deque<Future<List<Found>>> ahead = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (String name : archive.names(ArchiveNames.ENTRIES)) {
        ahead.add(workers.submit(() -> found(chains, name)));
        if (ahead.size() > AHEAD) {
          found.addAll(Workers.result(ahead.remove()));
        }
      }
      ahead.forEach(rest -> found.addAll(Workers.result(rest)));
    }
    return found;
  }

  private List<Found> found(Set<String> chains, String name) {
    List<String> lines =
        archive.read(name).map(object -> Lines.read(object.content())).orElse(List.of());
    List<Found> found = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line);
      if (chains.contains(entries.entry(text).chain())) {
        found.add(new Found(text, line));
      }
    }
    return found.isEmpty() ? found : placed(name, found);
  }

  /// The same with their places in the log; none if no interval names the object.
  private List<Found> placed(String name, List<Found> found) {
    long number =
        Long.parseLong(
            name.substring(name.indexOf('/', ArchiveNames.ENTRIES.length()) + 1).substring(0, 12));
    return archive
        .read(ArchiveNames.interval(number))
        .map(object -> format.interval(object.text()))
        .filter(
            interval -> interval.entries().filter(part -> part.object().equals(name)).isPresent())
        .map(interval -> {
          long first = first(interval);
          return found.stream().map(one -> new Found(one.line(), first + one.index())).toList();
        })
        .orElse(List.of());
  }

  private static long first(Interval interval) {
    return interval.tree().size() - interval.entries().orElseThrow().count();
  }

  private record Found(String line, long index) {}
}
