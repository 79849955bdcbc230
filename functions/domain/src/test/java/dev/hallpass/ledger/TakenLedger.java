package dev.hallpass.ledger;

import dev.hallpass.grant.GrantEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A ledger in which every place is taken a moment before.
final class TakenLedger extends InMemoryLedger {

  @Override
  public synchronized Optional<History> append(
      History history, List<GrantEvent> events, Instant at) {
    return Optional.empty();
  }
}
