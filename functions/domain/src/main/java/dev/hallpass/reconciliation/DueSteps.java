package dev.hallpass.reconciliation;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Outcome;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.Retirement.NoRoom;
import dev.hallpass.reconciliation.Retirement.Retired;
import dev.hallpass.workflow.Ring;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import dev.hallpass.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Does for a grant, in one pass, what its entries call for and nobody has done: ends it, tells its
/// workflow again, or starts one. What brought it here is not asked.
final class DueSteps {

  // Longer than the workflow takes for a step.
  private static final Duration LATE = Duration.ofMinutes(2);
  // Longer than the workflow tries a step again and again.
  private static final Duration GIVEN_UP = Duration.ofMinutes(30);
  private static final Duration OUTLIVED = Duration.ofMinutes(2);

  private final Grants grants;
  private final Retirement retirement;
  private final SessionDenials sessionDenials;
  private final Workflow workflow;
  private final Ring ring;
  private final List<AccountId> accounts;
  private final Pass pass;

  DueSteps(
      Grants grants,
      Retirement retirement,
      SessionDenials sessionDenials,
      Workflow workflow,
      Ring ring,
      List<AccountId> accounts,
      Pass pass) {
    this.grants = grants;
    this.retirement = retirement;
    this.sessionDenials = sessionDenials;
    this.workflow = workflow;
    this.ring = ring;
    this.accounts = accounts;
    this.pass = pass;
  }

  /// Looks at a grant.
  ///
  /// @param wasKept whether it was looked at before to no avail
  /// @return whether it is to be looked at again in the next pass
  boolean takeFor(GrantId grant, boolean wasKept) {
    try {
      return goOn(grants.read(grant), wasKept);
    } catch (CorruptLedger corrupt) {
      pass.log().failure(grant, "The ledger contradicts itself about it", corrupt);
      pass.note(Finding.UNEXPLAINED, grant);
      return endBroken(accounts, grant);
    } catch (OutcomeUnknown unknown) {
      pass.log().failure(grant, "The ledger could not be read", unknown);
      pass.note(Finding.UNSEEN, grant);
      endUnrecorded(grant);
      return true;
    }
  }

  /// Ends a grant whose entries contradict each other.
  ///
  /// @return whether that is to be tried again
  boolean endBroken(List<AccountId> accounts, GrantId grant) {
    try {
      if (retirement.endBroken(accounts, grant)) {
        pass.note(Finding.REMOVED, grant);
      }
      return false;
    } catch (OutcomeUnknown | NoRoom failure) {
      pass.log()
          .failure(
              grant, "It could not be ended, though its entries contradict each other", failure);
      return true;
    }
  }

  /// @return whether that is to be tried again
  private boolean endUnrecorded(GrantId grant) {
    try {
      if (retirement.endUnrecorded(accounts, grant)) {
        pass.note(Finding.REMOVED, grant);
      }
      return false;
    } catch (OutcomeUnknown unknown) {
      pass.log().failure(grant, "Its policy could not be removed", unknown);
      return true;
    }
  }

  /// Does what a grant's entries call for.
  ///
  /// @return whether it is to be looked at again in the next pass
  boolean goOn(History history, boolean wasKept) {
    try {
      return switch (history.state()) {
        case Grant.Unknown _ -> false;
        case Grant.AwaitingRule ruled -> ask(history, ruled, wasKept);
        case AwaitingApproval open ->
            Steps.next(open, grants.now()) instanceof Step.Retire
                ? retire(history, "")
                : ask(history, open, wasKept);
        case Grant.Approved approved -> begin(history, approved, wasKept);
        case Active active when active.isNearItsEnd(grants.now()) -> {
          grants.run(history, new GrantCommand.NoteEndNear());
          yield false;
        }
        case Grant.Activating _, Active _ -> retire(history, "");
        case Grant.Ending _ -> retire(history, "");
        case Over over -> finish(history, over);
      };
    } catch (OutcomeUnknown | Contended failure) {
      pass.log().failure(history.grant(), "It could not be brought further", failure);
      return true;
    }
  }

  /// Sees to it that somebody is asked.
  private boolean ask(History history, Known asked, boolean wasKept) {
    if (asked instanceof AwaitingApproval open && open.hasHeldMail(grants.now())) {
      // The wait goes on where it was, with the mail.
      open.dossier().doorbell().ifPresent(bell -> ring.wake(history.grant(), bell));
    }
    boolean isAsked =
        asked instanceof AwaitingApproval open
            && open.answerBy().isPresent()
            && !open.needsOthers();
    return !isAsked && awaitStep("SeekApproval", last(history), history, asked, wasKept);
  }

  /// Sees to it that what was approved begins.
  private boolean begin(History history, Grant.Approved approved, boolean wasKept) {
    if (approved.isTooLate(grants.now())) {
      return retire(history, "");
    }
    if (approved.dossier().isToStartAfter(grants.now())) {
      // It becomes due once more when it is to begin.
      return false;
    }
    Instant beginning =
        approved
            .dossier()
            .request()
            .startsAt()
            .filter(last(history)::isBefore)
            .orElse(last(history));
    return awaitStep("Activate", beginning, history, approved, wasKept);
  }

