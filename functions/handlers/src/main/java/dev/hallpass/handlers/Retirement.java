package dev.hallpass.handlers;

import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Outcome;
import dev.hallpass.ledger.End;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The way of a grant to its end: the end is recorded, then sessions that may live are shut out and
/// the policy is removed, then that is recorded. Whoever goes it, however often and beside
/// whomever, goes the same way.
public final class Retirement {

  // Longer than the workflow takes to come to a grant whose time is up.
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Grants grants;
  private final SessionPolicies policies;
  private final Revocations revocations;
  private final Ender ender;
  private final Set<GrantId> unrecorded = ConcurrentHashMap.newKeySet();

  /// @param ender who goes
  public Retirement(Grants grants, SessionPolicies policies, Revocations revocations, Ender ender) {
    this.grants = grants;
    this.policies = policies;
    this.revocations = revocations;
    this.ender = ender;
  }

  /// Brings a grant as far to its end as its state and the time allow.
  ///
  /// @param history read a moment ago
  /// @param failed the step that failed for good; empty if none did
  /// @throws OutcomeUnknown if it could not be told how far it came
  /// @throws NoRoom if sessions could not be shut out, for which the role has no room
  public Retired retire(History history, String failed) {
    boolean wasGone = isGone(history);
    History ended = ended(history, failed);
    return switch (ended.state()) {
      case Ending ending -> close(ended, ending, wasGone);
      case Over over -> {
        History after = shutOut(ended, over);
        requireShutOut(after);
        yield new Retired(after, false);
      }
      case Grant.Unknown _,
          AwaitingRule _,
          AwaitingApproval _,
          Grant.Approved _,
          Activating _,
          Active _ ->
          new Retired(ended, false);
    };
  }

  private History ended(History history, String failed) {
    try {
      return ending(history.state(), failed, grants)
          .map(command -> grants.run(history, command).history())
          .orElse(history);
    } catch (OutcomeUnknown unwritten) {
      if (isTimeUp(history)) {
        endUnrecorded(List.of(history.known().account()), history.grant());
      }
      throw unwritten;
    }
  }

  /// Whether the policy of a grant whose end is not recorded is gone although its time is up: then
  /// it was removed while the ledger was silent. Soon after the end only who removed it can know.
  private boolean isGone(History history) {
    if (!(history.state() instanceof Active active) || !isTimeUp(history)) {
      return false;
    }
    boolean isLate = hasCome(active.plan().expiresAt().plus(LATE));
    return unrecorded.contains(history.grant()) || (isLate && isMissing(active, history.grant()));
  }

  private boolean isMissing(Active active, GrantId grant) {
    try {
      return policies.label(active.account(), grant).isEmpty();
    } catch (OutcomeUnknown unknown) {
      Log.failure(grant, "It could not be told whether its policy is there", unknown);
      return false;
    }
  }

  private boolean isTimeUp(History history) {
    return switch (history.state()) {
      case Activating making -> hasCome(making.plan().expiresAt());
      case Active active -> hasCome(active.plan().expiresAt());
      case Grant.Unknown _,
          AwaitingRule _,
          AwaitingApproval _,
          Grant.Approved _,
          Ending _,
          Over _ ->
          false;
    };
  }

  /// Ends a grant whose policy somebody changed.
  ///
  /// @throws OutcomeUnknown if it could not be told how far it came
  public Retired retireDrifted(History history) {
    return retire(grants.run(history, new GrantCommand.EndDrifted()).history(), "");
  }

  /// Removes the policy of a grant whose time is up while the ledger does not answer: the one
  /// effect that comes before its entry, because ending waits for nothing. What the policy says of
  /// itself is enough to know that it denies everything.
  ///
  /// @param accounts in which the policy may be
  /// @return whether a policy was there and is removed now
  /// @throws OutcomeUnknown if it could not be told
  public boolean endUnrecorded(List<AccountId> accounts, GrantId grant) {
    boolean removed = false;
    for (AccountId account : accounts) {
      boolean mayGo =
          policies
              .label(account, grant)
              .filter(label -> hasCome(label.expiresAt()))
              .filter(label -> isShutOutUnrecorded(label.role(), grant))
              .isPresent();
      removed |= mayGo && policies.remove(account, grant);
    }
    if (removed) {
      unrecorded.add(grant);
    }
    return removed;
  }

  /// Whether sessions live only the ledger knows, so they may. What fails here is done when the
  /// ledger answers again.
  private boolean isShutOutUnrecorded(RoleArn role, GrantId grant) {
    try {
      return revocations.revoke(role, grant);
    } catch (OutcomeUnknown unknown) {
      Log.failure(grant, "Its sessions could not be shut out", unknown);
      return false;
    }
  }

