package dev.hallpass.approval;

import dev.hallpass.grant.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One level of an approval plan: who may answer, how many of them must say yes, and within what
/// time.
///
/// @param approvers each once
/// @param quorum from 1 to the number of approvers
/// @param answerWithin counted from the moment the first of them is asked
public record Level(List<Person> approvers, int quorum, Duration answerWithin) {

  /// @throws IllegalArgumentException if the quorum cannot be reached or somebody is listed twice
  public Level {
    approvers = List.copyOf(approvers);
    if (Set.copyOf(approvers).size() != approvers.size()) {
      throw new IllegalArgumentException("an approver is listed twice");
    }
    if (quorum < 1 || quorum > approvers.size()) {
      throw new IllegalArgumentException(
          "a quorum of %d cannot be reached by %d approvers".formatted(quorum, approvers.size()));
    }
    if (!answerWithin.isPositive()) {
      throw new IllegalArgumentException("the time to answer within must be positive");
    }
  }

  /// Whoever may answer a request of this person's: every approver but the requester.
  public List<Person> approversFor(Person requester) {
    return approvers.stream().filter(approver -> !approver.equals(requester)).toList();
  }

  /// Whether these approvals settle the level for this requester. Counts distinct people who may
  /// answer, and nobody else.
  public boolean isSettledBy(Set<Person> approvals, Person requester) {
    return approversFor(requester).stream().filter(approvals::contains).count() >= quorum;
  }
}
