package dev.hallpass.approval;

import dev.hallpass.grant.Person;
import java.util.List;

/// The levels that must say yes in turn. Frozen into the ledger when the request is made.
public record ApprovalPlan(List<Level> levels) {

  /// @throws IllegalArgumentException if there is no level: access that nobody approves
  public ApprovalPlan {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a plan needs at least one level of approvers");
    }
  }

  /// Whether every level can reach its quorum without the requester.
  public boolean worksWithout(Person requester) {
    return levels.stream()
        .allMatch(level -> level.approversFor(requester).size() >= level.quorum());
  }

  /// Whether a person is an approver at any level.
  public boolean names(Person person) {
    return levels.stream().anyMatch(level -> level.approvers().contains(person));
  }
}
