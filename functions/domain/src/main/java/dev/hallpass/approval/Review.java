package dev.hallpass.approval;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Who looks at an access when it is over, and until when.
///
/// @param owners the people who review it
/// @param groups the groups whose members are owners too. In the catalogue, the owners are without
///   them; in a request, with those who were members then
/// @param within the time to review, from the end of the access
/// @param chaseEach the time between two mails that ask for the review
public record Review(List<Person> owners, List<Group> groups, Duration within, Duration chaseEach) {

  /// @throws IllegalArgumentException if there is no owner, if one is listed twice, or if a time is
  ///   not positive
  public Review {
    owners = List.copyOf(owners);
    groups = List.copyOf(groups);
    if (owners.isEmpty() && groups.isEmpty()) {
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

  /// Without groups.
  ///
  /// @throws IllegalArgumentException as with groups
  public Review(List<Person> owners, Duration within, Duration chaseEach) {
    this(owners, List.of(), within, chaseEach);
  }

  /// The people who can review an access of this requester: all owners without the requester.
  public List<Person> reviewersFor(Person requester) {
    return owners.stream().filter(owner -> !owner.isSameHumanAs(requester)).toList();
  }

  /// The same review, in which the members of groups are owners.
  ///
  /// @param members the members of a group
  public Review with(Function<Group, List<Person>> members) {
    return with(groups.stream().flatMap(group -> members.apply(group).stream()).toList());
  }

  /// Whether this review is one of the catalogue with members of its groups.
  public boolean isMadeFrom(Review catalogued) {
    return equals(catalogued.groups.isEmpty() ? catalogued : catalogued.with(owners));
  }

  private Review with(List<Person> members) {
    return new Review(
        Stream.concat(owners.stream(), members.stream()).distinct().toList(),
        groups,
        within,
        chaseEach);
  }
}
