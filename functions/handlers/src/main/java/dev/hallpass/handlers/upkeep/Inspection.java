package dev.hallpass.handlers.upkeep;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPolicies.Listed;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Drift;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Retirement;
import dev.hallpass.handlers.Retirement.NoRoom;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds one policy that is there against the ledger. What the ledger does not tell of is put on
/// file before it is removed.
final class Inspection {

  // From then on it is not asked any more in this pass, so that time is left for the policies.
  private static final int SILENT_AFTER = 3;

  private final Grants grants;
  private final SessionPolicies policies;
  private final Retirement retirement;
  private final FollowUp followUp;
  private final Map<GrantId, Instant> labelled = new HashMap<>();
  private final Set<Filed> onFile = new HashSet<>();
  private int unanswered;

  Inspection(Grants grants, SessionPolicies policies, Retirement retirement, FollowUp followUp) {
    this.grants = grants;
    this.policies = policies;
    this.retirement = retirement;
    this.followUp = followUp;
  }

  /// Begins a pass.
  void begin() {
    unanswered = 0;
    Instant now = grants.now();
    labelled.values().removeIf(end -> !now.isBefore(end));
  }

  /// Inspects a policy.
  ///
  /// @param whole whether its document is to be read too
  /// @param tried whether its grant was looked at in this pass already, to no avail
  /// @return whether it is to be inspected as a whole in the next round
  boolean inspect(AccountId account, Listed listed, boolean whole, boolean tried, Tally tally) {
    Optional<History> history = read(account, listed, tally);
    if (history.isEmpty()) {
      return whole;
    }
    try {
      Optional<Drift> drift = drift(account, listed, history.get(), whole);
      if (drift.isPresent()) {
        History noted = onFile(account, history.get(), drift.get(), tally);
        remove(account, noted, tally);
        return false;
      }
      onFile.remove(new Filed(account, listed.grant()));
      goOn(account, history.get(), tried, tally);
      return false;
    } catch (OutcomeUnknown | Contended failure) {
      followUp.noteFailure(history.get(), failure, tally);
      return true;
    }
  }

  private Optional<History> read(AccountId account, Listed listed, Tally tally) {
    GrantId grant = listed.grant();
    if (unanswered >= SILENT_AFTER) {
      tally.note(Finding.UNSEEN, grant);
      endUnrecorded(account, grant, tally);
      return Optional.empty();
    }
    try {
      History history = grants.read(grant);
      unanswered = 0;
      history.state();
      return Optional.of(history);
    } catch (CorruptLedger corrupt) {
      Log.failure(grant, "A policy is left about which the ledger contradicts itself", corrupt);
      tally.note(Finding.UNEXPLAINED, grant);
      var _ = followUp.endBroken(List.of(account), grant, tally);
      return Optional.empty();
    } catch (OutcomeUnknown unknown) {
      Log.failure(grant, "The ledger could not be read", unknown);
      tally.note(Finding.UNSEEN, grant);
      unanswered++;
    }
    endUnrecorded(account, grant, tally);
    return Optional.empty();
  }

  /// Removes a policy that says of itself that no session can use it, whatever the ledger says.
  private void endUnrecorded(AccountId account, GrantId grant, Tally tally) {
    if (labelled.containsKey(grant)) {
      return;
    }
    try {
      Optional<Instant> end =
          policies.label(account, grant).map(SessionPolicies.Label::unusableFrom);
      if (end.filter(grants.now()::isBefore).isPresent()) {
        labelled.put(grant, end.get());
      } else if (end.isPresent() && retirement.endUnrecorded(List.of(account), grant)) {
        tally.note(Finding.REMOVED, grant);
        Log.info(grant, "Its policy was removed before its end could be recorded");
      }
    } catch (OutcomeUnknown unknown) {
      Log.failure(grant, "Its policy could not be removed", unknown);
    }
  }

  private Optional<Drift> drift(AccountId account, Listed listed, History history, boolean whole) {
    if (!(history.state() instanceof Known grant)) {
      return Optional.of(Drift.GRANT_UNKNOWN);
    }
    Optional<PolicyPlanned> plan = history.plan();
    if (plan.isEmpty() || !grant.account().equals(account)) {
      return Optional.of(Drift.NOT_ANNOUNCED);
    }
    if (listed.attached()) {
      return Optional.of(Drift.ATTACHED);
    }
    boolean asPlanned =
        listed.isFirstVersion()
            && (!whole || !isOpen(grant) || policies.reads(account, listed, plan.get().policy()));
    return asPlanned ? Optional.empty() : Optional.of(Drift.OTHER_DOCUMENT);
  }

