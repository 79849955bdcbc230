package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Who looks at an access when it is over, and until when.
///
/// @param owners the people who review it
/// @param within the time to review, from the end of the access
/// @param chaseEach the time between two mails that ask for the review
public record Review(List<Person> owners, Duration within, Duration chaseEach) {

  /// @throws IllegalArgumentException if there is no owner, if one is listed twice, or if a time is
  ///   not positive
  public Review {
    owners = List.copyOf(owners);
    if (owners.isEmpty()) {
      throw new IllegalArgumentException(
          "a review needs at least one owner, who reviews the access; add one");
    }
    if (Set.copyOf(owners).size() != owners.size()) {
      throw new IllegalArgumentException("an owner is listed twice; keep one");
    }
    if (!within.isPositive() || !chaseEach.isPositive()) {
      throw new IllegalArgumentException(
          "the times of a review must be longer than no time; write a time such as PT24H");
    }
  }

  /// The people who can review an access of this requester: all owners without the requester.
  public List<Person> reviewersFor(Person requester) {
    return owners.stream().filter(owner -> !owner.isSameHumanAs(requester)).toList();
  }
}
