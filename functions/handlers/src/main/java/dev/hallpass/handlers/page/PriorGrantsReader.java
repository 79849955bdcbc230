package dev.hallpass.handlers.page;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.view.PriorGrants;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;

/// Whether a requester has had before what they ask for now.
final class PriorGrantsReader {

  private static final int NEWEST = 10;

  private final Grants grants;

  PriorGrantsReader(Grants grants) {
    this.grants = grants;
  }

  /// What can be told of it.
  PriorGrants of(History asked) {
    try {
      return PriorGrants.of(
          asked, grants.requestedBy(asked.known().dossier().request().requester(), NEWEST), NEWEST);
    } catch (OutcomeUnknown | CorruptLedger failure) {
      // Other grants must not keep this one from being answered.
      Log.failure(
          asked.grant(),
          "The page does not show earlier requests, because they could not be read",
          failure);
      return PriorGrants.UNKNOWN;
    }
  }
}
