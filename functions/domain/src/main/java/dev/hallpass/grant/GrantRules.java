package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.ALREADY_REQUESTED;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.QUORUM_NEEDS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_UP;
import static dev.hallpass.grant.Decision.Rule.UNKNOWN_GRANT;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import java.time.Instant;
import java.util.function.IntFunction;

/// Decides what a command does to a grant: here who may ask, approve, deny and cancel, in
/// [LinkRules] what a mailed link is good for, in [AccessRules] what opens and ends the access.
/// Pure: same grant, command and time, same decision.
public final class GrantRules {

  private GrantRules() {}

  /// The decision on a command.
  public static Decision decide(Grant grant, GrantCommand command, Instant now) {
    return switch (grant) {
      case Grant.Unknown _ -> decideOnUnknown(command);
      case Known known -> decideOnKnown(known, command, now);
    };
  }

  private static Decision decideOnUnknown(GrantCommand command) {
    return command instanceof GrantCommand.Request(var requested)
        ? request(requested)
        : new Rejected(UNKNOWN_GRANT);
  }

  private static Decision decideOnKnown(Known grant, GrantCommand command, Instant now) {
    return switch (command) {
      case GrantCommand.Request _ -> new Rejected(ALREADY_REQUESTED);
      case GrantCommand.HangDoorbell hang -> hangDoorbell(grant, hang);
      case GrantCommand.SeekApproval seek -> seekApproval(grant, seek, now);
      case GrantCommand.NoteMail(var to, var link, var messageId) ->
          new Accepted(new GrantEvent.MailSent(to, link.hash(), messageId));
      case GrantCommand.Approve(var approver, var channel) ->
          approve(grant, approver, channel, now);
      case GrantCommand.Deny(var approver, var reason, var channel) ->
          deny(grant, approver, reason, channel, now);
      case GrantCommand.Answer answer -> LinkRules.answer(grant, answer, now);
      case GrantCommand.Lapse _ -> lapse(grant, now);
      case GrantCommand.Cancel(var requester) -> cancel(grant, requester);
      case GrantCommand.PlanPolicy plan -> AccessRules.planPolicy(grant, plan, now);
      case GrantCommand.Activate activate -> AccessRules.activate(grant, activate);
      case GrantCommand.PlanCredentials plan -> AccessRules.planCredentials(grant, plan, now);
      case GrantCommand.IssueCredentials issue -> AccessRules.issueCredentials(grant, issue, now);
      case GrantCommand.End _ -> AccessRules.end(grant, now);
      case GrantCommand.NoteDeletion _ -> AccessRules.noteDeletion(grant);
      case GrantCommand.Fail(var step) -> AccessRules.fail(grant, step);
    };
  }

  private static Decision request(GrantEvent.Requested requested) {
    return requested.plan().worksWithout(requested.requester())
        ? new Accepted(requested)
        : new Rejected(QUORUM_NEEDS_REQUESTER);
  }

  private static Decision hangDoorbell(Known grant, GrantCommand.HangDoorbell hang) {
    return grant instanceof Over
        ? new Rejected(ALREADY_OVER)
        : new Accepted(new GrantEvent.DoorbellHung(hang.doorbell()));
  }

  private static Decision seekApproval(Known grant, GrantCommand.SeekApproval seek, Instant now) {
    if (!(grant instanceof AwaitingApproval open) || open.level() != seek.level()) {
      return new Rejected(NOT_AWAITING_APPROVAL);
    }
    Dossier dossier = open.dossier();
    if (!dossier.approvers(open.level()).contains(seek.approver())) {
      return new Rejected(NOT_AN_APPROVER);
    }
    return new Accepted(
        new GrantEvent.ApprovalSought(
            open.level(),
            seek.approver(),
            seek.link().hash(),
            seek.code().hash(seek.link()),
            dossier.request().policyHash(),
            open.answerBy().orElseGet(() -> now.plus(open.within()))));
  }

  static Decision approve(Known grant, Person approver, Channel channel, Instant now) {
    Sha256 approved = grant.dossier().request().policyHash();
    return answer(
        grant, approver, now, level -> new GrantEvent.Approved(level, approver, approved, channel));
  }

  static Decision deny(Known grant, Person approver, String reason, Channel channel, Instant now) {
    return answer(
        grant, approver, now, level -> new GrantEvent.Denied(level, approver, reason, channel));
  }

  private static Decision answer(
      Known grant, Person approver, Instant now, IntFunction<GrantEvent> answer) {
    // Nobody answers their own request, in whatever state it is and whatever list names them.
    if (grant.dossier().request().requester().equals(approver)) {
      return new Rejected(APPROVER_IS_REQUESTER);
    }
    if (!(grant instanceof AwaitingApproval open)) {
      return new Rejected(NOT_AWAITING_APPROVAL);
    }
    if (!open.dossier().approvers(open.level()).contains(approver)) {
      return new Rejected(NOT_AN_APPROVER);
    }
    if (open.dossier().isApprovedBy(approver, open.level())) {
      return new Rejected(ALREADY_APPROVED_BY_YOU);
    }
    return open.isTimeUp(now) ? new Rejected(TIME_IS_UP) : new Accepted(answer.apply(open.level()));
  }

  private static Decision lapse(Known grant, Instant now) {
    if (!(grant instanceof AwaitingApproval open)) {
      return new Rejected(NOT_AWAITING_APPROVAL);
    }
    return open.isTimeUp(now)
        ? new Accepted(new GrantEvent.Lapsed(open.level()))
        : new Rejected(TIME_IS_NOT_UP);
  }

  private static Decision cancel(Known grant, Person requester) {
    if (!grant.dossier().request().requester().equals(requester)) {
      return new Rejected(NOT_REQUESTER);
    }
    return switch (grant) {
      case AwaitingApproval _, Grant.Approved _ ->
          new Accepted(new GrantEvent.Cancelled(requester));
      case Activating _, Active _ -> new Rejected(ALREADY_ACTIVE);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }
}
