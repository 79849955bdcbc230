package dev.hallpass.reconciliation;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Removes the denials on roles that no session needs any more, and puts back those that somebody
/// else removed. It goes through all roles where grants are or denials were, round after round, and
/// through those of the other accounts each quarter of an hour: without a grant, a denial denies
/// nobody.
final class DenialSweep {

  // Each role takes a call, and there may be many.
  private static final int ACCOUNTS_IN_TURN = 1;

  private final Grants grants;
  private final SessionDenials sessionDenials;
  private final AccountTurns turns;
  private final Sweep<RoleArn> sweep;
  private final Map<GrantId, Needed> needed = new HashMap<>();
  private final Map<GrantId, Instant> brokenSince = new HashMap<>();
  private final Map<GrantId, RoleArn> roles = new HashMap<>();
  private final Map<RoleArn, Denials> shown = new HashMap<>();

  DenialSweep(Grants grants, SessionDenials sessionDenials, List<AccountId> accounts) {
    this.grants = grants;
    this.sessionDenials = sessionDenials;
    this.turns = new AccountTurns(accounts, ACCOUNTS_IN_TURN, grants.now());
    this.sweep = new Sweep<>("roles", grants.now());
  }

  /// Goes on with the round, or begins the next.
  ///
  /// @param known the accounts in which the ledger knows of something
  /// @param visited the accounts that the pass calls anyway
  /// @return whether the round came to its end
  boolean goOn(Set<AccountId> known, List<AccountId> visited, Pass pass) {
    Instant now = grants.now();
    needed.values().removeIf(one -> !now.isBefore(one.until()));
    shown.clear();
    List<RoleArn> all = new ArrayList<>();
    List<AccountId> accounts = turns.next(known, visited, now);
    sweep.list(accounts, now, account -> all.addAll(sessionDenials.roles(account)), pass);
    // Always in the same order, so that what a cold start begins with is spread evenly.
    all.sort(Comparator.comparing(RoleArn::value));
    boolean isOver = sweep.goOn(all, role -> look(role, pass), pass);
    if (isOver) {
      accounts.forEach(account -> turns.lookedAt(account, isOccupied(account, all, pass), now));
    }
    return isOver;
  }

  private boolean isOccupied(AccountId account, List<RoleArn> all, Pass pass) {
    return pass.has(Finding.UNSEEN, account)
        || all.stream()
            .filter(role -> role.account().equals(account))
            .anyMatch(role -> pass.has(Finding.UNSEEN, role) || hasDenial(role));
  }

  private boolean hasDenial(RoleArn role) {
    return Optional.ofNullable(shown.get(role)).filter(not(Denials::isEmpty)).isPresent();
  }

  private void look(RoleArn role, Pass pass) {
    try {
      removeUnneeded(role, pass);
    } catch (OutcomeUnknown unknown) {
      pass.log().failure("The denials on %s could not be looked after".formatted(role), unknown);
      pass.note(Finding.UNSEEN, role);
    }
  }

  /// Puts back the denials that are missing on a role of this pass. If IAM only did not show one
  /// yet, it is written twice, which changes nothing.
  ///
  /// @param denied the grants whose sessions are to be denied everything
  void putBack(Set<GrantId> denied, Pass pass) {
    roles.keySet().retainAll(denied);
    for (GrantId grant : Sweep.rotated(denied, grants.now())) {
      if (pass.isTimeUp()) {
        return;
      }
      // A grant whose role this pass did not reach is not read.
      boolean mayBeMissing =
          Optional.ofNullable(roles.get(grant)).map(shown::containsKey).orElse(true)
              && shown.values().stream().noneMatch(there -> there.grants().contains(grant));
      if (mayBeMissing) {
        putBack(grant, pass);
      }
    }
  }

  private void putBack(GrantId grant, Pass pass) {
    try {
      History history = grants.read(grant);
      if (history.state() instanceof Known known
          && known.dossier().sessions().areDenied(grants.now())) {
        RoleArn role = known.dossier().request().role();
        roles.put(grant, role);
        if (shown.containsKey(role) && !isDeniedByTime(history, shown.get(role))) {
          putBack(history, role, pass);
        }
      }
    } catch (OutcomeUnknown | CorruptLedger failure) {
      pass.log().failure(grant, "It is unknown whether its sessions are denied", failure);
      pass.note(Finding.UNSEEN, grant);
    }
  }

  private void putBack(History ended, RoleArn role, Pass pass) {
    GrantId grant = ended.grant();
    if (sessionDenials.deny(role, grant)
        || sessionDenials.denyBefore(
            role,
            LiveSessions.begunBefore(
                ended.last(CredentialsPlanned.class).orElseGet(grants::now)))) {
      pass.note(Finding.DENIAL_MISSING, grant);
      pass.log().info(grant, "The denial of its sessions was missing and is put back");
    } else {
      pass.note(Finding.FULL, role);
    }
  }

