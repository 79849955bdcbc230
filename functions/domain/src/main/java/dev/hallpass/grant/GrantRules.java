package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.ALREADY_REQUESTED;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.QUORUM_NEEDS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.UNKNOWN_GRANT;

import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.Optional;

/// Decides on commands. This class has the rules for requests and cancellations. The others are in
/// [AskingRules], [AnsweringRules], [LinkRules], [AccessRules] and [EndingRules]. Rules are pure:
/// the same grant, command and time give the same decision.
public final class GrantRules {

  /// How often one person can take back a yes to a grant. Others are told of each.
  public static final int MOST_TAKEN_BACK = 3;

  private GrantRules() {}

  /// Decides on a command.
  public static Decision decide(Grant grant, GrantCommand command, Instant now) {
    return switch (grant) {
      case Grant.Unknown _ -> decideOnUnknown(command);
      case Known known -> decideOnKnown(known, command, now);
    };
  }

  private static Decision decideOnUnknown(GrantCommand command) {
    return switch (command) {
      case GrantCommand.Request(var requested) -> request(requested);
      // Anything with a grant's name is recorded, even if nobody requested the grant.
      case GrantCommand.NoteDrift(var drift) -> new Accepted(new GrantEvent.DriftFound(drift));
      default -> new Rejected(UNKNOWN_GRANT);
    };
  }

  private static Decision decideOnKnown(Known grant, GrantCommand command, Instant now) {
    return switch (command) {
      case GrantCommand.Request _ -> new Rejected(ALREADY_REQUESTED);
      case GrantCommand.HangDoorbell hang -> AskingRules.hangDoorbell(grant, hang);
      case GrantCommand.SeekApproval seek -> AskingRules.seekApproval(grant, seek, now);
      case GrantCommand.Escalate _ -> AskingRules.escalate(grant, now);
      case GrantCommand.NoteMail(var to, var link, var messageId) ->
          new Accepted(new GrantEvent.MailSent(to, link.hash(), messageId));
      case GrantCommand.HoldMail hold -> AskingRules.holdMail(grant, hold);
      case GrantCommand.NoteBounce(var to, var link) ->
          new Accepted(new GrantEvent.MailBounced(to, link));
      case GrantCommand.Approve approve -> AnsweringRules.approve(grant, approve, now);
      case GrantCommand.Withdraw withdraw -> AnsweringRules.withdraw(grant, withdraw);
      case GrantCommand.ApproveByRule _ -> AnsweringRules.approveByRule(grant);
      case GrantCommand.Deny deny -> AnsweringRules.deny(grant, deny, now);
      case GrantCommand.Answer answer -> LinkRules.answer(grant, answer, now);
      case GrantCommand.Lapse _ -> AnsweringRules.lapse(grant, now);
      case GrantCommand.Cancel(var requester) -> cancel(grant, requester);
      case GrantCommand.PlanPolicy plan -> AccessRules.planPolicy(grant, plan, now);
      case GrantCommand.Activate activate -> AccessRules.activate(grant, activate);
      case GrantCommand.PlanCredentials plan -> AccessRules.planCredentials(grant, plan, now);
      case GrantCommand.IssueCredentials issue -> AccessRules.issueCredentials(grant, issue, now);
      case GrantCommand.NoteEndNear _ -> AccessRules.noteEndNear(grant, now);
      case GrantCommand.Return giveBack -> EndingRules.giveBack(grant, giveBack, now);
      case GrantCommand.Revoke revoke -> EndingRules.revoke(grant, revoke, now);
      case GrantCommand.End _ -> EndingRules.end(grant, now);
      case GrantCommand.GiveUpExtension(var predecessor) ->
          EndingRules.giveUpExtension(grant, predecessor);
      case GrantCommand.NoteDrift(var drift) -> new Accepted(new GrantEvent.DriftFound(drift));
      case GrantCommand.EndDrifted _ -> EndingRules.endDrifted(grant);
      case GrantCommand.NoteSessionDenial _ -> EndingRules.noteSessionDenial(grant);
      case GrantCommand.NoteSessionDenialRemoval _ ->
          EndingRules.noteSessionDenialRemoval(grant, now);
      case GrantCommand.PlanTermination(var shells) ->
          EndingRules.noteShells(grant, new GrantEvent.ShellsFound(shells));
      case GrantCommand.NoteTermination(var shells) ->
          EndingRules.noteShells(grant, new GrantEvent.ShellsTerminated(shells));
      case GrantCommand.NoteShellsOver _ -> EndingRules.noteShellsOver(grant, now);
      case GrantCommand.NoteDeletion(var ender) ->
          EndingRules.noteRemoval(grant, new GrantEvent.PolicyDeleted(Optional.of(ender)));
      case GrantCommand.NoteLateness(var ender) ->
          EndingRules.noteRemoval(grant, new GrantEvent.LateRecord(ender));
      case GrantCommand.NoteLatecomer(var ender) -> EndingRules.noteLatecomer(grant, ender);
      case GrantCommand.SeekReview seek -> AskingRules.seekReview(grant, seek, now);
      case GrantCommand.Review review -> AnsweringRules.review(grant, review);
      case GrantCommand.Refuse(var doubt) -> AccessRules.refuse(grant, doubt);
      case GrantCommand.Fail(var step) -> AccessRules.fail(grant, step);
    };
  }

  private static Decision request(GrantEvent.Requested requested) {
    return requested.plan().worksWithout(requested.requester())
        ? new Accepted(requested)
        : new Rejected(QUORUM_NEEDS_REQUESTER);
  }

  private static Decision cancel(Known grant, Person requester) {
    if (!grant.dossier().request().requester().equals(requester)) {
      return new Rejected(NOT_REQUESTER);
    }
    return switch (grant) {
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ ->
          new Accepted(new GrantEvent.Cancelled(requester));
      case Activating _, Active _ -> new Rejected(ALREADY_ACTIVE);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }
}
