package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.APPROVED_AT_ANOTHER_LEVEL;
import static dev.hallpass.grant.Decision.Rule.LINK_EXPIRED;
import static dev.hallpass.grant.Decision.Rule.LINK_LOCKED;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.LINK_RELIEVED;
import static dev.hallpass.grant.Decision.Rule.LINK_SUPERSEDED;
import static dev.hallpass.grant.Decision.Rule.LINK_UNKNOWN;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_AWAITING_REVIEW;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVIEWER;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVOKER;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand.Reply;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.util.Optional;

/// The rules for mailed links. A link with its code stands for the person in whose mail it was. It
/// takes one answer, and can end the access while that is open.
public final class LinkRules {

  private LinkRules() {}

  /// The use of a link now: an answer while one is needed, then the end of the access while that is
  /// open.
  public static LinkUse use(Known grant, Sha256 link, Instant now) {
    return grant
        .dossier()
        .question(link)
        .map(question -> use(grant, question, now))
        .orElseGet(() -> new LinkUse.Nothing(LINK_UNKNOWN, LINK_UNKNOWN));
  }

  private static LinkUse use(Known grant, Question question, Instant now) {
    Optional<Rule> answer = refusalOf(grant, question, now);
    if (answer.isEmpty()) {
      return switch (question.sought()) {
        case ApprovalSought _ -> new LinkUse.Approval(question);
        case ReviewSought _ -> new LinkUse.Review(question);
      };
    }
    return EndingRules.refusalOfEarlyEnd(grant, now)
        // A mailed link ends what is approved. What waits for answers is stopped by a signed call.
        .or(() -> when(grant instanceof AwaitingApproval, NOT_ACTIVE))
        .or(() -> when(!grant.dossier().mayRevoke(question.sought().asked()), NOT_A_REVOKER))
        .or(() -> refusalOf(grant, question))
        .<LinkUse>map(revocation -> new LinkUse.Nothing(answer.get(), revocation))
        .orElseGet(() -> new LinkUse.Revocation(question, answer.get()));
  }

  static Decision answer(Known grant, GrantCommand.Answer answer, Instant now) {
    boolean isRevocation = answer.reply() instanceof Reply.Revoke;
    return switch (use(grant, answer.link().hash(), now)) {
      case LinkUse.Approval _ when isRevocation -> new Rejected(NOT_ACTIVE);
      case LinkUse.Review _ when isRevocation -> new Rejected(Rule.ALREADY_OVER);
      case LinkUse.Revocation(_, var rule) when !isRevocation -> new Rejected(rule);
      case LinkUse.Good good -> answer(grant, good.question(), answer, now);
      case LinkUse.Nothing nothing ->
          new Rejected(isRevocation ? nothing.revocation() : nothing.answer());
    };
  }

  private static Decision answer(
      Known grant, Question question, GrantCommand.Answer answer, Instant now) {
    if (!question.sought().code().matches(answer.code().hash(answer.link()))) {
      return new Accepted(new GrantEvent.CodeRefused(answer.link().hash(), answer.attempt()));
    }
    return switch (question.sought()) {
      case ApprovalSought sought -> answer(grant, sought, answer.reply(), now);
      case ReviewSought sought -> answer(grant, sought, answer.reply());
    };
  }

  private static Decision answer(Known grant, ApprovalSought sought, Reply reply, Instant now) {
    Person approver = sought.approver();
    return switch (reply) {
      case Reply.Yes(var shortenedTo) ->
          AnsweringRules.approve(
              grant, new GrantCommand.Approve(approver, Channel.LINK, shortenedTo), now);
      case Reply.No(var reason) ->
          AnsweringRules.deny(grant, new GrantCommand.Deny(approver, reason, Channel.LINK), now);
      case Reply.Revoke(var reason) ->
          EndingRules.revoke(
              grant, new GrantCommand.Revoke(approver, false, reason, Channel.LINK), now);
      case Reply.Reviewed _ -> new Rejected(NOT_AWAITING_REVIEW);
    };
  }

  private static Decision answer(Known grant, ReviewSought sought, Reply reply) {
    return switch (reply) {
      case Reply.Reviewed(var verdict, var remarks) ->
          AnsweringRules.review(
              grant, new GrantCommand.Review(sought.reviewer(), verdict, remarks, Channel.LINK));
      case Reply.Yes _, Reply.No _ -> new Rejected(Rule.NOT_AWAITING_APPROVAL);
      case Reply.Revoke _ -> new Rejected(Rule.ALREADY_OVER);
    };
  }

  private static Optional<Rule> refusalOf(Known grant, Question question, Instant now) {
    Optional<Rule> refusal =
        switch (question.sought()) {
          case ApprovalSought sought -> refusalOf(grant, sought, now);
          case ReviewSought sought -> refusalOf(grant, sought);
        };
    return refusal.or(() -> refusalOf(grant, question));
  }

  private static Optional<Rule> refusalOf(Known grant, Question question) {
    // Only the newest mail counts, never an older one beside it.
    return when(grant.dossier().isSuperseded(question), LINK_SUPERSEDED)
        .or(() -> when(question.isLocked(), LINK_LOCKED));
  }

  private static Optional<Rule> refusalOf(Known grant, ApprovalSought sought, Instant now) {
    if (grant.dossier().answers().isAnsweredBy(sought.approver(), sought.level())) {
      return Optional.of(LINK_USED);
    }
    if (grant instanceof Over(_, var outcome) && outcome == Outcome.LAPSED) {
      return Optional.of(LINK_EXPIRED);
    }
    if (!(grant instanceof AwaitingApproval open) || open.level() != sought.level()) {
      return Optional.of(LINK_OVERTAKEN);
    }
    if (open.dossier().answers().isApprovedElsewhereBy(sought.approver(), open.level())) {
      return Optional.of(APPROVED_AT_ANOTHER_LEVEL);
    }
    if (open.dossier().isRelieved(sought.approver(), open.level())) {
      return Optional.of(LINK_RELIEVED);
    }
    if (!now.isBefore(sought.answerBy()) || open.isTimeUp(now)) {
      return Optional.of(LINK_EXPIRED);
    }
    // A link is bound to the policy that its mail described.
    return when(
        !sought.policyHash().equals(grant.dossier().request().policyHash()), POLICY_DIFFERS);
  }

  /// A review counts however late it comes.
  private static Optional<Rule> refusalOf(Known grant, ReviewSought sought) {
    var review = grant.dossier().answers().review();
    if (review.isPresent()) {
      return Optional.of(
          review.get().reviewer().equals(sought.reviewer()) ? LINK_USED : LINK_OVERTAKEN);
    }
    return when(!grant.dossier().reviewers().contains(sought.reviewer()), NOT_A_REVIEWER);
  }

  private static Optional<Rule> when(boolean holds, Rule rule) {
    return holds ? Optional.of(rule) : Optional.empty();
  }
}
