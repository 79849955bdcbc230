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
import dev.hallpass.policy.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that a person or the workflow wants a grant to do.
public sealed interface GrantCommand {

  /// Request access.
  record Request(GrantEvent.Requested requested) implements GrantCommand {}

  /// Hang a doorbell, by which others can wake the workflow.
  record HangDoorbell(Doorbell doorbell) implements GrantCommand {}

  /// Ask one approver of a level.
  ///
  /// @param reminder whether the approver was asked before
  /// @param doorbell the doorbell to hang with it; empty if it is hung already
  record SeekApproval(
      int level,
      Person approver,
      Link link,
      Code code,
      boolean reminder,
      Optional<Doorbell> doorbell)
      implements GrantCommand {}

  /// Ask the approvers of the escalation, if it is time.
  record Escalate() implements GrantCommand {}

  /// Let the plan's rule decide.
  record ApproveByRule() implements GrantCommand {}

  /// Record that the mail service took the mail of a question.
  record NoteMail(Person to, Link link, String messageId) implements GrantCommand {}

  /// Record that the mail of a question is held.
  ///
  /// @param isRefused whether the mail service did not take it
  record HoldMail(Person to, Link link, Instant until, boolean isRefused) implements GrantCommand {}

  /// Record that a mail came back.
  ///
  /// @param link the hash of the link in it; empty if the mail asks for no answer
  record NoteBounce(Person to, Optional<Sha256> link) implements GrantCommand {}

  /// Say yes, by a proven identity.
  ///
  /// @param shortenedTo the longest time that the approver allows; empty for the requested duration
  record Approve(Person approver, Channel channel, Optional<Duration> shortenedTo)
      implements GrantCommand {}

  /// Say no, by a proven identity.
  record Deny(Person approver, String reason, Channel channel) implements GrantCommand {}

  /// Take the own yes back, by a proven identity.
  record Withdraw(Person approver, Channel channel) implements GrantCommand {}

  /// Answer by mailed link and code.
  ///
  /// @param attempt the id of this attempt
  record Answer(Link link, Code code, Reply reply, String attempt) implements GrantCommand {}

  /// Let a level lapse when its time is up.
  record Lapse() implements GrantCommand {}

  /// Take the own request back.
  record Cancel(Person requester) implements GrantCommand {}

  /// Announce a policy that is about to be created.
  record PlanPolicy(Policy policy, Sha256 policyHash, Instant expiresAt) implements GrantCommand {}

  /// Record that the policy was created.
  record Activate(PolicyArn policy) implements GrantCommand {}

  /// Announce a session that is about to be opened.
  ///
  /// @param life the life of the session
  record PlanCredentials(Person requester, SessionName session, Duration life)
      implements GrantCommand {}

  /// Record that a session's credentials go to the requester.
  ///
  /// @param seen how many sets of credentials had been issued when this one was asked for
  record IssueCredentials(Person requester, SessionName session, Instant expiresAt, int seen)
      implements GrantCommand {}

  /// Record that the end is near, so that the requester gets a mail.
  record NoteEndNear() implements GrantCommand {}

  /// Return the access, with a reason.
  record Return(Person requester, String reason) implements GrantCommand {}

  /// Revoke the access with a reason, by a proven identity.
  ///
  /// @param isAdmin whether the settings name the revoker as an admin
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

  /// Announce that shells are about to be terminated.
  record PlanTermination(List<Shell> shells) implements GrantCommand {
    public PlanTermination {
      shells = List.copyOf(shells);
    }
  }

  /// Note that shells were terminated.
  record NoteTermination(List<Shell> shells) implements GrantCommand {
    public NoteTermination {
      shells = List.copyOf(shells);
    }
  }

  /// Note that no shell is open, and none can be opened any more.
  record NoteShellsOver() implements GrantCommand {}

  /// Note that the policy is gone.
  record NoteDeletion(Ender ender) implements GrantCommand {}

  /// Note that the policy was gone before its end was recorded.
  record NoteLateness(Ender ender) implements GrantCommand {}

  /// Note that a policy was removed that came after the one before it had gone.
  record NoteLatecomer(Ender ender) implements GrantCommand {}

  /// Ask one reviewer of an access that is over.
  record SeekReview(Person reviewer, Link link, Code code) implements GrantCommand {}

  /// Review an access that is over, by a proven identity.
  record Review(Person reviewer, Verdict verdict, String remarks, Channel channel)
      implements GrantCommand {}

  /// Refuse access that the entries call approved.
  record Refuse(GrantEvent.Doubt doubt) implements GrantCommand {}

  /// Give up a grant that could not be activated.
  record Fail(String step) implements GrantCommand {}

  /// The reply of a person who was asked by mail.
  sealed interface Reply {

    /// Whether it helps to open access: a yes, or a review after which the requester can break the
    /// glass again.
    default boolean opens() {
      return switch (this) {
        case Yes _ -> true;
        case Reviewed(var verdict, _) -> verdict == Verdict.JUSTIFIED;
        case No _, Revoke _ -> false;
      };
    }

    /// Yes, for at most this time; empty for the requested duration.
    record Yes(Optional<Duration> shortenedTo) implements Reply {}

    /// No, with a reason.
    record No(String reason) implements Reply {}

    /// End the access at once, with a reason.
    record Revoke(String reason) implements Reply {}

    /// The result of a review.
    record Reviewed(Verdict verdict, String remarks) implements Reply {}
  }
}
