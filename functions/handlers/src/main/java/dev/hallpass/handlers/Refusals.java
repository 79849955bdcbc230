package dev.hallpass.handlers;

import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;

/// Ends grants whose entries are no authority, and rings the alarm.
public final class Refusals {

  private Refusals() {}

  /// Refuses the access, and counts that. The workflow or the reaper removes what there is of it.
  ///
  /// @return the history with the refusal
  public static History refuse(Grants grants, History history, Doubt doubt) {
    Log.info(history.grant(), "Access is refused: " + doubt);
    Metrics.authorityRefused(grants.now());
    return grants.run(history, new GrantCommand.Refuse(doubt)).history();
  }
}
