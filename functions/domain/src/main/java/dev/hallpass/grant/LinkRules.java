package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.LINK_EXPIRED;
import static dev.hallpass.grant.Decision.Rule.LINK_LOCKED;
import static dev.hallpass.grant.Decision.Rule.LINK_OVERTAKEN;
import static dev.hallpass.grant.Decision.Rule.LINK_UNKNOWN;
import static dev.hallpass.grant.Decision.Rule.LINK_USED;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Question;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand.Reply;
import java.time.Instant;
import java.util.Optional;

/// What a mailed link is good for. It stands for the approver it was mailed to, once, with the
/// code.
public final class LinkRules {

  private LinkRules() {}

  /// The rule that keeps a link from being used now; empty if it may be.
  public static Optional<Rule> refusalOf(Known grant, Sha256 link, Instant now) {
    return grant
        .dossier()
        .question(link)
        .map(question -> refusalOf(grant, question, now))
        .orElse(Optional.of(LINK_UNKNOWN));
  }

  static Decision answer(Known grant, GrantCommand.Answer answer, Instant now) {
    Sha256 link = answer.link().hash();
    Optional<Rule> refusal = refusalOf(grant, link, now);
    if (refusal.isPresent()) {
      return new Rejected(refusal.get());
    }
    Question question = grant.dossier().question(link).orElseThrow();
    if (!question.sought().code().matches(answer.code().hash(answer.link()))) {
      return new Accepted(new GrantEvent.CodeRefused(link, answer.attempt()));
    }
    Person approver = question.sought().approver();
    return switch (answer.reply()) {
      case Reply.Yes _ -> GrantRules.approve(grant, approver, Channel.LINK, now);
      case Reply.No(var reason) -> GrantRules.deny(grant, approver, reason, Channel.LINK, now);
    };
  }

  private static Optional<Rule> refusalOf(Known grant, Question question, Instant now) {
    var sought = question.sought();
    if (grant.dossier().isApprovedBy(sought.approver(), sought.level())) {
      return Optional.of(LINK_USED);
    }
    if (grant instanceof Grant.Over(_, var outcome) && outcome == Outcome.LAPSED) {
      return Optional.of(LINK_EXPIRED);
    }
    if (!(grant instanceof AwaitingApproval open) || open.level() != sought.level()) {
      return Optional.of(LINK_OVERTAKEN);
    }
    if (!now.isBefore(sought.answerBy())) {
      return Optional.of(LINK_EXPIRED);
    }
    if (question.isLocked()) {
      return Optional.of(LINK_LOCKED);
    }
    // A link is bound to the policy that its mail spoke of.
    return sought.policyHash().equals(grant.dossier().request().policyHash())
        ? Optional.empty()
        : Optional.of(POLICY_DIFFERS);
  }
}
