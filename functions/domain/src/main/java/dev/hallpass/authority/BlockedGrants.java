package dev.hallpass.authority;

import dev.hallpass.block.Block;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import java.util.List;

/// The grants of blocked people, pending and open, which end.
public record BlockedGrants(Grants grants) {

  /// The newest grants of a blocked person, as the index says, newest first. Grants of the last
  /// seconds may be missing.
  ///
  /// @param limit the most grants to return
  /// @throws dev.hallpass.port.OutcomeUnknown if the ledger did not answer
  public List<GrantId> of(Block block, int limit) {
    return grants.newestOf(block.person(), limit);
  }

  /// Ends a grant if the blocked person requested it. The admin who blocked the person revokes it.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if the entries of the grant contradict each other
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether that was recorded
  public Run end(GrantId grant, Block block) {
    History history = grants.read(grant);
    return isOf(history, block)
        ? grants.run(
            history, new Revoke(block.admin(), true, "Blocked: " + block.reason(), block.channel()))
        : new Run(new Rejected(Rule.UNKNOWN_GRANT), history);
  }

  /// An index is not part of the chain, so its answer is checked against the entries.
  private static boolean isOf(History history, Block block) {
    return history.state() instanceof Known known
        && known.dossier().request().requester().isSameHumanAs(block.person());
  }
}
