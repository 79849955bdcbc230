package dev.hallpass.ledger;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.GrantId;
import java.util.Map;

/// A cache of histories. A later read fetches only the newer entries.
public final class RecentHistories {

  private static final int MOST = 20;

  private final Ledger ledger;
  private final Map<GrantId, History> known = Newest.of(MOST);

  public RecentHistories(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The history of a grant, up to the newest entry. The first call reads all entries; later calls
  /// read only the newer ones.
  ///
  /// @throws CorruptLedger if the entries read now are not an unbroken chain
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public History read(GrantId grant) {
    // The read happens outside the map's lock, so that threads can read at the same time.
    History now = ledger.readOn(known.getOrDefault(grant, History.of(grant)));
    known.put(grant, now);
    return now;
  }
}
