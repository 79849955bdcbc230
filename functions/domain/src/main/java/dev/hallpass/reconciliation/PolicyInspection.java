package dev.hallpass.reconciliation;

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
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.Retirement.NoRoom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares the policies of one pass with the ledger. It records a drift before it removes the
/// policy.
final class PolicyInspection {

  // After so many silent reads the ledger is not asked again in this pass, which leaves time for
  // the policies.
  private static final int SILENT_AFTER = 3;

  private final Grants grants;
  private final SessionPolicies policies;
  private final Retirement retirement;
  private final DueSteps steps;
  private final Memory memory;
  private final Pass pass;
  private int unanswered;

  PolicyInspection(
      Grants grants,
      SessionPolicies policies,
      Retirement retirement,
      DueSteps steps,
      Memory memory,
      Pass pass) {
    this.grants = grants;
    this.policies = policies;
    this.retirement = retirement;
    this.steps = steps;
    this.memory = memory;
    this.pass = pass;
  }

  /// Inspects a policy.
  ///
  /// @param whole whether its document is to be read too
  /// @param tried whether its grant was looked at in this pass already, to no avail
  /// @return whether it is to be inspected as a whole in the next round
  boolean inspect(AccountId account, Listed listed, boolean whole, boolean tried) {
    Optional<History> history = read(account, listed);
    if (history.isEmpty()) {
      return whole;
    }
    try {
      Optional<Drift> drift = drift(account, listed, history.get(), whole);
      if (drift.isPresent()) {
        History noted = onFile(account, history.get(), drift.get());
        remove(account, noted);
        return false;
      }
      memory.onFile().remove(new PolicyPlace(account, listed.grant()));
      goOn(account, history.get(), tried);
      return false;
    } catch (OutcomeUnknown | Contended failure) {
      steps.noteFailure(history.get(), failure);
      return true;
    }
  }

  /// Ends a grant whose policy others deleted.
  void end(AccountId account, History history) {
    try {
      History noted = onFile(account, history, Drift.MISSING);
      var _ = retireDrifted(noted);
      memory.onFile().remove(new PolicyPlace(account, history.grant()));
    } catch (OutcomeUnknown | Contended failure) {
      steps.noteFailure(history, failure);
    }
  }

  private Optional<History> read(AccountId account, Listed listed) {
    GrantId grant = listed.grant();
    if (unanswered >= SILENT_AFTER) {
      pass.note(Finding.UNSEEN, grant);
      endUnrecorded(account, grant);
      return Optional.empty();
    }
    try {
      History history = grants.read(grant);
      unanswered = 0;
      history.state();
      return Optional.of(history);
    } catch (CorruptLedger corrupt) {
      pass.log()
          .failure(grant, "A policy is left about which the ledger contradicts itself", corrupt);
      pass.note(Finding.UNEXPLAINED, grant);
      var _ = steps.endBroken(List.of(account), grant);
      return Optional.empty();
    } catch (OutcomeUnknown unknown) {
      pass.log().failure(grant, "The ledger could not be read", unknown);
      pass.note(Finding.UNSEEN, grant);
      unanswered++;
    }
    endUnrecorded(account, grant);
    return Optional.empty();
  }