  private void removeUnneeded(RoleArn role, Pass pass) {
    Denials there = sessionDenials.denials(role);
    shown.put(role, there);
    if (there.isEmpty()) {
      return;
    }
    if (!there.before().isEmpty()) {
      pass.note(Finding.FULL, role);
    }
    List<History> over = new ArrayList<>();
    Set<GrantId> unneeded = new HashSet<>();
    for (GrantId grant : there.grants()) {
      Optional<History> history = unneeded(grant, pass);
      history.ifPresent(over::add);
      if (history.isPresent() || isDeniedByTime(grant, there) || isBrokenForLong(grant)) {
        unneeded.add(grant);
      }
    }
    Denials gone = new Denials(unneeded, past(there), there.strange());
    if (!gone.isEmpty()) {
      sessionDenials.remove(role, gone);
      // A denial that is written later counts from its own beginning.
      brokenSince.keySet().removeAll(unneeded);
    }
    over.forEach(history -> note(history, pass));
  }

  /// The denials by time that deny nobody any more, or none that the newest does not.
  private Set<Instant> past(Denials there) {
    Optional<Instant> newest = there.before().stream().max(Instant::compareTo);
    return there.before().stream()
        .filter(one ->
            LiveSessions.areOverSince(one, grants.now())
                || newest.filter(one::isBefore).isPresent())
        .collect(toSet());
  }

  /// Whether a denial by time denies all sessions of a grant that ended. It is there, as it is
  /// seen, and it stays as long as they may live: so the grant's own may go.
  private boolean isDeniedByTime(GrantId grant, Denials there) {
    return Optional.ofNullable(needed.get(grant)).filter(one -> isDenied(one, there)).isPresent();
  }

  private boolean isDeniedByTime(History ended, Denials there) {
    return ended
        .last(CredentialsPlanned.class)
        .filter(announced -> isDenied(new Needed(Instant.MAX, announced), there))
        .isPresent();
  }

  private boolean isDenied(Needed one, Denials there) {
    Instant begunBefore = LiveSessions.begunBefore(one.announced());
    return there.before().stream()
        .anyMatch(instant ->
            !instant.isBefore(begunBefore) && !LiveSessions.areOverSince(instant, grants.now()));
  }

  /// The history of a grant whose sessions need no denial; empty if they need one, or if that is
  /// unknown.
  private Optional<History> unneeded(GrantId grant, Pass pass) {
    if (needed.containsKey(grant)) {
      return Optional.empty();
    }
    try {
      History history = grants.read(grant);
      boolean isNeeded = isNeeded(history);
      brokenSince.remove(grant);
      return isNeeded ? Optional.empty() : Optional.of(history);
    } catch (CorruptLedger corrupt) {
      pass.log()
          .failure(
              grant, "The ledger contradicts itself, so the denial of its sessions stays", corrupt);
      brokenSince.putIfAbsent(grant, grants.now());
    } catch (OutcomeUnknown untold) {
      pass.log()
          .failure(grant, "It is unknown whether its sessions live, so their denial stays", untold);
    }
    return Optional.empty();
  }

  /// Whether a grant's entries contradict each other, and its denial was seen for longer than any
  /// session lives: none has begun since, because nothing is opened on it. After a cold start that
  /// begins anew.
  private boolean isBrokenForLong(GrantId grant) {
    return Optional.ofNullable(brokenSince.get(grant))
        .filter(since -> LiveSessions.areOverSince(since, grants.now()))
        .isPresent();
  }

  private boolean isNeeded(History history) {
    return switch (history.state()) {
      case Grant.Unknown _, Grant.AwaitingRule _, Grant.AwaitingApproval _, Grant.Approved _ ->
          false;
      // Denied before its end is recorded.
      case Grant.Activating _, Grant.Active _, Grant.Ending _ -> true;
      case Over over -> {
        Optional<Instant> until = over.dossier().sessions().until().filter(grants.now()::isBefore);
        until.ifPresent(end ->
            needed.put(
                history.grant(),
                new Needed(end, history.last(CredentialsPlanned.class).orElse(end))));
        yield until.isPresent();
      }
    };
  }

  private void note(History history, Pass pass) {
    if (history.state() instanceof Known grant
        && grant.dossier().sessions().areDeniedNeedlessly(grants.now())) {
      try {
        grants.run(history, new GrantCommand.NoteSessionDenialRemoval());
      } catch (OutcomeUnknown | Contended failure) {
        // It is due, and is noted when nothing is left on the role.
        pass.log().failure(history.grant(), "That its denial is gone was not recorded", failure);
      }
    }
  }

  /// That the sessions of a grant that is over need a denial.
  ///
  /// @param announced when the last of them was
  private record Needed(Instant until, Instant announced) {}
}
