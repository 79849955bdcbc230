package dev.hallpass.handlers.upkeep;

import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.util.Optional;

/// The way from a grant's entries to the policy that they announce.
final class Plans {

  private Plans() {}

  /// The policy that was announced for a grant, also when it is over; empty if none ever was.
  static Optional<PolicyPlanned> of(History history) {
    return history.entries().stream()
        .map(Entry::event)
        .filter(PolicyPlanned.class::isInstance)
        .map(PolicyPlanned.class::cast)
        .findFirst();
  }
}
