package dev.hallpass.reconciliation;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.access.SessionPolicies;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Finds grants whose access is open and whose policy others deleted: a program that tidies up an
/// account sees a policy that is attached to nobody. IAM may show old data, so a policy is missing
/// when two passes one after the other do not see it.
final class MissingPolicies {

  // AWS says "a few minutes"; mostly it takes some seconds (source: IAM, eventual consistency).
  private static final Duration PROPAGATION = Duration.ofMinutes(5);

  private final Grants grants;
  private final SessionPolicies policies;
  private final DueGrants due;
  private Set<GrantId> seen = Set.of();
  private Set<GrantId> missed = Set.of();

  MissingPolicies(Grants grants, SessionPolicies policies, DueGrants due) {
    this.grants = grants;
    this.policies = policies;
    this.due = due;
  }

  /// Looks for those that no account lists.
  ///
  /// @param there the grants whose policies were listed
  /// @param complete the accounts that were listed to the last policy
  void find(Set<GrantId> there, Set<AccountId> complete, PolicyInspection inspection, Pass pass) {
    Set<GrantId> seenNow = new HashSet<>(there);
    Set<GrantId> missedNow = new HashSet<>();
    for (GrantId grant : expected(there)) {
      switch (pass.isTimeUp() ? Sight.UNKNOWN : look(grant, complete, inspection, pass)) {
        case THERE -> seenNow.add(grant);
        case UNKNOWN -> {
          if (wasSeen(grant)) {
            seenNow.add(grant);
          }
        }
        case MISSED -> missedNow.add(grant);
        case OF_NO_USE -> {}
      }
    }
    seen = seenNow;
    missed = missedNow;
  }

  /// The index tells of ends within a day; what it does not tell of was seen by the pass before.
  private Set<GrantId> expected(Set<GrantId> there) {
    return Stream.concat(
            due.open().stream(),
            Stream.concat(seen.stream(), missed.stream()).filter(grant -> !due.knows(grant)))
        .filter(grant -> !there.contains(grant))
        .collect(toSet());
  }

  private Sight look(
      GrantId grant, Set<AccountId> complete, PolicyInspection inspection, Pass pass) {
    try {
      History history = grants.read(grant);
      if (!(history.state() instanceof Active active)) {
        return Sight.OF_NO_USE;
      }
      if (!complete.contains(active.account())) {
        return Sight.UNKNOWN;
      }
      if (policies.label(active.account(), grant).isPresent()) {
        return Sight.THERE;
      }
      if (missed.contains(grant)) {
        inspection.end(active.account(), history);
        return Sight.MISSED;
      }
      return isDueToBeSeen(history) ? Sight.MISSED : Sight.OF_NO_USE;
    } catch (CorruptLedger _) {
      // Its policy, if one is there, says so.
      return Sight.OF_NO_USE;
    } catch (OutcomeUnknown unknown) {
      pass.log().failure(grant, "It could not be told whether its policy is there", unknown);
      return Sight.UNKNOWN;
    }
  }

  private boolean wasSeen(GrantId grant) {
    return seen.contains(grant) || missed.contains(grant);
  }

  /// A new policy may be listed late. Once it was seen, it is there.
  private boolean isDueToBeSeen(History history) {
    return wasSeen(history.grant())
        || history
            .last(Activated.class)
            .filter(at -> !grants.now().isBefore(at.plus(PROPAGATION)))
            .isPresent();
  }

  /// What a pass saw of the policy of a grant.
  private enum Sight {
    THERE,
    MISSED,
    UNKNOWN,
    OF_NO_USE
  }
}
