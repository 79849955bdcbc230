package dev.hallpass.grant;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Verdict;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.Risk;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.policy.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Something that happened to a grant. The ledger keeps events for ever, so their names and members
/// are a contract: add some, never change them.
public sealed interface GrantEvent {

  /// The actor of the event.
  default Actor actor() {
    return Actor.HALLPASS;
  }

  /// The doorbell that it hangs; empty if none.
  default Optional<Doorbell> hung() {
    return Optional.empty();
  }

  /// An event that does not change the state of the grant.
  sealed interface Note extends GrantEvent {}

  /// A turn of a grant: people are notified of it, and other systems by the bus. From this group
  /// the filter of the ledger's stream is made.
  sealed interface Notifying extends GrantEvent {}

  /// The requester uses the access.
  sealed interface Use extends GrantEvent {
    /// The requester.
    Person requester();

    /// The name of the session.
    SessionName session();

    @Override
    default Actor actor() {
      return Actor.of(requester());
    }
  }

  /// The end of a grant.
  sealed interface GrantEnd extends GrantEvent {
    /// The outcome of the grant.
    Outcome outcome();
  }

  /// The request ended without access.
  sealed interface RequestEnd extends GrantEnd {}

  /// The access is over that was open or about to open.
  sealed interface AccessEnd extends GrantEnd {}

  /// The policy is gone.
  sealed interface Removal extends GrantEvent {
    /// Who removed it; empty if it is not known.
    Optional<Ender> by();
  }

  /// A person requested access. This freezes everything that later decisions depend on.
  ///
  /// @param title the entitlement's title for people
  /// @param ticket its ticket in the requester's tracker; empty if none was named
  /// @param duration the longest time that the access is open
  /// @param startsAt the begin of the access; empty for the moment of the last yes
  /// @param extensionOf the grant that this one extends; empty if none
  /// @param policy the rendered policy that the approvers see, without the end that is added later
  /// @param policyHash the hash that the approvers approve
  /// @param risks the risks that the entitlement takes, each with its reason
  record Requested(
      Person requester,
      EntitlementId entitlement,
      String title,
      Map<String, String> parameters,
      String justification,
      Optional<String> ticket,
      Duration duration,
      Optional<Instant> startsAt,
      Optional<GrantId> extensionOf,
      ApprovalPlan plan,
      RoleArn role,
      Policy policy,
      Sha256 policyHash,
      Map<Risk, String> risks)
      implements Notifying {

    public Requested {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
      risks = Collections.unmodifiableMap(new TreeMap<>(risks));
    }

    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// The workflow waits for a ring.
  record DoorbellHung(Doorbell doorbell) implements Note {
    @Override
    public Optional<Doorbell> hung() {
      return Optional.of(doorbell);
    }
  }

  /// A question to one person, before its mail is sent.
  sealed interface Sought extends GrantEvent {
    /// The person who is asked.
    Person asked();

    /// The hash of the mailed link.
    Sha256 link();

    /// The hash of the mailed code.
    Sha256 code();

    /// The time to answer.
    Instant answerBy();
  }

  /// An approver is about to get a mail with a question.
  ///
  /// @param link the hash of the mailed link
  /// @param code the hash of the mailed code
  /// @param reminder whether the approver was asked before
  /// @param doorbell the doorbell at which the workflow waits for the answer; empty if an entry
  ///   before hangs it
  record ApprovalSought(
      int level,
      Person approver,
      Sha256 link,
      Sha256 code,
      Sha256 policyHash,
      Instant answerBy,
      boolean reminder,
      Optional<Doorbell> doorbell)
      implements Sought {

    @Override
    public Optional<Doorbell> hung() {
      return doorbell;
    }

    @Override
    public Person asked() {
      return approver;
    }
  }

  /// A level is late or cannot answer, so the approvers of its escalation are asked.
  record Escalated(int level, Trigger trigger) implements Notifying {}

  /// The mail service took a mail.
  ///
  /// @param link the hash of the link in it
  record MailSent(Person to, Sha256 link, String messageId) implements Note {}

  /// The mail of a question is not sent yet, because its person got too many within an hour, or
  /// because the mail service did not take it. The question is open without it.
  ///
  /// @param link the hash of the link that is not sent
  /// @param until when Hallpass asks again
  /// @param isRefused whether the mail service did not take it
  record MailHeld(Person to, Sha256 link, Instant until, boolean isRefused) implements Note {}

  /// A mail came back.
  ///
  /// @param link the hash of the link in it; empty if the mail asks for no answer
  record MailBounced(Person to, Optional<Sha256> link) implements Note {}

  /// A wrong code was typed in for a link.
  ///
  /// @param attempt an id that distinguishes two attempts at the same instant, so that both count
  record CodeRefused(Sha256 link, String attempt) implements Note {}

  /// An approver said yes to a policy.
  ///
  /// @param shortenedTo the longest time that the approver allows; empty for the requested duration
  /// @param seal the proof that a deciding function wrote this; without it, the yes opens nothing
  record Approved(
      int level,
      Person approver,
      Sha256 policyHash,
      Channel channel,
      Optional<Duration> shortenedTo,
      Optional<Seal> seal)
      implements Notifying {

    /// A yes that is not sealed yet.
    public Approved(
        int level,
        Person approver,
        Sha256 policyHash,
        Channel channel,
        Optional<Duration> shortenedTo) {
      this(level, approver, policyHash, channel, shortenedTo, Optional.empty());
    }

    /// The same yes with its seal.
    public Approved with(Seal seal) {
      return new Approved(level, approver, policyHash, channel, shortenedTo, Optional.of(seal));
    }

    @Override
    public Actor actor() {
      return Actor.of(approver);
    }
  }

  /// An approver took their yes back before the access opened. The level needs another one.
  record Withdrawn(int level, Person approver, Channel channel) implements Notifying {

    /// Whether this is the yes that was taken back.
    public boolean takesBack(Approved yes) {
      return yes.level() == level && yes.approver().equals(approver);
    }

    @Override
    public Actor actor() {
      return Actor.of(approver);
    }
  }

  /// A rule of the catalogue said yes to a policy, without a person.
  record ApprovedByRule(String rule, Sha256 policyHash) implements Notifying {}

  /// An approver said no.
  record Denied(int level, Person approver, String reason, Channel channel)
      implements RequestEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.DENIED;
    }