  /// Whether somebody has to be able to rely on what the policy says.
  private boolean isOpen(Known grant) {
    return grant instanceof Activating
        || grant instanceof Active
        || (grant instanceof Ending ending && ending.deniedByPolicyUntil(grants.now()).isPresent());
  }

  /// Puts a drift on file, once as long as nothing comes of it.
  private History onFile(AccountId account, History history, Drift drift, Tally tally) {
    tally.note(Finding.DRIFTED, new Filed(account, history.grant()));
    Log.failure(
        history.grant(), "A policy is not as the ledger tells: " + drift, new Drifted(drift));
    Filed filed = new Filed(account, history.grant());
    if (onFile.contains(filed)) {
      return history;
    }
    History noted = grants.run(history, new GrantCommand.NoteDrift(drift)).history();
    onFile.add(filed);
    return noted;
  }

  /// Removes what is not as the ledger tells, with all that was added to it, and ends the grant if
  /// it is this grant's policy.
  private void remove(AccountId account, History history, Tally tally) {
    policies.strip(account, history.grant());
    if (history.state() instanceof Known grant
        && grant.account().equals(account)
        && history.plan().isPresent()
        && !(grant instanceof Over)) {
      followUp.noteRemoval(retireDrifted(history, tally), history, tally);
    } else {
      boolean removed = policies.remove(account, history.grant());
      followUp.noteRemoval(removed, history, tally);
      if (removed && history.state() instanceof Over) {
        grants.run(history, new GrantCommand.NoteLatecomer(Ender.REAPER));
      }
    }
    onFile.remove(new Filed(account, history.grant()));
  }

  private boolean retireDrifted(History history, Tally tally) {
    try {
      return retirement.retireDrifted(history).removed();
    } catch (NoRoom full) {
      Log.failure(history.grant(), "Its sessions could not be denied on the role", full);
      tally.note(Finding.FULL, history.grant());
      return true;
    }
  }

  private void goOn(AccountId account, History history, boolean tried, Tally tally) {
    if (history.state() instanceof Over) {
      removeLatecomer(account, history, tally);
      return;
    }
    boolean failed = tried || followUp.goOn(history, false, tally);
    if (failed) {
      stripConflicting(account, history.grant(), tally);
    }
  }

  /// A call to make the policy may have arrived after the one that removed it.
  private void removeLatecomer(AccountId account, History history, Tally tally) {
    if (removeStripped(account, history, tally)) {
      followUp.noteRemoval(true, history, tally);
      grants.run(history, new GrantCommand.NoteLatecomer(Ender.REAPER));
    }
  }

  private boolean removeStripped(AccountId account, History history, Tally tally) {
    try {
      return policies.remove(account, history.grant());
    } catch (OutcomeUnknown failure) {
      if (!isStripped(account, history, tally)) {
        throw failure;
      }
      return policies.remove(account, history.grant());
    }
  }

  /// What keeps a policy from being removed may be a version that the list does not tell of.
  private void stripConflicting(AccountId account, GrantId grant, Tally tally) {
    History current = grants.read(grant);
    if (current.state() instanceof Ending && isStripped(account, current, tally)) {
      followUp.goOn(current, false, tally);
    }
  }

  private boolean isStripped(AccountId account, History history, Tally tally) {
    SessionPolicies.Additions additions = policies.additions(account, history.grant());
    if (additions.isEmpty()) {
      return false;
    }
    Drift drift =
        additions.attached() || additions.boundary() ? Drift.ATTACHED : Drift.OTHER_DOCUMENT;
    onFile(account, history, drift, tally);
    policies.strip(account, history.grant());
    return true;
  }

  /// A policy whose drift is on file and of which nothing came yet.
  private record Filed(AccountId account, GrantId grant) {}

  /// What is logged of a drift: it has no cause.
  private static final class Drifted extends RuntimeException {
    Drifted(Drift drift) {
      super(drift.name());
    }
  }
}