  /// Tells a workflow of a step that is late, and lets the grant fail that it does not bring
  /// forward.
  ///
  /// @param since from when on it could take the step
  private boolean awaitStep(
      String step, Instant since, History history, Known grant, boolean wasKept) {
    if (!isSince(since, LATE)) {
      // An entry beside the steps may have come last, after which nothing more is due, even by a
      // clock that is ahead.
      return true;
    }
    boolean isTold = tell(history, grant);
    boolean isGivenUp = isTold && wasKept && isSince(since, GIVEN_UP);
    return !isGivenUp || retire(history, step);
  }

  private boolean finish(History history, Over over) {
    if (over.outcome() != Outcome.EXPIRED
        && over.dossier().sessions().areToBeDenied(grants.now())) {
      return retire(history, "");
    }
    boolean areShellsLeft = over.mayLeaveShells() && areShellsLeft(history);
    boolean isDenialLeft =
        over.dossier().sessions().areDeniedNeedlessly(grants.now()) && !isDenialGone(history, over);
    return isReviewLate(history, over) || isDenialLeft || areShellsLeft;
  }

  /// Terminates the shells that are open.
  ///
  /// @return whether more can be opened, or are open
  private boolean areShellsLeft(History history) {
    try {
      return mayLeaveShells(retirement.endShells(history));
    } catch (OutcomeUnknown | Contended failure) {
      noteFailure(history, "Its shells could not be terminated", failure);
      return true;
    }
  }

  private static boolean mayLeaveShells(History history) {
    return history.state() instanceof Known grant && grant.mayLeaveShells();
  }

  /// Notes that a grant's sessions are no longer denied where nothing denies them any more: the
  /// role may be gone.
  private boolean isDenialGone(History history, Over over) {
    return !sessionDenials
            .denials(over.dossier().request().role())
            .grants()
            .contains(history.grant())
        && grants.run(history, new GrantCommand.NoteSessionDenialRemoval()).isAccepted();
  }

  /// Whether the owners of broken glass should have been asked by now and were not, or never were.
  private boolean isReviewLate(History history, Over over) {
    if (!over.awaitsReview()) {
      return false;
    }
    if (!isSince(over.askAgainAt().orElse(last(history)), LATE)) {
      return over.askAgainAt().isEmpty();
    }
    ring(history);
    if (over.reviewBy().filter(end -> !grants.now().isBefore(end)).isPresent()) {
      pass.note(Finding.REVIEW_LATE, history.grant());
    }
    return true;
  }

  /// Tells a workflow that it has to go on. One that never hung a doorbell may never have been
  /// started, also where people signed their yes meanwhile.
  private boolean tell(History history, Known grant) {
    return grant.dossier().doorbell().isEmpty() ? start(history, grant) : ring(history);
  }

  private boolean start(History history, Known grant) {
    workflow.start(history.grant(), grant.dossier().request().plan().firstWait());
    pass.note(Finding.RESTARTED, history.grant());
    pass.log().info(history.grant(), "Its workflow was started again");
    return true;
  }

  private boolean ring(History history) {
    if (!ring.wake(history)) {
      return false;
    }
    pass.note(Finding.RUNG, history.grant());
    pass.log().info(history.grant(), "Its workflow was woken again");
    return true;
  }

  /// Ends a grant as far as its time allows.
  ///
  /// @return whether that is to be tried again, also because shells may be left
  boolean retire(History history, String failed) {
    try {
      Retired retired = retirement.retire(history, failed);
      noteRemoval(retired.removed(), history);
      if (isEndedBefore(retired.history())) {
        // Its workflow waits for the planned end, unless somebody rings.
        ring(retired.history());
      }
      return mayLeaveShells(retired.history());
    } catch (NoRoom full) {
      pass.log().failure(history.grant(), "Its sessions could not be denied on the role", full);
      pass.note(Finding.FULL, history.grant());
      return true;
    } catch (OutcomeUnknown | Contended failure) {
      noteFailure(history, failure);
      return true;
    }
  }

  void noteRemoval(boolean removed, History history) {
    if (removed) {
      pass.note(Finding.REMOVED, history.grant());
      pass.log().info(history.grant(), "Its policy was removed by the clean-up");
    }
  }

  void noteFailure(History history, RuntimeException failure) {
    noteFailure(history, "The policy could not be removed", failure);
  }

  private void noteFailure(History history, String what, RuntimeException failure) {
    pass.log().failure(history.grant(), what, failure);
    if (history.end().filter(end -> isSince(end, OUTLIVED)).isPresent()) {
      pass.note(Finding.OUTLIVED, history.grant());
    }
  }

  private boolean isEndedBefore(History history) {
    return history.state() instanceof Over
        && history.plannedEnd().filter(grants.now()::isBefore).isPresent();
  }

  private boolean isSince(Instant then, Duration time) {
    return !grants.now().isBefore(then.plus(time));
  }

  private static Instant last(History history) {
    return history.entries().getLast().at();
  }
}
