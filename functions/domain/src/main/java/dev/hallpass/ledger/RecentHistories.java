package dev.hallpass.ledger;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import java.util.Map;

/// The histories that were read last, each of which is read on from where it ended.
public final class RecentHistories {

  private static final int MOST = 20;

  private final Ledger ledger;
  private final Map<GrantId, History> known = Newest.of(MOST);

  public RecentHistories(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What is recorded of a grant, including what was written a moment ago. The first time all of it
  /// is read, later what came since.
  ///
  /// @throws CorruptLedger if what was read now is not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public History read(GrantId grant) {
    // Not computed inside the map, which would let one thread read at a time.
    History now = ledger.readOn(known.getOrDefault(grant, History.of(grant)));
    known.put(grant, now);
    return now;
  }
}
