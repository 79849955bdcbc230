package dev.hallpass.audit;

import dev.hallpass.audit.Findings.Place;
import dev.hallpass.audit.TableRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Looks at a table without its log: each chain from its first entry on. It cannot tell whether the
/// end of a chain, or a whole one, is missing.
public final class TableAudit {

  private static final Place NOWHERE = new Place(0, Optional.empty(), Optional.empty());

  private final TableRows table;
  private final int threads;
  private long entries;

  /// @param threads how many seals are checked at once
  public TableAudit(TableRows table, int threads) {
    this.table = table;
    this.threads = threads;
  }

  /// Audits the table.
  ///
  /// @param pins of which only the key of the seals matters
  /// @throws dev.hallpass.port.OutcomeUnknown if the export cannot be read
  public Report report(Pins pins) {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Findings findings = new Findings(workers);
      // Rows come in any order, so no state is forgotten.
      Chains chains = new Chains(pins, findings, _ -> Stream.of(), Integer.MAX_VALUE, false);
      table.each(row -> add(row, chains, findings));
      chains.end();
      return new Report(
          "",
          Optional.empty(),
          0,
          entries,
          chains.all().size() - chains.people(),
          chains.people(),
          chains.seals(),
          chains.opened(),
          findings.all(),
          unchecked(pins, chains));
    }
  }

  private void add(Row row, Chains chains, Findings findings) {
    row.entry()
        .ifPresentOrElse(
            entry -> {
              entries++;
              chains.add(entry, 0, NOWHERE);
            },
            () -> findings.add(NOWHERE.signed(0, row.what(), row.wrong())));
  }

  private static List<String> unchecked(Pins pins, Chains chains) {
    List<String> unchecked = new ArrayList<>();
    unchecked.add(
        "whether the newest entries of a grant are missing, or a whole grant: only the log tells");
    if (pins.sealKey().isEmpty()) {
      unchecked.add(Walk.SEALS);
    }
    chains.unasked().unchecked().ifPresent(unchecked::add);
    return unchecked;
  }
}
