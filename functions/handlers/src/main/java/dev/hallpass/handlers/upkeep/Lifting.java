package dev.hallpass.handlers.upkeep;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Grants.Contended;
import dev.hallpass.handlers.Log;
import dev.hallpass.ledger.CorruptLedger;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.workflow.OutcomeUnknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets go of the revocations that shut nobody out any more, which makes room for new ones, and
/// puts back those that somebody else took away.
final class Lifting {

  private final Grants grants;
  private final Revocations revocations;
  private final Map<GrantId, Instant> neededUntil = new HashMap<>();
  private final Map<RoleArn, Set<GrantId>> settled = new HashMap<>();
  private final Map<RoleArn, Set<GrantId>> shown = new HashMap<>();

  Lifting(Grants grants, Revocations revocations) {
    this.grants = grants;
    this.revocations = revocations;
  }

  void lift(List<AccountId> accounts, TimeLeft time, Tally tally) {
    Instant now = grants.now();
    neededUntil.values().removeIf(until -> !now.isBefore(until));
    shown.clear();
    for (AccountId account : accounts) {
      for (RoleArn role : roles(account, tally)) {
        if (time.isUp()) {
          return;
        }
        try {
          lift(role, tally);
        } catch (OutcomeUnknown unknown) {
          Log.failure("The revocations on %s could not be tended".formatted(role), unknown);
          tally.note(Finding.UNSEEN, role);
        }
      }
    }
  }

  /// Puts back what was not seen on a role that was looked at. IAM shows some things late, and then
  /// it is there twice.
  ///
  /// @param shutOut the grants whose sessions are to be shut out
  void putBack(Set<GrantId> shutOut, TimeLeft time, Tally tally) {
    for (GrantId grant : shutOut) {
      if (time.isUp()) {
        return;
      }
      if (shown.values().stream().noneMatch(revoked -> revoked.contains(grant))) {
        putBack(grant, tally);
      }
    }
  }

  private void putBack(GrantId grant, Tally tally) {
    try {
      if (grants.read(grant).state() instanceof Known known
          && known.dossier().sessions().areShutOut(grants.now())
          && shown.containsKey(known.dossier().request().role())) {
        putBack(grant, known.dossier().request().role(), tally);
      }
    } catch (OutcomeUnknown | CorruptLedger failure) {
      Log.failure(grant, "It could not be told whether its sessions are shut out", failure);
      tally.note(Finding.UNSEEN, grant);
    }
  }

  private void putBack(GrantId grant, RoleArn role, Tally tally) {
    if (revocations.revoke(role, grant)) {
      tally.note(Finding.LET_IN, grant);
      Log.info(grant, "Its sessions were not shut out, and are again");
    } else {
      tally.note(Finding.FULL, role);
    }
  }

  private List<RoleArn> roles(AccountId account, Tally tally) {
    try {
      return revocations.roles(account);
    } catch (OutcomeUnknown unknown) {
      Log.failure("The roles in %s could not be listed".formatted(account), unknown);
      tally.note(Finding.UNSEEN, account);
      return List.of();
    }
  }

  private void lift(RoleArn role, Tally tally) {
    Set<GrantId> revoked = revocations.revoked(role);
    shown.put(role, revoked);
    Set<GrantId> needed = new HashSet<>(revoked);
    List<History> over = new ArrayList<>();
    for (GrantId grant : revoked) {
      unneeded(grant)
          .ifPresent(history -> {
            needed.remove(grant);
            over.add(history);
          });
    }
    if (needed.equals(revoked) && needed.equals(settled.getOrDefault(role, Set.of()))) {
      return;
    }
    settled.remove(role);
    if (revocations.keep(role, needed)) {
      settled.put(role, needed);
    } else {
      tally.note(Finding.FULL, role);
    }
    over.forEach(this::note);
  }

  /// The history of a grant whose sessions nobody needs to shut out; empty if somebody does, or if
  /// it could not be told.
  private Optional<History> unneeded(GrantId grant) {
    if (neededUntil.containsKey(grant)) {
      return Optional.empty();
    }
    try {
      History history = grants.read(grant);
      return isNeeded(grant, history.state()) ? Optional.empty() : Optional.of(history);
    } catch (OutcomeUnknown | CorruptLedger untold) {
      Log.failure(grant, "It could not be told whether its sessions live, so they may", untold);
      return Optional.empty();
    }
  }

  private boolean isNeeded(GrantId grant, Grant state) {
    return switch (state) {
      case Grant.Unknown _, Grant.AwaitingRule _, Grant.AwaitingApproval _, Grant.Approved _ ->
          false;
      // Shut out before its end is recorded.
      case Grant.Activating _, Grant.Active _, Grant.Ending _ -> true;
      case Over over -> {
        Optional<Instant> until = over.dossier().sessions().until().filter(grants.now()::isBefore);
        until.ifPresent(end -> neededUntil.put(grant, end));
        yield until.isPresent();
      }
    };
  }

  private void note(History history) {
    if (history.state() instanceof Known grant
        && grant.dossier().sessions().areToBeLifted(grants.now())) {
      try {
        grants.run(history, new GrantCommand.NoteLifting());
      } catch (OutcomeUnknown | Contended failure) {
        // It is on the agenda, where it is noted when nothing is left on the role.
        Log.failure(history.grant(), "That its sessions are let in was not recorded", failure);
      }
    }
  }
}