    @Override
    public Actor actor() {
      return Actor.of(approver);
    }
  }

  /// A level's time ran out before it was settled.
  record Lapsed(int level) implements RequestEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.LAPSED;
    }
  }

  /// The requester took the request back before the access opened.
  record Cancelled(Person requester) implements RequestEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.CANCELLED;
    }

    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// The policy is about to be created.
  ///
  /// @param policy the policy with its end
  record PolicyPlanned(Policy policy, Sha256 policyHash, Instant expiresAt) implements GrantEvent {}

  /// The policy exists: the access is open.
  record Activated(PolicyArn policy) implements Notifying {}

  /// Hallpass is about to ask STS for credentials.
  ///
  /// @param until the latest end of the session, whenever it begins; empty in entries of earlier
  ///   builds
  record CredentialsPlanned(Person requester, SessionName session, Optional<Instant> until)
      implements Use {}

  /// The requester got credentials.
  ///
  /// @param expiresAt the end of their use
  record CredentialsIssued(Person requester, SessionName session, Instant expiresAt)
      implements Use {}

  /// The access ends soon, and the requester is about to get a mail.
  record EndNeared() implements Notifying {}

  /// The access is over of itself: sessions that may live are about to be denied, and the policy is
  /// about to be removed.
  record Ended(Cause cause) implements AccessEnd, Notifying {
    @Override
    public Outcome outcome() {
      return switch (cause) {
        case EXPIRED -> Outcome.EXPIRED;
        case DRIFTED -> Outcome.DRIFTED;
        case NOTHING_TO_EXTEND -> Outcome.NOTHING_TO_EXTEND;
      };
    }
  }

  /// The requester returned the access early, with a reason. Then the same follows as after
  /// [Ended].
  record Returned(Person requester, String reason) implements AccessEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.RETURNED;
    }

    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// A person revoked the access early, with a reason. Then the same follows as after [Ended].
  record Revoked(Person revoker, Standing standing, String reason, Channel channel)
      implements AccessEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.REVOKED;
    }

    @Override
    public Actor actor() {
      return Actor.of(revoker);
    }
  }

  /// The sessions that may live are denied everything by a policy on the role.
  ///
  /// @param until when the last of them is over; then that policy is removed
  record SessionsDenied(Instant until) implements GrantEvent {}

  /// No session lives any more, and the policy that denied them everything is gone from the role.
  record SessionDenialRemoved() implements GrantEvent {}

  /// The access is over, and these shells are open that its sessions opened. They are about to be
  /// terminated.
  ///
  /// @param shells none if Hallpass looked for the first time and found none
  record ShellsFound(List<Shell> shells) implements Note {
    public ShellsFound {
      shells = List.copyOf(shells);
    }
  }

  /// Session Manager was told to terminate these shells.
  record ShellsTerminated(List<Shell> shells) implements Note {
    public ShellsTerminated {
      shells = List.copyOf(shells);
    }
  }

  /// No session lives any more that could open a shell, and none is open.
  record ShellsOver() implements GrantEvent {}

  /// The policy is gone.
  ///
  /// @param ender who removed it; empty where earlier builds wrote it
  record PolicyDeleted(Optional<Ender> ender) implements Removal {
    @Override
    public Optional<Ender> by() {
      return ender;
    }
  }

  /// The policy was gone before its end was recorded: the ledger did not answer when the time was
  /// up, and ending does not wait for it.
  ///
  /// @param ender who recorded it
  record LateRecord(Ender ender) implements Removal {
    @Override
    public Optional<Ender> by() {
      return Optional.of(ender);
    }
  }

  /// What was found in IAM is not what the ledger tells; it is about to be removed.
  record DriftFound(Drift drift) implements Note {}

  /// A reviewer of an access that is over is about to get a mail with a question.
  ///
  /// @param link the hash of the mailed link
  /// @param code the hash of the mailed code
  /// @param nextAt the time of the next mail if nobody answers
  record ReviewSought(Person reviewer, Sha256 link, Sha256 code, Instant answerBy, Instant nextAt)
      implements Sought {
    @Override
    public Person asked() {
      return reviewer;
    }
  }

  /// An owner reviewed the access.
  record Reviewed(Person reviewer, Verdict verdict, String remarks, Channel channel)
      implements Notifying {
    @Override
    public Actor actor() {
      return Actor.of(reviewer);
    }
  }

  /// Hallpass does not believe the entries before, or the deployed catalogue does not give this
  /// access any more. Then the same follows as after [Ended]. If an approver was about to say yes,
  /// this takes the place of the yes.
  record Refused(Doubt doubt) implements AccessEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.REFUSED;
    }
  }

  /// The grant could not be activated.
  ///
  /// @param step the step of the workflow that failed
  record Failed(String step) implements AccessEnd, Notifying {
    @Override
    public Outcome outcome() {
      return Outcome.FAILED;
    }
  }

  /// What speaks against access that the entries call approved, or against a yes to it.
  enum Doubt {
    /// A yes of the quorum has no good seal.
    NOT_SEALED,
    /// A yes of the quorum has no proof of its caller, and the plan demands one.
    NOT_PROVED,
    /// The requester is blocked, or a person whose yes is needed.
    BLOCKED,
    /// So many who said yes are not in the group any more by which they were asked.
    APPROVER_LEFT,
    /// The deployed catalogue does not offer the entitlement to the requester any more.
    NOT_OFFERED,
    /// The deployed catalogue gives another policy, role, plan or time for the same request.
    ENTITLEMENT_CHANGED,
    /// A managed policy of the account is another than the reviewed one.
    MANAGED_POLICY_CHANGED,
    /// The account has as many customer managed policies as its quota allows.
    POLICY_QUOTA_REACHED,
    /// The conditions of the rule that chose the plan do not hold any more.
    RULE_NOT_MET,
    /// The planned time is another than the approved one.
    OTHER_TIME,
    /// The recorded policy is that of another grant.
    OTHER_POLICY
  }

  /// The reason of an escalation.
  enum Trigger {
    TIME_PASSED,
    QUORUM_OUT_OF_REACH
  }

  /// Why access ended of itself.
  enum Cause {
    EXPIRED,
    /// The policy was changed or deleted outside Hallpass.
    DRIFTED,
    /// It was to follow on another grant, and that one did not last until its end.
    NOTHING_TO_EXTEND
  }

  /// The standing of a person who revokes access.
  enum Standing {
    /// A person whom the plan names.
    APPROVER,
    ADMIN
  }

  /// The difference between the policy of a grant and the ledger.
  enum Drift {
    /// The ledger does not know the grant.
    GRANT_UNKNOWN,
    /// The ledger has announced no policy for this grant.
    NOT_ANNOUNCED,
    /// The policy has another document than the approved one.
    OTHER_DOCUMENT,
    /// The policy is attached to a principal.
    ATTACHED,
    /// Access is open, and others deleted its policy.
    MISSING
  }
}
