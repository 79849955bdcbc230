package dev.hallpass.workflow;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;

/// Wakes the workflow, so that it reads the ledger again.
public final class Ring {

  private final Doorbells doorbells;
  private final Telemetry log;

  public Ring(Doorbells doorbells, Telemetry log) {
    this.doorbells = doorbells;
    this.log = log;
  }

  /// Wakes the workflow of a grant if its wait is over. A lost ring only delays, because the ledger
  /// has the decision and the wait has a time-out.
  ///
  /// @return whether it rang
  public boolean wake(History history) {
    if (!(history.state() instanceof Known grant)
        || isStillAsking(history, grant)
        || grant.dossier().doorbell().isEmpty()) {
      return false;
    }
    return wake(history.grant(), grant.dossier().doorbell().get());
  }

  /// Wakes the workflow that hung a doorbell, also where the entries of its grant contradict each
  /// other.
  ///
  /// @param doorbell the one that was hung last
  /// @return whether it rang
  public boolean wake(GrantId grant, Doorbell doorbell) {
    try {
      doorbells.ring(doorbell);
      return true;
    } catch (OutcomeUnknown lost) {
      log.failure(grant, "The workflow was not woken", lost);
      return false;
    }
  }

  /// Wakes the workflow of a grant if the current approvers cannot reach the quorum any more.
  public void wakeForOthers(History history) {
    if (history.state() instanceof AwaitingApproval open && open.needsOthers()) {
      wake(history);
    }
  }

  /// Whether the workflow still waits for the open level. After a yes was taken back it may wait
  /// for another level, or for the start.
  private static boolean isStillAsking(History history, Known grant) {
    return grant instanceof AwaitingApproval open
        && !(history.entries().getLast().event() instanceof Withdrawn)
        && open.answerBy().isPresent()
        && !open.needsOthers();
  }
}
