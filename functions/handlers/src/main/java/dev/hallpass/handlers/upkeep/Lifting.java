package dev.hallpass.handlers.upkeep;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionDenials.Denials;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes denials off the roles that deny no session any more, and puts those back that somebody
/// else took away. It goes through all roles, round after round. A round may take several passes:
/// where one stopped, the next goes on.
final class Lifting {

  // After a cold start nobody knows where the last pass stopped, so each begins at another part.
  private static final int PARTS = 5;

  private final Grants grants;
  private final SessionDenials sessionDenials;
  private final Map<GrantId, Needed> needed = new HashMap<>();
  private final Map<RoleArn, Denials> shown = new HashMap<>();
  private final Deque<RoleArn> left = new ArrayDeque<>();
  private boolean begun;

  Lifting(Grants grants, SessionDenials sessionDenials) {
    this.grants = grants;
    this.sessionDenials = sessionDenials;
  }

  /// Goes on with the round, or begins the next.
  ///
  /// @return whether the round came to its end
  boolean lift(List<AccountId> accounts, TimeLeft time, Tally tally) {
    Instant now = grants.now();
    needed.values().removeIf(one -> !now.isBefore(one.until()));
    shown.clear();
    if (left.isEmpty()) {
      left.addAll(roles(accounts, tally));
    }
    while (!left.isEmpty() && !time.isUp()) {
      RoleArn role = left.removeFirst();
      try {
        lift(role, tally);
      } catch (OutcomeUnknown unknown) {
        Log.failure("The revocations on %s could not be tended".formatted(role), unknown);
        tally.note(Finding.UNSEEN, role);
      }
    }
    if (!left.isEmpty()) {
      Log.info(
          "The revocations on %d roles were looked at; the next pass goes on with the other %d"
              .formatted(shown.size(), left.size()));
    }
    return left.isEmpty();
  }

  /// Puts back what was not seen on a role that was looked at. IAM shows some things late, and then
  /// it is there twice.
  ///
  /// @param shutOut the grants whose sessions are to be denied everything
  void putBack(Set<GrantId> shutOut, TimeLeft time, Tally tally) {
    for (GrantId grant : shutOut) {
      if (time.isUp()) {
        return;
      }
      if (shown.values().stream().noneMatch(there -> there.grants().contains(grant))) {
        putBack(grant, tally);
      }
    }
  }

  private void putBack(GrantId grant, Tally tally) {
    try {
      History history = grants.read(grant);
      if (history.state() instanceof Known known
          && known.dossier().sessions().areDenied(grants.now())) {
        RoleArn role = known.dossier().request().role();
        if (shown.containsKey(role) && !isDeniedByTime(history, shown.get(role))) {
          putBack(history, role, tally);
        }
      }
    } catch (OutcomeUnknown | CorruptLedger failure) {
      Log.failure(grant, "It could not be told whether its sessions are denied", failure);
      tally.note(Finding.UNSEEN, grant);
    }
  }

  private void putBack(History ended, RoleArn role, Tally tally) {
    GrantId grant = ended.grant();
    if (sessionDenials.deny(role, grant)
        || sessionDenials.denyBefore(
            role, LiveSessions.begunBefore(ended.lastAnnounced().orElseGet(grants::now)))) {
      tally.note(Finding.DENIAL_MISSING, grant);
      Log.info(grant, "Its sessions were not denied, and are again");
    } else {
      tally.note(Finding.FULL, role);
    }
  }

  private List<RoleArn> roles(List<AccountId> accounts, Tally tally) {
    List<RoleArn> roles = new ArrayList<>();
    accounts.forEach(account -> roles.addAll(roles(account, tally)));
    if (!begun) {
      begun = true;
      long minute = grants.now().getEpochSecond() / 60;
      Collections.rotate(roles, -(int) (minute % PARTS) * roles.size() / PARTS);
    }
    return roles;
  }

  private List<RoleArn> roles(AccountId account, Tally tally) {
    try {
      return sessionDenials.roles(account);
    } catch (OutcomeUnknown unknown) {
      Log.failure("The roles in %s could not be listed".formatted(account), unknown);
      tally.note(Finding.UNSEEN, account);
      return List.of();
    }
  }

  private void lift(RoleArn role, Tally tally) {
    Denials there = sessionDenials.denials(role);
    shown.put(role, there);
    if (there.isEmpty()) {
      return;
    }
    if (!there.before().isEmpty()) {
      tally.note(Finding.FULL, role);
    }
    List<History> over = new ArrayList<>();
    Set<GrantId> unneeded = new HashSet<>();
    for (GrantId grant : there.grants()) {
      Optional<History> history = unneeded(grant);
      history.ifPresent(over::add);
      if (history.isPresent() || isDeniedByTime(grant, there)) {
        unneeded.add(grant);
      }
    }
    Denials gone = new Denials(unneeded, past(there), there.strange());
    if (!gone.isEmpty()) {
      sessionDenials.remove(role, gone);
    }
    over.forEach(this::note);
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
        .lastAnnounced()
        .filter(announced -> isDenied(new Needed(Instant.MAX, announced), there))
        .isPresent();
  }

  private boolean isDenied(Needed one, Denials there) {
    Instant begunBefore = LiveSessions.begunBefore(one.announced());
    return there.before().stream()
        .anyMatch(instant ->
            !instant.isBefore(begunBefore) && !LiveSessions.areOverSince(instant, grants.now()));
  }

  /// The history of a grant whose sessions need no denial; empty if they do, or if it could not be
  /// told.
  private Optional<History> unneeded(GrantId grant) {
    if (needed.containsKey(grant)) {
      return Optional.empty();
    }
    try {
      History history = grants.read(grant);
      return isNeeded(history) ? Optional.empty() : Optional.of(history);
    } catch (OutcomeUnknown | CorruptLedger untold) {
      Log.failure(grant, "It could not be told whether its sessions live, so they may", untold);
      return Optional.empty();
    }
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
            needed.put(history.grant(), new Needed(end, history.lastAnnounced().orElse(end))));
        yield until.isPresent();
      }
    };
  }

  private void note(History history) {
    if (history.state() instanceof Known grant
        && grant.dossier().sessions().areDeniedNeedlessly(grants.now())) {
      try {
        grants.run(history, new GrantCommand.NoteSessionDenialRemoval());
      } catch (OutcomeUnknown | Contended failure) {
        // It is on the agenda, where it is noted when nothing is left on the role.
        Log.failure(history.grant(), "That its denial is gone was not recorded", failure);
      }
    }
  }

  /// That the sessions of a grant that is over need a denial.
  ///
  /// @param announced when the last of them was
  private record Needed(Instant until, Instant announced) {}
}
