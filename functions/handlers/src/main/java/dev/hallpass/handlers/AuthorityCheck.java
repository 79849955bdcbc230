package dev.hallpass.handlers;

import dev.hallpass.authority.Authority;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Alarm;
import java.util.Optional;

/// Refuses access on entries that are no authority, and rings the alarm.
public final class AuthorityCheck {

  private final Authority authority;
  private final Grants grants;

  public AuthorityCheck(Authority authority, Grants grants) {
    this.authority = authority;
    this.grants = grants;
  }

  /// Refuses the access of a grant if something speaks against it. The workflow or the reaper
  /// removes what there is of it.
  ///
  /// @return what speaks against it; empty if nothing does, and then nothing is recorded
  /// @throws dev.hallpass.port.OutcomeUnknown if that could not be told
  public Optional<Doubt> refuse(History history) {
    Optional<Doubt> doubt = authority.doubt(history, grants.now());
    doubt.ifPresent(found -> refuse(history, found));
    return doubt;
  }

  /// Refuses the access of a grant for what speaks against it.
  public void refuse(History history, Doubt doubt) {
    Log.info(history.grant(), "Access is refused: " + doubt);
    Metrics.ring(grants.now(), Alarm.AUTHORITY_REFUSED);
    var _ = grants.run(history, new GrantCommand.Refuse(doubt));
  }
}
