package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.LINK_UNKNOWN;
import static dev.hallpass.grant.Decision.Rule.NOT_AN_APPROVER;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_APPROVAL;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_REVIEW;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVIEWER;
import static dev.hallpass.grant.Decision.Rule.NOT_YET_TO_ESCALATE;

import dev.hallpass.approval.Review;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import java.time.Instant;

/// The rules for questions, escalations and mails.
final class AskingRules {

  private AskingRules() {}

  static Decision hangDoorbell(Known grant, GrantCommand.HangDoorbell hang) {
    return grant instanceof Over over && !over.awaitsReview()
        ? new Rejected(ALREADY_OVER)
        : new Accepted(new GrantEvent.DoorbellHung(hang.doorbell()));
  }

  static Decision seekApproval(Known grant, GrantCommand.SeekApproval seek, Instant now) {
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
            open.askedUntil().orElseGet(() -> now.plus(open.within())),
            seek.reminder(),
            seek.doorbell()));
  }

  static Decision holdMail(Known grant, GrantCommand.HoldMail hold) {
    return grant.dossier().question(hold.link().hash()).isPresent()
        ? new Accepted(
            new GrantEvent.MailHeld(hold.to(), hold.link().hash(), hold.until(), hold.isRefused()))
        : new Rejected(LINK_UNKNOWN);
  }

  static Decision escalate(Known grant, Instant now) {
    if (!(grant instanceof AwaitingApproval open)) {
      return new Rejected(NOT_AWAITING_APPROVAL);
    }
    return open.escalation(now)
        .<Decision>map(trigger -> new Accepted(new GrantEvent.Escalated(open.level(), trigger)))
        .orElse(new Rejected(NOT_YET_TO_ESCALATE));
  }

  static Decision seekReview(Known grant, GrantCommand.SeekReview seek, Instant now) {
    if (!(grant instanceof Over over) || !over.awaitsReview()) {
      return new Rejected(NOT_AWAITING_REVIEW);
    }
    Review review = over.dossier().request().plan().review().orElseThrow();
    if (!over.dossier().reviewers().contains(seek.reviewer())) {
      return new Rejected(NOT_A_REVIEWER);
    }
    return new Accepted(
        new GrantEvent.ReviewSought(
            seek.reviewer(),
            seek.link().hash(),
            seek.code().hash(seek.link()),
            over.reviewBy().orElseGet(() -> now.plus(review.within())),
            now.plus(review.chaseEach())));
  }
}
