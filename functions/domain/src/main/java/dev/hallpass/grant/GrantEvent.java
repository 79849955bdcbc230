package dev.hallpass.grant;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.EntitlementId;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.workflow.Doorbell;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Something that happened to a grant. The ledger keeps these for ever, so their names and members
/// are a contract: add, never change.
public sealed interface GrantEvent {

  /// Who made it happen.
  default Actor actor() {
    return Actor.HALLPASS;
  }

  /// Somebody asked. Everything that is later decided on is frozen here.
  ///
  /// @param title the entitlement's, as people read it
  /// @param policy as the approvers see it: rendered, but for the expiry that is added when it is
  ///   made
  /// @param policyHash what the approvers approve
  record Requested(
      Person requester,
      EntitlementId entitlement,
      String title,
      Map<String, String> parameters,
      String justification,
      Duration duration,
      ApprovalPlan plan,
      RoleArn role,
      Policy policy,
      Sha256 policyHash)
      implements GrantEvent {

    public Requested {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// The workflow waits for a ring.
  record DoorbellHung(Doorbell doorbell) implements GrantEvent {}

  /// A question to one approver is about to be mailed.
  ///
  /// @param link the hash of the mailed link
  /// @param code the hash of the mailed code
  record ApprovalSought(
      int level, Person approver, Sha256 link, Sha256 code, Sha256 policyHash, Instant answerBy)
      implements GrantEvent {}

  /// The mail service took a mail.
  ///
  /// @param link the hash of the link in it
  record MailSent(Person to, Sha256 link, String messageId) implements GrantEvent {}

  /// Somebody used a link with a wrong code.
  ///
  /// @param attempt tells two attempts at the same instant apart, so that each counts
  record CodeRefused(Sha256 link, String attempt) implements GrantEvent {}

  /// An approver said yes to a policy.
  record Approved(int level, Person approver, Sha256 policyHash, Channel channel)
      implements GrantEvent {
    @Override
    public Actor actor() {
      return Actor.of(approver);
    }
  }

  /// An approver said no.
  record Denied(int level, Person approver, String reason, Channel channel) implements GrantEvent {
    @Override
    public Actor actor() {
      return Actor.of(approver);
    }
  }

  /// A level's time ran out before it was settled.
  record Lapsed(int level) implements GrantEvent {}

  /// The requester took the request back before it was active.
  record Cancelled(Person requester) implements GrantEvent {
    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// The policy is about to be made.
  ///
  /// @param policy as it is made, with the expiry in it
  record PolicyPlanned(Policy policy, Sha256 policyHash, Instant expiresAt) implements GrantEvent {}

  /// The policy was made: the access is open.
  record Activated(PolicyArn policy) implements GrantEvent {}

  /// Credentials are about to be asked for.
  record CredentialsPlanned(Person requester, SessionName session) implements GrantEvent {
    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// Credentials were handed to the requester.
  ///
  /// @param expiresAt when they are of no use any more
  record CredentialsIssued(Person requester, SessionName session, Instant expiresAt)
      implements GrantEvent {
    @Override
    public Actor actor() {
      return Actor.of(requester);
    }
  }

  /// The access is over; the policy is about to be removed.
  record Ended(Cause cause) implements GrantEvent {}

  /// The policy is gone.
  record PolicyDeleted() implements GrantEvent {}

  /// The grant could not be brought to activation.
  ///
  /// @param step the step of the workflow that failed
  record Failed(String step) implements GrantEvent {}

  /// Why access ended.
  enum Cause {
    EXPIRED,
    RETURNED,
    REVOKED
  }
}
