package dev.hallpass.reconciliation;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.Shells;
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
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.grant.Outcome;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.End;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Brings a grant to its end. The end is recorded first.
///
/// A grant that ends as planned keeps its policy until its last session is over, because from its
/// date on the policy denies them everything; then it is removed. At an early end sessions that may
/// live are denied everything on the role, and the policy is removed at once. Each step is
/// recorded. The workflow and the reaper do the same, however often and at the same time.
public final class Retirement {

  /// So long after the planned end a policy is gone at the latest: when the last session is over
  /// that could use it ([LiveSessions#OVER_AFTER_END]), and then in four passes of the reaper, of
  /// which some may fail.
  public static final Duration GONE_WITHIN = LiveSessions.OVER_AFTER_END.plusMinutes(4);

  // Longer than the workflow takes to come to a grant whose time is up.
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Grants grants;
  private final SessionPolicies policies;
  private final SessionDenials sessionDenials;
  private final ShellTermination termination;
  private final Ender ender;
  private final Telemetry log;
  private final Set<GrantId> unrecorded = ConcurrentHashMap.newKeySet();

  /// @param ender who goes
  public Retirement(
      Grants grants,
      SessionPolicies policies,
      SessionDenials sessionDenials,
      Shells shells,
      Ender ender,
      Telemetry log) {
    this.grants = grants;
    this.policies = policies;
    this.sessionDenials = sessionDenials;
    this.termination = new ShellTermination(grants, shells);
    this.ender = ender;
    this.log = log;
  }

  /// Brings a grant as far to its end as its state and the time allow.
  ///
  /// @param history read a moment ago
  /// @param failed the step that failed for good; empty if none did
  /// @throws OutcomeUnknown if it could not be told how far it came
  /// @throws NoRoom if the role has no room for what denies its sessions
  public Retired retire(History history, String failed) {
    boolean wasGone = isGone(history);
    History ended = ended(history, failed);
    return withoutShells(ended, () -> retireEnded(ended, wasGone));
  }