  /// The end is recorded. Where sessions could not be shut out, the policy is removed all the same
  /// before its date, so that nothing is left that it allowed; from then on it stays until they are
  /// over, because its date is what shuts them out.
  private Retired close(History ended, Ending ending, boolean wasGone) {
    History shut = ended;
    Optional<OutcomeUnknown> unknown = Optional.empty();
    try {
      shut = shutOut(ended, ending);
    } catch (OutcomeUnknown failure) {
      unknown = Optional.of(failure);
    }
    // A policy that somebody changed may have lost its date.
    if (ending.outcome() != Outcome.DRIFTED && isShutOutByItsDateAlone(shut, ending)) {
      throw unknown.<RuntimeException>map(one -> one).orElseGet(() -> new NoRoom(ended.grant()));
    }
    boolean removed = policies.remove(ending.account(), ended.grant());
    unrecorded.remove(ended.grant());
    History gone =
        grants
            .run(
                shut,
                wasGone && !removed
                    ? new GrantCommand.NoteLateness(ender)
                    : new GrantCommand.NoteDeletion(ender))
            .history();
    End.of(gone).ifPresent(this::measure);
    unknown.ifPresent(failure -> {
      throw failure;
    });
    requireShutOut(gone);
    return new Retired(gone, removed);
  }

  private History shutOut(History history, Known grant) {
    if (!grant.dossier().sessions().areToBeRevoked(grants.now())
        || !revocations.revoke(grant.dossier().request().role(), history.grant())) {
      return history;
    }
    return grants.run(history, new GrantCommand.NoteRevocation()).history();
  }

  private void requireShutOut(History history) {
    if (isToBeShutOut(history)) {
      throw new NoRoom(history.grant());
    }
  }

  private boolean isToBeShutOut(History history) {
    return history.state() instanceof Known grant
        && grant.dossier().sessions().areToBeRevoked(grants.now());
  }

  /// A policy that says that its time is up denies everything to sessions, also what a resource's
  /// own policy lets them do: without it, and not shut out, they could do that again. That its time
  /// is up was seen by somebody's clock, though this one may be behind.
  private boolean isShutOutByItsDateAlone(History history, Ending ending) {
    boolean isTimeUp =
        ending.outcome() == Outcome.EXPIRED
            || history.plannedEnd().filter(this::hasCome).isPresent();
    return isTimeUp && isToBeShutOut(history);
  }

  private boolean hasCome(Instant time) {
    return !grants.now().isBefore(time);
  }

  /// Reports how long after the end that was due each part of it came.
  private void measure(End end) {
    Map<String, Duration> times = new TreeMap<>();
    times.put("EndRecordedAfter", end.after(end.recorded()));
    end.effective().ifPresent(at -> times.put("EndEffectiveAfter", end.after(at)));
    end.policyGone().ifPresent(at -> times.put("PolicyGoneAfter", end.after(at)));
    Metrics.time(grants.now(), times);
  }

  /// The command that ends a grant in this state. A step that failed ends only what it was to bring
  /// about: a grant that was settled in spite of it goes on.
  private static Optional<GrantCommand> ending(Grant grant, String failed, Grants grants) {
    return switch (grant) {
      case AwaitingRule _ -> failing(failed, "SeekApproval");
      case AwaitingApproval _ ->
          Optional.of(
              failed.equals("SeekApproval")
                  ? new GrantCommand.Fail(failed)
                  : new GrantCommand.Lapse());
      case Grant.Approved approved ->
          failing(approved.isTooLate(grants.now()) ? "Activate" : failed, "Activate");
      case Activating _ ->
          failing(failed, "Activate").or(() -> Optional.of(new GrantCommand.End()));
      case Active _ -> Optional.of(new GrantCommand.End());
      case Grant.Unknown _, Ending _, Over _ -> Optional.empty();
    };
  }

  private static Optional<GrantCommand> failing(String failed, String step) {
    return failed.equals(step) ? Optional.of(new GrantCommand.Fail(failed)) : Optional.empty();
  }

  /// How far a grant came.
  ///
  /// @param removed whether its policy was there and is removed now
  public record Retired(History history, boolean removed) {}

  /// Thrown when the access is over, but the role has no room for what shuts its sessions out. The
  /// reaper makes room within a minute, so it is to be tried again.
  public static final class NoRoom extends RuntimeException {
    NoRoom(GrantId grant) {
      super("The role has no room for what shuts out the sessions of " + grant);
    }
  }
}
