package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.ALREADY_ANNOUNCED;
import static dev.hallpass.grant.Decision.Rule.ALREADY_NOTIFIED;
import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.NOT_YET_TO_START;
import static dev.hallpass.grant.Decision.Rule.POLICY_DIFFERS;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;
import static dev.hallpass.grant.Decision.Rule.TOO_MANY_SESSIONS;
import static dev.hallpass.grant.Decision.Rule.TOO_SOON;

import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.identity.Person;
import dev.hallpass.policy.SessionName;
import java.time.Instant;
import java.util.Optional;

/// The rules for opening access and for credentials.
final class AccessRules {

  private AccessRules() {}

  static Decision planPolicy(Known grant, GrantCommand.PlanPolicy plan, Instant now) {
    // Counts the quorum again from the ledger, at the moment of effect.
    if (!(grant instanceof Grant.Approved(var dossier)) || !dossier.isApproved()) {
      return new Rejected(NOT_APPROVED);
    }
    var request = dossier.request();
    boolean asApproved =
        plan.policy().equals(request.policy().ofGrant(dossier.grant(), plan.expiresAt()));
    if (dossier.isToStartAfter(now)) {
      return new Rejected(NOT_YET_TO_START);
    }
    boolean inTime = now.isBefore(plan.expiresAt()) && !plan.expiresAt().isAfter(dossier.end(now));
    return asApproved && inTime
        ? new Accepted(
            new GrantEvent.PolicyPlanned(plan.policy(), plan.policyHash(), plan.expiresAt()))
        : new Rejected(POLICY_DIFFERS);
  }

  static Decision activate(Known grant, GrantCommand.Activate activate) {
    return switch (grant) {
      case Activating _ -> new Accepted(new GrantEvent.Activated(activate.policy()));
      case Active _ -> new Rejected(ALREADY_ACTIVE);
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ -> new Rejected(NOT_APPROVED);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  static Decision planCredentials(Known grant, GrantCommand.PlanCredentials plan, Instant now) {
    return refusalOf(grant, plan.requester(), now)
        .or(() -> isInTime(grant, plan, now) ? Optional.of(ALREADY_ANNOUNCED) : Optional.empty())
        .or(() -> hasRoom(grant, plan, now) ? Optional.empty() : Optional.of(TOO_MANY_SESSIONS))
        .<Decision>map(Rejected::new)
        .orElseGet(() ->
            new Accepted(
                new GrantEvent.CredentialsPlanned(
                    plan.requester(),
                    plan.session(),
                    Optional.of(now.plus(plan.life()).plus(LiveSessions.SLACK)))));
  }

  static Decision issueCredentials(Known grant, GrantCommand.IssueCredentials issue, Instant now) {
    return refusalOf(grant, issue.requester(), now)
        // Write ahead: Hallpass hands out only sessions that it has announced.
        .or(() -> isAnnounced(grant, issue.session()) ? Optional.empty() : Optional.of(NOT_ACTIVE))
        // Another call was faster.
        .or(() -> isNext(grant, issue) ? Optional.empty() : Optional.of(TOO_SOON))
        .<Decision>map(Rejected::new)
        .orElseGet(() ->
            new Accepted(
                new GrantEvent.CredentialsIssued(
                    issue.requester(), issue.session(), issue.expiresAt())));
  }

  /// The rule that keeps a person from credentials of a grant now; empty if they can have them.
  private static Optional<Rule> refusalOf(Known grant, Person person, Instant now) {
    if (!grant.dossier().request().requester().equals(person)) {
      return Optional.of(NOT_REQUESTER);
    }
    return grant instanceof Active active && now.isBefore(active.plan().expiresAt())
        ? Optional.empty()
        : Optional.of(NOT_ACTIVE);
  }

  /// Whether the session was announced and, if it begins now, ends before the announced end.
  private static boolean isInTime(Known grant, GrantCommand.PlanCredentials plan, Instant now) {
    Instant over = now.plus(plan.life()).plus(Clocks.APART);
    return grant instanceof Active active
        && active.sessions().get(plan.session()).filter(until -> !until.isBefore(over)).isPresent();
  }

  private static boolean hasRoom(Known grant, GrantCommand.PlanCredentials plan, Instant now) {
    return grant instanceof Active active
        && (active.sessions().has(plan.session())
            || active.live(now).size() < LiveSessions.MOST_AT_ONCE);
  }

  private static boolean isNext(Known grant, GrantCommand.IssueCredentials issue) {
    return grant instanceof Active active && active.issued() == issue.seen();
  }

  private static boolean isAnnounced(Known grant, SessionName session) {
    return grant instanceof Active active && active.sessions().has(session);
  }

  /// A grant that began with less time gets no such mail.
  static Decision noteEndNear(Known grant, Instant now) {
    if (!(grant instanceof Active active) || active.dossier().endNeared()) {
      return new Rejected(ALREADY_NOTIFIED);
    }
    return active.isNearItsEnd(now)
        ? new Accepted(new GrantEvent.EndNeared())
        : new Rejected(TIME_IS_NOT_UP);
  }

  static Decision refuse(Known grant, GrantEvent.Doubt doubt) {
    return switch (grant) {
      case Grant.Approved _, Activating _, Active _ -> new Accepted(new GrantEvent.Refused(doubt));
      case AwaitingRule _, AwaitingApproval _ -> new Rejected(NOT_APPROVED);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  static Decision fail(Known grant, String step) {
    return switch (grant) {
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _, Activating _ ->
          new Accepted(new GrantEvent.Failed(step));
      case Active _ -> new Rejected(ALREADY_ACTIVE);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }
}