  private Retired retireEnded(History ended, boolean wasGone) {
    return switch (ended.state()) {
      case Ending ending -> close(ended, ending, wasGone, ending.outcome() == Outcome.DRIFTED);
      case Over over -> {
        History after = isCutShort(over) ? denied(ended, over) : ended;
        requireDenied(after);
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

  private boolean isMissing(Known known, GrantId grant) {
    try {
      return policies.label(known.account(), grant).isEmpty();
    } catch (OutcomeUnknown unknown) {
      log.failure(grant, "It could not be told whether its policy is there", unknown);
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
    History ended = grants.run(history, new GrantCommand.EndDrifted()).history();
    return ended.state() instanceof Ending ending
        ? withoutShells(ended, () -> close(ended, ending, false, true))
        : retire(ended, "");
  }

  /// Terminates the shells of a grant, also if something else that ends it failed. That comes
  /// first: from then on AWS lets no session open another.
  private Retired withoutShells(History ended, Supplier<Retired> first) {
    Retired retired;
    try {
      retired = first.get();
    } catch (OutcomeUnknown | NoRoom failure) {
      try {
        var _ = termination.of(ended);
      } catch (OutcomeUnknown another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
    return new Retired(termination.of(retired.history()), retired.removed());
  }

  /// Terminates the shells of a grant that is over, and does nothing else.
  ///
  /// @throws OutcomeUnknown if it could not be told whether all are terminated
  public History endShells(History over) {
    return termination.of(over);
  }

  /// Removes the policy of a grant that is over while the ledger does not answer: the one effect
  /// that comes before its entry, because ending waits for nothing. What the policy says of itself
  /// is enough to know that no session can use it any more.
  ///
  /// @param accounts in which the policy may be
  /// @return whether a policy was there and is removed now
  /// @throws OutcomeUnknown if it could not be told
  public boolean endUnrecorded(List<AccountId> accounts, GrantId grant) {
    boolean removed = false;
    for (AccountId account : accounts) {
      boolean mayGo =
          policies.label(account, grant).filter(label -> hasCome(label.unusableFrom())).isPresent();
      removed |= mayGo && policies.remove(account, grant);
    }
    if (removed) {
      unrecorded.add(grant);
    }
    return removed;
  }

  /// Ends a grant whose entries contradict each other, at once: nobody can tell any more what it
  /// was to open. Role and time are what its policy says of itself. Which shells are its own nobody
  /// can tell either, so all shells of the role are terminated. No entry says that it ended,
  /// because behind a broken chain none would prove anything: the log does.
  ///
  /// @param accounts in which the policy may be
  /// @return whether a policy was there and is removed now
  /// @throws OutcomeUnknown if it could not be told how far it came
  /// @throws NoRoom if the role has no room for what denies its sessions; then its policy stays too
  public boolean endBroken(List<AccountId> accounts, GrantId grant) {
    boolean removed = false;
    Instant now = grants.now();
    for (AccountId account : accounts) {
      Optional<SessionPolicies.Label> label = policies.label(account, grant);
      boolean mayHaveSessions = label.filter(one -> !hasCome(one.unusableFrom())).isPresent();
      if (mayHaveSessions && !deny(label.get().role(), grant, LiveSessions.begunBefore(now))) {
        throw new NoRoom(grant);
      }
      // Before the policy goes, because it is what tells of them.
      label.ifPresent(one -> termination.ofAll(one.role(), one.shellRegions()));
      removed |= policies.remove(account, grant);
    }
    if (removed) {
      log.info(grant, "Its entries contradict each other: it was ended, and no entry says so");
    }
    return removed;
  }

  /// The end is recorded. At an early end the policy is removed also where its sessions could not
  /// be denied on the role, so that nothing is left that it allowed; but not after its date,
  /// because then it is what denies them everything.
  ///
  /// @param changed whether somebody changed the policy, which may have lost its date
  private Retired close(History ended, Ending ending, boolean wasGone, boolean changed) {
    boolean deniesByItself =
        !changed
            && ending.deniedByPolicyUntil(grants.now()).isPresent()
            && !isMissing(ending, ended.grant());
    if (deniesByItself) {
      return new Retired(ended, false);
    }
    History denied = ended;
    Optional<OutcomeUnknown> unknown = Optional.empty();
    try {
      denied = denied(ended, ending);
    } catch (OutcomeUnknown failure) {
      unknown = Optional.of(failure);
    }
    if (!changed && isDeniedByItsDateAlone(denied, ending)) {
      throw unknown.<RuntimeException>map(one -> one).orElseGet(() -> new NoRoom(ended.grant()));
    }
    boolean removed = policies.remove(ending.account(), ended.grant());
    unrecorded.remove(ended.grant());
    History gone =
        grants
            .run(
                denied,
                wasGone && !removed
                    ? new GrantCommand.NoteLateness(ender)
                    : new GrantCommand.NoteDeletion(ender))
            .history();
    End.of(gone).ifPresent(this::measure);
    unknown.ifPresent(failure -> {
      throw failure;
    });
    requireDenied(gone);
    return new Retired(gone, removed);
  }

  /// Denies the sessions of a grant on its role, if some may live, and records that.
  private History denied(History history, Known grant) {
    if (!grant.dossier().sessions().areToBeDenied(grants.now())
        || !deny(grant.dossier().request().role(), history.grant(), begunBefore(history))) {
      return history;
    }
    return grants.run(history, new GrantCommand.NoteSessionDenial()).history();
  }

  /// Only the reaper may read what is on a role, which it takes to make room there.
  private boolean deny(RoleArn role, GrantId grant, Instant begunBefore) {
    if (sessionDenials.deny(role, grant)) {
      return true;
    }
    if (ender == Ender.WORKFLOW || !sessionDenials.denyBefore(role, begunBefore)) {
      return false;
    }
    log.info(grant, "The role is full, so all its sessions are denied that have begun");
    return true;
  }

  private Instant begunBefore(History history) {
    Instant now = grants.now();
    return LiveSessions.begunBefore(
        history.last(CredentialsPlanned.class).filter(now::isBefore).orElse(now));
  }

  private void requireDenied(History history) {
    if (history.state() instanceof Over over && isCutShort(over) && isToBeDenied(over)) {
      throw new NoRoom(history.grant());
    }
  }

  private boolean isToBeDenied(Known grant) {
    return grant.dossier().sessions().areToBeDenied(grants.now());
  }

  /// What ended as planned is over only when its sessions are, by the clock that saw to it.
  private static boolean isCutShort(Over over) {
    return over.outcome() != Outcome.EXPIRED;
  }

  /// A policy that says that its time is up denies everything to sessions, also what a resource's
  /// own policy lets them do: without it, and not denied on the role, they could do that again.
  /// That its time is up was seen by somebody's clock, though this one may be behind.
  private boolean isDeniedByItsDateAlone(History history, Ending ending) {
    boolean isTimeUp =
        ending.outcome() == Outcome.EXPIRED
            || history.plannedEnd().filter(this::hasCome).isPresent();
    return isTimeUp && history.state() instanceof Known grant && isToBeDenied(grant);
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
    log.time(grants.now(), times);
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

  /// Thrown when the access is over, but the role has no room for what denies its sessions. The
  /// reaper makes room within a minute, so it is to be tried again.
  public static final class NoRoom extends RuntimeException {
    NoRoom(GrantId grant) {
      super("The role has no room for what denies the sessions of " + grant);
    }
  }
}
