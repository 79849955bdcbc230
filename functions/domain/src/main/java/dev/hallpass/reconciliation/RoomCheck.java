package dev.hallpass.reconciliation;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.identity.AccountId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks once an hour whether each account still takes the policies of grants, so that people hear
/// of a full quota before others are asked for a yes that opens nothing.
final class RoomCheck {

  // A twentieth of the quota (source: IAM quotas, 1,500 customer managed policies).
  private static final int LITTLE = 75;
  private static final Duration EACH = Duration.ofHours(1);

  private final Grants grants;
  private final SessionPolicies policies;
  private final List<AccountId> accounts;
  private final Map<AccountId, Instant> looked = new HashMap<>();

  RoomCheck(Grants grants, SessionPolicies policies, List<AccountId> accounts) {
    this.grants = grants;
    this.policies = policies;
    this.accounts = accounts;
  }

  /// Looks at the accounts that were not looked at for an hour: at all of a few, and at one of
  /// many, so that a pass over hundreds of idle accounts makes few calls.
  void run(Pass pass) {
    Sweep.rotated(accounts, grants.now()).stream()
        .filter(this::isDue)
        .limit(AccountTurns.areFew(accounts) ? accounts.size() : 1)
        .takeWhile(_ -> !pass.isTimeUp())
        .forEach(account -> look(account, pass));
  }

  private boolean isDue(AccountId account) {
    return Optional.ofNullable(looked.get(account))
        .filter(last -> grants.now().isBefore(last.plus(EACH)))
        .isEmpty();
  }

  private void look(AccountId account, Pass pass) {
    try {
      int room = policies.room(account);
      looked.put(account, grants.now());
      if (room < LITTLE) {
        pass.note(Finding.NEARLY_FULL, account);
        pass.log()
            .info("The account %s takes only %d more managed policies".formatted(account, room));
      }
    } catch (OutcomeUnknown unknown) {
      pass.log()
          .failure("It could not be told how many policies %s takes".formatted(account), unknown);
    }
  }
}
