package dev.hallpass.grant;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.workflow.Doorbell;
import java.time.Instant;

/// Something that a person or the workflow wants to happen to a grant.
public sealed interface GrantCommand {

  /// Ask for access.
  record Request(GrantEvent.Requested requested) implements GrantCommand {}

  /// Hang a doorbell, so that the workflow can be woken.
  record HangDoorbell(Doorbell doorbell) implements GrantCommand {}

  /// Put the question to one approver of a level.
  record SeekApproval(int level, Person approver, Link link, Code code) implements GrantCommand {}

  /// Note that a question's mail was taken.
  record NoteMail(Person to, Link link, String messageId) implements GrantCommand {}

  /// Say yes, having proved who one is.
  record Approve(Person approver, Channel channel) implements GrantCommand {}

  /// Say no, having proved who one is.
  record Deny(Person approver, String reason, Channel channel) implements GrantCommand {}

  /// Answer by mailed link and code.
  ///
  /// @param attempt an id of this attempt
  record Answer(Link link, Code code, Reply reply, String attempt) implements GrantCommand {}

  /// Let a level lapse whose time ran out.
  record Lapse() implements GrantCommand {}

  /// Take one's request back.
  record Cancel(Person requester) implements GrantCommand {}

  /// Announce the policy that is about to be made.
  record PlanPolicy(Policy policy, Sha256 policyHash, Instant expiresAt) implements GrantCommand {}

  /// Note that the policy was made.
  record Activate(PolicyArn policy) implements GrantCommand {}

  /// Announce a session that is about to be opened.
  record PlanCredentials(Person requester, SessionName session) implements GrantCommand {}

  /// Note that a session's credentials are handed out.
  record IssueCredentials(Person requester, SessionName session, Instant expiresAt)
      implements GrantCommand {}

  /// End the access whose time is up.
  record End() implements GrantCommand {}

  /// Note that the policy is gone.
  record NoteDeletion() implements GrantCommand {}

  /// Give up on a grant that could not be activated.
  record Fail(String step) implements GrantCommand {}

  /// What an approver replies.
  sealed interface Reply {
    /// Yes.
    record Yes() implements Reply {}

    /// No, and why.
    record No(String reason) implements Reply {}
  }
}
