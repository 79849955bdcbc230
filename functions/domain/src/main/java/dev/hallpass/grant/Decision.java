package dev.hallpass.grant;

/// The answer to a command: the event to record, or the rule that refuses it.
public sealed interface Decision {

  /// Yes: this is to be recorded.
  record Accepted(GrantEvent event) implements Decision {}

  /// No, by this rule.
  record Rejected(Rule rule) implements Decision {}

  /// A rule that a command can break, named as people are told.
  enum Rule {
    ALREADY_REQUESTED,
    QUORUM_NEEDS_REQUESTER,
    UNKNOWN_GRANT,
    NOT_AWAITING_APPROVAL,
    APPROVER_IS_REQUESTER,
    NOT_AN_APPROVER,
    ALREADY_APPROVED_BY_YOU,
    TIME_IS_UP,
    TIME_IS_NOT_UP,
    LINK_UNKNOWN,
    LINK_LOCKED,
    LINK_USED,
    LINK_OVERTAKEN,
    LINK_EXPIRED,
    POLICY_DIFFERS,
    NOT_REQUESTER,
    NOT_APPROVED,
    NOT_ACTIVE,
    ALREADY_ACTIVE,
    ALREADY_OVER
  }
}
