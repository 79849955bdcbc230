package dev.hallpass.workflow;

import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;

/// The ring that tells the workflow to read the ledger again.
public final class Ring {

  private final Doorbells doorbells;
  private final Telemetry log;

  public Ring(Doorbells doorbells, Telemetry log) {
    this.doorbells = doorbells;
    this.log = log;
  }

  /// Wakes the workflow of a grant if what it waits for has come. A lost ring delays and loses
  /// nothing, because what was decided stands in the ledger and the wait has a time-out.
  ///
  /// @return whether it rang
  public boolean wake(History history) {
    if (!(history.state() instanceof Known grant)
        || isStillAsking(grant)
        || grant.dossier().doorbell().isEmpty()) {
      return false;
    }
    try {
      doorbells.ring(grant.dossier().doorbell().get());
      return true;
    } catch (OutcomeUnknown lost) {
      log.failure(history.grant(), "A ring was lost", lost);
      return false;
    }
  }

  /// Wakes the workflow of a grant if those who were asked do not suffice any more.
  public void wakeForOthers(History history) {
    if (history.state() instanceof AwaitingApproval open && open.needsOthers()) {
      wake(history);
    }
  }

  /// Whether the level that the workflow waits for is open as before.
  private static boolean isStillAsking(Known grant) {
    return grant instanceof AwaitingApproval open
        && open.answerBy().isPresent()
        && !open.needsOthers();
  }
}
