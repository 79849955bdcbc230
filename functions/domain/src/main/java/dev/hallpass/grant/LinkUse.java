package dev.hallpass.grant;

import dev.hallpass.grant.Decision.Rule;

/// The use that a mailed link has now.
public sealed interface LinkUse {

  /// The link has a use.
  sealed interface Good extends LinkUse {
    /// The question of the link's mail.
    Question question();
  }

  /// It takes a yes or a no.
  record Approval(Question question) implements Good {}

  /// It takes a review.
  record Review(Question question) implements Good {}

  /// It can end the access early.
  ///
  /// @param answer the rule that refuses an answer
  record Revocation(Question question, Rule answer) implements Good {}

  /// The link has no use.
  ///
  /// @param answer the rule that refuses an answer
  /// @param revocation the rule that refuses a revocation
  record Nothing(Rule answer, Rule revocation) implements LinkUse {

    /// The rule to show when the person has tried neither. While the access is open, the fault of
    /// the link matters more.
    public Rule rule() {
      return revocation == Rule.LINK_LOCKED || revocation == Rule.LINK_SUPERSEDED
          ? revocation
          : answer;
    }
  }
}