  /// Removes a policy that says of itself that no session can use it, whatever the ledger says.
  private void endUnrecorded(AccountId account, GrantId grant) {
    if (memory.usableUntil().containsKey(grant)) {
      return;
    }
    try {
      Optional<Instant> end =
          policies.label(account, grant).map(SessionPolicies.Label::unusableFrom);
      if (end.filter(grants.now()::isBefore).isPresent()) {
        memory.usableUntil().put(grant, end.get());
      } else if (end.isPresent() && retirement.endUnrecorded(List.of(account), grant)) {
        pass.note(Finding.REMOVED, grant);
        pass.log().info(grant, "Its policy was removed before its end could be recorded");
      }
    } catch (OutcomeUnknown unknown) {
      pass.log().failure(grant, "Its policy could not be removed", unknown);
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
  private History onFile(AccountId account, History history, Drift drift) {
    PolicyPlace place = new PolicyPlace(account, history.grant());
    pass.note(Finding.DRIFTED, place);
    pass.log()
        .failure(
            history.grant(), "A policy is not as the ledger tells: " + drift, new Drifted(drift));
    if (memory.onFile().contains(place)) {
      return history;
    }
    History noted = grants.run(history, new GrantCommand.NoteDrift(drift)).history();
    memory.onFile().add(place);
    return noted;
  }

  /// Removes what is not as the ledger tells, with all that was added to it, and ends the grant if
  /// it is this grant's policy.
  private void remove(AccountId account, History history) {
    policies.strip(account, history.grant());
    if (history.state() instanceof Known grant
        && grant.account().equals(account)
        && history.plan().isPresent()
        && !(grant instanceof Over)) {
      steps.noteRemoval(retireDrifted(history), history);
    } else {
      boolean removed = policies.remove(account, history.grant());
      steps.noteRemoval(removed, history);
      if (removed && history.state() instanceof Over) {
        grants.run(history, new GrantCommand.NoteLatecomer(Ender.REAPER));
      }
    }
    memory.onFile().remove(new PolicyPlace(account, history.grant()));
  }

  private boolean retireDrifted(History history) {
    try {
      return retirement.retireDrifted(history).removed();
    } catch (NoRoom full) {
      pass.log().failure(history.grant(), "Its sessions could not be denied on the role", full);
      pass.note(Finding.FULL, history.grant());
      return true;
    }
  }

  private void goOn(AccountId account, History history, boolean tried) {
    if (history.state() instanceof Over) {
      removeLatecomer(account, history);
      return;
    }
    boolean failed = tried || steps.goOn(history, false);
    if (failed) {
      stripConflicting(account, history.grant());
    }
  }

  /// A call to make the policy may have arrived after the one that removed it.
  private void removeLatecomer(AccountId account, History history) {
    if (removeStripped(account, history)) {
      steps.noteRemoval(true, history);
      grants.run(history, new GrantCommand.NoteLatecomer(Ender.REAPER));
    }
  }

  private boolean removeStripped(AccountId account, History history) {
    try {
      return policies.remove(account, history.grant());
    } catch (OutcomeUnknown failure) {
      if (!isStripped(account, history)) {
        throw failure;
      }
      return policies.remove(account, history.grant());
    }
  }

  /// What keeps a policy from being removed may be a version that the list does not tell of.
  private void stripConflicting(AccountId account, GrantId grant) {
    History current = grants.read(grant);
    if (current.state() instanceof Ending && isStripped(account, current)) {
      steps.goOn(current, false);
    }
  }

  private boolean isStripped(AccountId account, History history) {
    SessionPolicies.Additions additions = policies.additions(account, history.grant());
    if (additions.isEmpty()) {
      return false;
    }
    Drift drift =
        additions.attached() || additions.boundary() ? Drift.ATTACHED : Drift.OTHER_DOCUMENT;
    onFile(account, history, drift);
    policies.strip(account, history.grant());
    return true;
  }

  /// Where a policy is.
  record PolicyPlace(AccountId account, GrantId grant) {}

  /// What is remembered from pass to pass.
  ///
  /// @param usableUntil until when sessions can use the policies that were read while the ledger
  ///   was silent
  /// @param onFile the policies whose drift is on file and of which nothing came yet
  record Memory(Map<GrantId, Instant> usableUntil, Set<PolicyPlace> onFile) {
    Memory() {
      this(new HashMap<>(), new HashSet<>());
    }
  }

  /// What is logged of a drift: it has no cause.
  private static final class Drifted extends RuntimeException {
    Drifted(Drift drift) {
      super(drift.name());
    }
  }
}
