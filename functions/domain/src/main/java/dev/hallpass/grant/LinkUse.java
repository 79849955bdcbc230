package dev.hallpass.grant;

import dev.hallpass.grant.Decision.Rule;

/// What a mailed link is good for.
public sealed interface LinkUse {

  /// For something.
  sealed interface Good extends LinkUse {
    /// The question that the link was mailed with.
    Question question();
  }

  /// To say yes or no.
  record Approval(Question question) implements Good {}

  /// To review broken glass.
  record Review(Question question) implements Good {}

  /// To end the access before its time.
  ///
  /// @param answer the rule that keeps it from being used for an answer
  record Revocation(Question question, Rule answer) implements Good {}

  /// For nothing.
  ///
  /// @param answer the rule that keeps it from being used for an answer
  /// @param revocation the rule that keeps it from being used to end the access
  record Nothing(Rule answer, Rule revocation) implements LinkUse {

    /// The rule to tell where neither was tried. Where the access could be ended, it matters more
    /// what is wrong with the link.
    public Rule rule() {
      return revocation == Rule.LINK_LOCKED || revocation == Rule.LINK_SUPERSEDED
          ? revocation
          : answer;
    }
  }
}
