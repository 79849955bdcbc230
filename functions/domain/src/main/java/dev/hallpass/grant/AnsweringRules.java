package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.APPROVED_AT_ANOTHER_LEVEL;
import static dev.hallpass.grant.Decision.Rule.APPROVER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NEEDED_AT_ANOTHER_LEVEL;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED_BY_YOU;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_REVIEW;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVIEWER;
import static dev.hallpass.grant.Decision.Rule.NOT_SHORTER;
import static dev.hallpass.grant.Decision.Rule.PEOPLE_DECIDE;
import static dev.hallpass.grant.Decision.Rule.PROOF_DEMANDED;
import static dev.hallpass.grant.Decision.Rule.REVIEWER_IS_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.TAKEN_BACK_TOO_OFTEN;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_UP;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.Optional;

/// The rules for answers: a yes and its withdrawal, a no, and a review.
final class AnsweringRules {

  private AnsweringRules() {}

  static Decision approve(Known grant, GrantCommand.Approve approve, Instant now) {
    Optional<Rule> refusal = refusalOf(grant, approve.approver(), now);
    if (refusal.isPresent()) {
      return new Rejected(refusal.get());
    }
    Dossier dossier = grant.dossier();
    if (dossier.answers().takenBackBy(approve.approver()) >= GrantRules.MOST_TAKEN_BACK) {
      return new Rejected(TAKEN_BACK_TOO_OFTEN);
    }
    if (!dossier.leavesEnough(approve.approver(), ((AwaitingApproval) grant).level())) {
      return new Rejected(NEEDED_AT_ANOTHER_LEVEL);
    }
    if (!dossier.request().plan().takes(approve.channel())) {
      return new Rejected(PROOF_DEMANDED);
    }
    if (approve.shortenedTo().filter(time -> !dossier.mayBecome(time)).isPresent()) {
      return new Rejected(NOT_SHORTER);
    }
    return new Accepted(
        new GrantEvent.Approved(
            ((AwaitingApproval) grant).level(),
            approve.approver(),
            dossier.request().policyHash(),
            approve.channel(),
            approve.shortenedTo().filter(time -> !time.equals(dossier.request().duration()))));
  }

  static Decision deny(Known grant, GrantCommand.Deny deny, Instant now) {
    return refusalOf(grant, deny.approver(), now)
        .<Decision>map(Rejected::new)
        .orElseGet(() ->
            new Accepted(
                new GrantEvent.Denied(
                    ((AwaitingApproval) grant).level(),
                    deny.approver(),
                    deny.reason(),
                    deny.channel())));
  }

  /// Whether an entry can say yes by this channel under a plan. An entry of earlier builds can have
  /// no proof where one is demanded now; it stays readable, and opens nothing.
  static boolean canBeRecorded(Channel channel, ApprovalPlan plan) {
    return plan.takes(channel) || (channel == Channel.SIGNED && plan.takes(Channel.PROVED));
  }

  /// The rule that keeps a person from answering now; empty if the grant waits for their answer.
  private static Optional<Rule> refusalOf(Known grant, Person approver, Instant now) {
    // Nobody answers their own request: not in any state, and not as a member of a list.
    if (grant.dossier().request().requester().isSameHumanAs(approver)) {
      return Optional.of(APPROVER_IS_REQUESTER);
    }
    if (!(grant instanceof AwaitingApproval open)) {
      return Optional.of(NOT_AWAITING_APPROVAL);
    }
    // A person who has said yes gets this answer, also after others took over.
    if (open.dossier().isApprovedBy(approver, open.level())) {
      return Optional.of(ALREADY_APPROVED_BY_YOU);
    }
    if (open.dossier().answers().isApprovedElsewhereBy(approver, open.level())) {
      return Optional.of(APPROVED_AT_ANOTHER_LEVEL);
    }
    if (!open.dossier().approvers(open.level()).contains(approver)) {
      return Optional.of(NOT_AN_APPROVER);
    }
    return open.isTimeUp(now) ? Optional.of(TIME_IS_UP) : Optional.empty();
  }

  /// A yes can be taken back until the policy is planned. Then the access can be revoked.
  static Decision withdraw(Known grant, GrantCommand.Withdraw withdraw) {
    Optional<GrantEvent.Approved> yes =
        grant.dossier().answers().approvals().stream()
            .filter(one -> one.approver().equals(withdraw.approver()))
            .findFirst();
    if (yes.isEmpty()) {
      return new Rejected(NOT_APPROVED_BY_YOU);
    }
    return switch (grant) {
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ ->
          new Accepted(
              new GrantEvent.Withdrawn(yes.get().level(), withdraw.approver(), withdraw.channel()));
      case Grant.Activating _, Grant.Active _ -> new Rejected(ALREADY_ACTIVE);
      case Grant.Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  static Decision approveByRule(Known grant) {
    return switch (grant) {
      case AwaitingRule(var dossier) ->
          new Accepted(
              new GrantEvent.ApprovedByRule(
                  dossier.request().plan().rule(), dossier.request().policyHash()));
      case AwaitingApproval _ -> new Rejected(PEOPLE_DECIDE);
      case Grant.Approved _, Grant.Activating _, Grant.Active _, Grant.Ending _, Over _ ->
          new Rejected(NOT_AWAITING_APPROVAL);
    };
  }

  static Decision lapse(Known grant, Instant now) {
    if (!(grant instanceof AwaitingApproval open)) {
      return new Rejected(NOT_AWAITING_APPROVAL);
    }
    return open.isTimeUp(now)
        ? new Accepted(new GrantEvent.Lapsed(open.level()))
        : new Rejected(TIME_IS_NOT_UP);
  }

  static Decision review(Known grant, GrantCommand.Review review) {
    if (grant.dossier().request().requester().isSameHumanAs(review.reviewer())) {
      return new Rejected(REVIEWER_IS_REQUESTER);
    }
    if (!grant.dossier().reviewers().contains(review.reviewer())) {
      return new Rejected(NOT_A_REVIEWER);
    }
    return grant instanceof Over over && over.awaitsReview()
        ? new Accepted(
            new GrantEvent.Reviewed(
                review.reviewer(), review.verdict(), review.remarks(), review.channel()))
        : new Rejected(NOT_AWAITING_REVIEW);
  }
}
