package dev.hallpass.handlers.page;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.view.PriorGrants;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;

/// Reads how often a requester has had the same access before.
final class PriorGrantsReader {

  private static final int NEWEST = 200;

  private final Grants grants;

  PriorGrantsReader(Grants grants) {
    this.grants = grants;
  }

  /// The line about earlier grants.
  ///
  /// @param texts the texts for the reader
  PriorGrants of(History asked, Texts texts) {
    Requested request = asked.known().dossier().request();
    try {
      return PriorGrants.of(
          asked,
          grants.precedents(request.requester(), request.entitlement(), NEWEST),
          NEWEST,
          texts);
    } catch (OutcomeUnknown failure) {
      // A failure here must not keep the approver from answering.
      Log.failure(
          asked.grant(),
          "The page does not show earlier requests, because they could not be read",
          failure);
      return PriorGrants.unknown(texts);
    }
  }
}
