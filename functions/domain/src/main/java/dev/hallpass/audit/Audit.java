package dev.hallpass.audit;

import dev.hallpass.audit.entry.EntryFormat;
import dev.hallpass.log.ArchiveNames;
import dev.hallpass.log.ArchiveReader;
import dev.hallpass.log.ArchivedObject;
import dev.hallpass.log.LogFormat;
import dev.hallpass.log.NoteKey;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Walks a log from its first interval to its newest, and tells whether it is whole.
public final class Audit {

  /// As many states of grants fit into a small heap.
  private static final int STATES = 8_192;

  private final ArchiveReader archive;
  private final LogFormat format;
  private final EntryFormat entries;
  private final int threads;
  private final int states;

  /// @param threads how many objects are read and checked at once
  public Audit(ArchiveReader archive, LogFormat format, EntryFormat entries, int threads) {
    this(archive, format, entries, threads, STATES);
  }

  /// @param threads how many objects are read and checked at once
  /// @param states how many grants' states are kept; those of others are read again when they are
  ///   needed
  public Audit(
      ArchiveReader archive, LogFormat format, EntryFormat entries, int threads, int states) {
    this.archive = archive;
    this.format = format;
    this.entries = entries;
    this.threads = threads;
    this.states = states;
  }

  /// Audits the log.
  ///
  /// @param pins what is known from elsewhere
  /// @param table the table of the ledger, if it is to be compared with the log
  /// @throws NoLog if there is no log, or it has no key
  /// @throws dev.hallpass.port.OutcomeUnknown if the archive or the table did not answer
  public Report report(Pins pins, Optional<TableRows> table, Progress progress) {
    Pins known = pins.keys().isEmpty() ? pins.with(archivedKey()) : pins;
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      return new Walk(archive, format, entries, known, workers, states)
          .report(pins, table, progress);
    }
  }

  private NoteKey archivedKey() {
    try {
      return archive
          .read(ArchiveNames.KEY)
          .map(ArchivedObject::text)
          .map(NoteKey::parse)
          .orElseThrow(
              () -> new NoLog("There is no log here, or it has no key. Name its key by --key."));
    } catch (IllegalArgumentException _) {
      throw new NoLog("The key in the archive cannot be read. Name the key of the log by --key.");
    }
  }
}
