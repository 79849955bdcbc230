package dev.hallpass.handlers.lifecycle;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import java.time.Instant;
import java.util.List;

/// The entries of a grant as somebody wrote them, without their hashes.
record Forged(GrantId grant, List<Line> lines) {

  /// One entry.
  record Line(GrantEvent event, Instant at) {}

  /// The entries of a good grant.
  static List<Line> lines(History history) {
    return history.entries().stream().map(entry -> new Line(entry.event(), entry.at())).toList();
  }

  /// Writes them, with good hashes.
  History into(InMemoryLedger ledger) {
    History history = History.of(grant);
    for (Line line : lines) {
      history = history.with(ledger.append(history, line.event(), line.at()).orElseThrow());
    }
    return history;
  }
}
