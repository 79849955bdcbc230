package dev.hallpass.grant;

import static dev.hallpass.grant.Decision.Rule.ALREADY_OVER;
import static dev.hallpass.grant.Decision.Rule.NOTHING_TO_GIVE_UP;
import static dev.hallpass.grant.Decision.Rule.NOT_ACTIVE;
import static dev.hallpass.grant.Decision.Rule.NOT_APPROVED;
import static dev.hallpass.grant.Decision.Rule.NOT_A_REVOKER;
import static dev.hallpass.grant.Decision.Rule.NOT_REQUESTER;
import static dev.hallpass.grant.Decision.Rule.TIME_IS_NOT_UP;

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
import dev.hallpass.grant.GrantEvent.Cause;
import dev.hallpass.grant.GrantEvent.Ended;
import dev.hallpass.grant.GrantEvent.Standing;
import java.time.Instant;
import java.util.Optional;

/// What ends the access, and what is left to do after its end.
final class EndingRules {

  private EndingRules() {}

  static Decision giveBack(Known grant, GrantCommand.Return giveBack, Instant now) {
    if (!grant.dossier().request().requester().equals(giveBack.requester())) {
      return new Rejected(NOT_REQUESTER);
    }
    return refusalOfEarlyEnd(grant, now)
        // Before that a request is taken back by cancelling it.
        .or(() -> grant.isPending() ? Optional.of(NOT_ACTIVE) : Optional.empty())
        .<Decision>map(Rejected::new)
        .orElseGet(
            () -> new Accepted(new GrantEvent.Returned(giveBack.requester(), giveBack.reason())));
  }

  static Decision revoke(Known grant, GrantCommand.Revoke revoke, Instant now) {
    boolean isApprover = grant.dossier().mayRevoke(revoke.revoker());
    if (!isApprover && !revoke.isAdmin()) {
      return new Rejected(NOT_A_REVOKER);
    }
    return refusalOfEarlyEnd(grant, now)
        .<Decision>map(Rejected::new)
        .orElseGet(() ->
            new Accepted(
                new GrantEvent.Revoked(
                    revoke.revoker(),
                    isApprover ? Standing.APPROVER : Standing.ADMIN,
                    revoke.reason(),
                    revoke.channel())));
  }

  /// The rule that keeps a grant in any state from being ended before its time; empty if none does.
  static Optional<Rule> refusalOfEarlyEnd(Known grant, Instant now) {
    return switch (grant) {
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ -> Optional.empty();
      case Activating(_, var plan) -> overSince(plan.expiresAt(), now);
      case Active active -> overSince(active.plan().expiresAt(), now);
      case Ending _, Over _ -> Optional.of(ALREADY_OVER);
    };
  }

  private static Optional<Rule> overSince(Instant expiresAt, Instant now) {
    return now.isBefore(expiresAt) ? Optional.empty() : Optional.of(ALREADY_OVER);
  }

  static Decision end(Known grant, Instant now) {
    return switch (grant) {
      case Activating(_, var plan) -> end(plan.expiresAt(), now);
      case Active active -> end(active.plan().expiresAt(), now);
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ -> new Rejected(NOT_ACTIVE);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  private static Decision end(Instant expiresAt, Instant now) {
    return now.isBefore(expiresAt)
        ? new Rejected(TIME_IS_NOT_UP)
        : new Accepted(new Ended(Cause.EXPIRED));
  }

  /// Anyone who took access away meant it; so did anyone who gave it back.
  static Decision giveUpExtension(Known grant, Grant predecessor) {
    if (!(grant instanceof Grant.Approved) || grant.dossier().request().extensionOf().isEmpty()) {
      return new Rejected(NOT_APPROVED);
    }
    return hasLasted(predecessor)
        ? new Rejected(NOTHING_TO_GIVE_UP)
        : new Accepted(new Ended(Cause.NOTHING_TO_EXTEND));
  }

  private static boolean hasLasted(Grant grant) {
    return switch (grant) {
      case Active _ -> true;
      case Ending(_, var outcome) -> outcome == Outcome.EXPIRED;
      case Over(_, var outcome) -> outcome == Outcome.EXPIRED;
      case Grant.Unknown _, AwaitingRule _, AwaitingApproval _, Grant.Approved _, Activating _ ->
          false;
    };
  }

  static Decision endDrifted(Known grant) {
    return switch (grant) {
      case Activating _, Active _ -> new Accepted(new Ended(Cause.DRIFTED));
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _ -> new Rejected(NOT_ACTIVE);
      case Ending _, Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  static Decision noteSessionDenial(Known grant) {
    LiveSessions sessions = grant.dossier().sessions();
    return switch (grant) {
      case Ending _, Over _ ->
          sessions
              .until()
              .filter(_ -> !sessions.denied())
              .<Decision>map(until -> new Accepted(new GrantEvent.SessionsDenied(until)))
              .orElse(new Rejected(ALREADY_OVER));
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _, Activating _, Active _ ->
          new Rejected(NOT_ACTIVE);
    };
  }

  static Decision noteSessionDenialRemoval(Known grant, Instant now) {
    LiveSessions sessions = grant.dossier().sessions();
    if (!(grant instanceof Over) || !sessions.denied() || sessions.denialRemoved()) {
      return new Rejected(ALREADY_OVER);
    }
    return sessions.areDeniedNeedlessly(now)
        ? new Accepted(new GrantEvent.SessionDenialRemoved())
        : new Rejected(TIME_IS_NOT_UP);
  }

  static Decision noteShells(Known grant, GrantEvent shells) {
    return switch (grant) {
      case Ending _, Over _ ->
          grant.mayLeaveShells() ? new Accepted(shells) : new Rejected(ALREADY_OVER);
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _, Activating _, Active _ ->
          new Rejected(NOT_ACTIVE);
    };
  }

  static Decision noteShellsOver(Known grant, Instant now) {
    return grant.dossier().sessions().areOver(now)
        ? noteShells(grant, new GrantEvent.ShellsOver())
        : new Rejected(TIME_IS_NOT_UP);
  }

  static Decision noteRemoval(Known grant, GrantEvent removal) {
    return switch (grant) {
      case Ending _ -> new Accepted(removal);
      case AwaitingRule _, AwaitingApproval _, Grant.Approved _, Activating _ ->
          new Rejected(NOT_ACTIVE);
      case Active _ -> new Rejected(TIME_IS_NOT_UP);
      case Over _ -> new Rejected(ALREADY_OVER);
    };
  }

  static Decision noteLatecomer(Known grant, Ender ender) {
    return grant instanceof Over over && over.outcome().mayHaveOpened()
        ? new Accepted(new GrantEvent.PolicyDeleted(Optional.of(ender)))
        : new Rejected(NOT_ACTIVE);
  }
}
