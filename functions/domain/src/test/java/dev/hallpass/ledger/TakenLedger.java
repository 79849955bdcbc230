package dev.hallpass.ledger;

import dev.hallpass.grant.GrantEvent;
import java.time.Instant;
import java.util.Optional;

/// A ledger in which every place is taken a moment before.
final class TakenLedger extends InMemoryLedger {

  @Override
  public synchronized Optional<Entry> append(History history, GrantEvent event, Instant at) {
    return Optional.empty();
  }
}
