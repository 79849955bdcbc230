package dev.hallpass.reconciliation;

import dev.hallpass.access.Obstacle;
import dev.hallpass.access.Obstacles;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.identity.AccountId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether accounts take the policies of grants, so that nobody is asked for a yes that opens
/// nothing: once an hour at each, and in each pass where there is little room or the pass could not
/// look.
final class RoomCheck {

  // A twentieth of the quota (source: IAM quotas, 1,500 customer managed policies).
  private static final int LITTLE = 75;
  private static final Duration EACH = Duration.ofHours(1);

  // Some passes, so that a note lasts until it is made again, and soon ends when the account is
  // mended.
  private static final Duration NOTE_LASTS = Duration.ofMinutes(5);

  private final Grants grants;
  private final SessionPolicies policies;
  private final Obstacles obstacles;
  private final List<AccountId> accounts;
  private final Map<AccountId, Instant> looked = new HashMap<>();
  private final Set<AccountId> cramped = new HashSet<>();

  RoomCheck(
      Grants grants, SessionPolicies policies, Obstacles obstacles, List<AccountId> accounts) {
    this.grants = grants;
    this.policies = policies;
    this.obstacles = obstacles;
    this.accounts = accounts;
  }

  /// Looks at the accounts that were not looked at for an hour: at all of a few, and at one of
  /// many, so that a pass over hundreds of idle accounts makes few calls. Before them it looks at
  /// those where something may be in the way.
  ///
  /// @param visited the accounts that the pass calls anyway, which come first
  void run(List<AccountId> visited, Pass pass) {
    List<AccountId> all = Sweep.rotated(accounts, grants.now());
    Stream.concat(
            all.stream().filter(account -> mayBeInTheWay(account, pass)),
            all.stream()
                .filter(this::isDue)
                .sorted(
                    Comparator.comparing((AccountId account) -> !visited.contains(account))
                        .thenComparing(account -> looked.getOrDefault(account, Instant.MIN)))
                .limit(AccountTurns.areFew(accounts) ? accounts.size() : 1))
        .distinct()
        .takeWhile(_ -> !pass.isTimeUp())
        .forEach(account -> look(account, pass));
  }

  private boolean mayBeInTheWay(AccountId account, Pass pass) {
    return cramped.contains(account) || pass.has(Finding.UNSEEN, account);
  }

  private boolean isDue(AccountId account) {
    return Optional.ofNullable(looked.get(account))
        .filter(last -> grants.now().isBefore(last.plus(EACH)))
        .isEmpty();
  }

  private void look(AccountId account, Pass pass) {
    try {
      OptionalInt room = policies.room(account);
      if (room.isEmpty()) {
        note(account, Obstacle.NOT_LET_IN, "AWS does not let Hallpass into the account", pass);
      } else {
        tell(account, room.getAsInt(), pass);
      }
      if (isDue(account)) {
        looked.put(account, grants.now());
      }
    } catch (OutcomeUnknown unknown) {
      pass.log()
          .failure("It is unknown whether %s takes more policies".formatted(account), unknown);
    }
  }

  private void tell(AccountId account, int room, Pass pass) {
    if (room >= LITTLE) {
      cramped.remove(account);
    } else {
      cramped.add(account);
      if (isDue(account)) {
        pass.note(Finding.NEARLY_FULL, account);
        pass.log()
            .info("The account %s takes only %d more managed policies".formatted(account, room));
      }
    }
    if (room < 1) {
      note(account, Obstacle.NO_ROOM, "No managed policy has room in the account", pass);
    }
  }

  private void note(AccountId account, Obstacle obstacle, String what, Pass pass) {
    pass.log().info("%s %s, so requests for it are refused".formatted(what, account));
    obstacles.note(account, obstacle, grants.now().plus(NOTE_LASTS));
  }
}
