package dev.hallpass.grant;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Code;
import dev.hallpass.approval.Link;
import dev.hallpass.approval.Verdict;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Something that a person or the workflow wants to happen to a grant.
public sealed interface GrantCommand {

  /// Ask for access.
  record Request(GrantEvent.Requested requested) implements GrantCommand {}

  /// Hang a doorbell, so that the workflow can be woken.
  record HangDoorbell(Doorbell doorbell) implements GrantCommand {}

  /// Put the question to one approver of a level.
  ///
  /// @param reminder whether the approver was asked before
  record SeekApproval(int level, Person approver, Link link, Code code, boolean reminder)
      implements GrantCommand {}

  /// Ask others too, or instead, if it is time to.
  record Escalate() implements GrantCommand {}

  /// Let the rule decide that the plan leaves it to.
  record ApproveByRule() implements GrantCommand {}

  /// Note that a question's mail was taken.
  record NoteMail(Person to, Link link, String messageId) implements GrantCommand {}

  /// Note that a mail came back.
  ///
  /// @param link the hash of the link in it; empty if it asked for no answer
  record NoteBounce(Person to, Optional<Sha256> link) implements GrantCommand {}

  /// Note that a mail was taken that tells of an entry.
  ///
  /// @param about the entry's sequence number
  record NoteNotification(Person to, int about, String messageId) implements GrantCommand {}

  /// Say yes, having proved who one is.
  ///
  /// @param shortenedTo the longest time one allows; empty if as long as was asked for
  record Approve(Person approver, Channel channel, Optional<Duration> shortenedTo)
      implements GrantCommand {}

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
  ///
  /// @param life how long it is to live
  record PlanCredentials(Person requester, SessionName session, Duration life)
      implements GrantCommand {}

  /// Note that a session's credentials are handed out.
  record IssueCredentials(Person requester, SessionName session, Instant expiresAt)
      implements GrantCommand {}

  /// Note that the end is near, so that the requester is told.
  record NoteEndNear() implements GrantCommand {}

  /// Give the access back, and say why.
  record Return(Person requester, String reason) implements GrantCommand {}

  /// Take the access away, having proved who one is, and say why.
  ///
  /// @param isAdmin whether the settings name the revoker for it
  record Revoke(Person revoker, boolean isAdmin, String reason, Channel channel)
      implements GrantCommand {}

  /// End the access whose time is up.
  record End() implements GrantCommand {}

  /// Give up an extension, unless the grant that it extends has lasted until its end.
  ///
  /// @param predecessor the state of that grant
  record GiveUpExtension(Grant predecessor) implements GrantCommand {}

  /// Note that the policy is not as it was approved.
  record NoteDrift(GrantEvent.Drift drift) implements GrantCommand {}

  /// End the access whose policy was changed.
  record EndDrifted() implements GrantCommand {}

  /// Note that the sessions which may live are denied.
  record NoteSessionDenial() implements GrantCommand {}

  /// Note that no session needs to be denied any more, and none is.
  record NoteSessionDenialRemoval() implements GrantCommand {}

  /// Note that the policy is gone.
  record NoteDeletion(Ender ender) implements GrantCommand {}

  /// Note that the policy was gone before its end was recorded.
  record NoteLateness(Ender ender) implements GrantCommand {}

  /// Note that a policy was removed that came after the one before it had gone.
  record NoteLatecomer(Ender ender) implements GrantCommand {}

  /// Put the question to one who must review broken glass.
  record SeekReview(Person reviewer, Link link, Code code) implements GrantCommand {}

  /// Review broken glass, having proved who one is.
  record Review(Person reviewer, Verdict verdict, String remarks, Channel channel)
      implements GrantCommand {}

  /// Give up on a grant that could not be activated.
  record Fail(String step) implements GrantCommand {}

  /// What somebody replies who was asked by mail.
  sealed interface Reply {
    /// Yes, for this long at the most; empty if as long as was asked for.
    record Yes(Optional<Duration> shortenedTo) implements Reply {}

    /// No, and why.
    record No(String reason) implements Reply {}

    /// The access is to end at once, and why.
    record Revoke(String reason) implements Reply {}

    /// What a review came to.
    record Reviewed(Verdict verdict, String remarks) implements Reply {}
  }
}
