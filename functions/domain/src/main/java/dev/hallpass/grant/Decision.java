package dev.hallpass.grant;

/// The answer to a command: the event to record, or the rule that refuses it.
public sealed interface Decision {

  /// Yes: record this event.
  record Accepted(GrantEvent event) implements Decision {}

  /// No, because of this rule.
  record Rejected(Rule rule) implements Decision {}

  /// A rule that a command can break. People see its name in problem types.
  enum Rule {
    ALREADY_REQUESTED,
    QUORUM_NEEDS_REQUESTER,
    UNKNOWN_GRANT,
    NOT_AWAITING_APPROVAL,
    APPROVER_IS_REQUESTER,
    NOT_AN_APPROVER,
    ALREADY_APPROVED_BY_YOU,
    APPROVED_AT_ANOTHER_LEVEL,
    NEEDED_AT_ANOTHER_LEVEL,
    TAKEN_BACK_TOO_OFTEN,
    NOT_APPROVED_BY_YOU,
    PROOF_DEMANDED,
    NOT_SHORTER,
    PEOPLE_DECIDE,
    NOT_YET_TO_ESCALATE,
    ALREADY_NOTIFIED,
    TIME_IS_UP,
    TIME_IS_NOT_UP,
    LINK_UNKNOWN,
    LINK_LOCKED,
    LINK_USED,
    LINK_SUPERSEDED,
    LINK_RELIEVED,
    LINK_OVERTAKEN,
    LINK_EXPIRED,
    POLICY_DIFFERS,
    NOT_REQUESTER,
    NOT_AWAITING_REVIEW,
    NOT_A_REVIEWER,
    REVIEWER_IS_REQUESTER,
    NOT_A_REVOKER,
    NOT_APPROVED,
    NOT_YET_TO_START,
    NOTHING_TO_GIVE_UP,
    NOT_ACTIVE,
    ALREADY_ACTIVE,
    ALREADY_ANNOUNCED,
    TOO_MANY_SESSIONS,
    TOO_SOON,
    ALREADY_OVER,
    BLOCKED,
    NOT_AN_ADMIN,
    OWN_BLOCK
  }
}
