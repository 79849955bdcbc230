package dev.hallpass.audit;

import dev.hallpass.audit.Findings.Place;
import dev.hallpass.audit.TableRows.Row;
import dev.hallpass.audit.entry.Logged;
import dev.hallpass.grant.Clocks;
import dev.hallpass.log.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// A table beside the log: neither has what the other has not, but for what is too new.
final class ExportComparison {

  /// How late the log may have an entry: the times between two intervals, and clocks that differ.
  private static final Duration LATE = Duration.ofMinutes(15);

  private final Chains chains;
  private final Findings findings;
  private final Checkpoint newest;
  private final LongFunction<Optional<Checkpoint>> checkpoints;
  private final Map<String, BitSet> seen = new HashMap<>();
  private long tooNew;

  /// @param checkpoints the checkpoint of each interval
  ExportComparison(
      Chains chains,
      Findings findings,
      Checkpoint newest,
      LongFunction<Optional<Checkpoint>> checkpoints) {
    this.chains = chains;
    this.findings = findings;
    this.newest = newest;
    this.checkpoints = checkpoints;
  }

  /// Compares both.
  ///
  /// @return how many rows are too new to be in the log
  long compare(TableRows table) {
    table.each(row -> row(row, table.at()));
    // Without its time, an export counts as one that was made before the last interval.
    Instant until =
        table
            .at()
            .or(() -> checkpoints.apply(newest.interval() - 1).map(Checkpoint::at))
            .orElse(Instant.MIN);
    chains.all().forEach((id, chain) -> missing(id, chain, until));
    return tooNew;
  }

  private void row(Row row, Optional<Instant> at) {
    if (row.entry().isEmpty()) {
      findings.add(behind().changed(0, row.what(), row.wrong()));
      return;
    }
    Logged entry = row.entry().get();
    Optional<Chain> logged = chains.chain(entry.chain());
    Optional<Chain> chain = logged.filter(one -> entry.sequence() < one.next());
    if (chain.isEmpty()) {
      strange(entry, logged, at);
    } else if (!chain.get().has(entry.sequence(), entry.hash())) {
      findings.add(
          behind().changed(0, entry.name(), "is another one in the table than in the log"));
      seen(entry);
    } else {
      seen(entry);
    }
  }

  private void seen(Logged entry) {
    seen.computeIfAbsent(entry.chain(), _ -> new BitSet()).set(entry.sequence());
  }

  /// @param exported the time of the export: a row with a later time was not there yet
  private void strange(Logged entry, Optional<Chain> logged, Optional<Instant> exported) {
    boolean mayBeTooNew =
        entry.at().isAfter(newest.at().minus(LATE))
            && exported.filter(at -> entry.at().isAfter(at.plus(Clocks.APART))).isEmpty();
    if (!mayBeTooNew) {
      findings.add(behind().changed(0, entry.name(), "is in the table, and not in the log"));
    } else if (logged.filter(chain -> !follows(entry, chain)).isPresent()) {
      findings.add(behind().changed(0, entry.name(), "does not follow the entries in the log"));
    } else {
      tooNew++;
    }
  }

  /// Whether an entry can follow a chain; of one that is further behind that is not known.
  private static boolean follows(Logged entry, Chain chain) {
    return entry.sequence() > chain.next() || entry.previous().equals(chain.head());
  }

  /// What a chain has in the log, and the table has not.
  private void missing(String id, Chain chain, Instant until) {
    int first = seen.getOrDefault(id, new BitSet()).nextClearBit(0);
    if (first >= chain.next()) {
      return;
    }
    Optional<Checkpoint> logged = checkpoints.apply(chain.interval(first));
    if (logged.filter(one -> one.at().isAfter(until)).isEmpty()) {
      findings.add(
          new Place(newest.interval() + 1, Optional.empty(), logged)
              .changed(
                  0, "entry %d of %s".formatted(first, id), "is in the log, and not in the table"));
    }
  }

  private Place behind() {
    return new Place(newest.interval() + 1, Optional.empty(), Optional.of(newest));
  }
}
