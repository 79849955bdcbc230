package dev.hallpass.approval;

import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The people who are asked when a level is late or cannot answer.
///
/// @param after the time from the first mail of the level to the escalation
/// @param people each once
/// @param groups the groups whose members are asked too. In the catalogue, the people are without
///   them; in a request, with those who were members then
public record Escalation(Duration after, List<Person> people, List<Group> groups, Mode mode) {

  /// @throws IllegalArgumentException if there is nobody, if a person is listed twice, or if the
  ///   time is not positive
  public Escalation {
    people = List.copyOf(people);
    groups = List.copyOf(groups);
    if (people.isEmpty() && groups.isEmpty()) {
      throw new IllegalArgumentException("an escalation needs at least one approver; add one");
    }
    if (Set.copyOf(people).size() != people.size()) {
      throw new IllegalArgumentException("an approver of the escalation is listed twice; keep one");
    }
    if (!after.isPositive()) {
      throw new IllegalArgumentException(
          "an escalation comes after some time; write a time such as PT1H under after");
    }
  }

  /// Without groups.
  ///
  /// @throws IllegalArgumentException as with groups
  public Escalation(Duration after, List<Person> people, Mode mode) {
    this(after, people, List.of(), mode);
  }

  /// The same escalation with more people, each once.
  Escalation with(List<Person> members) {
    return new Escalation(
        after, Stream.concat(people.stream(), members.stream()).distinct().toList(), groups, mode);
  }

  /// The role of the first approvers after the escalation.
  public enum Mode {
    /// They can still answer.
    JOIN,
    /// They cannot answer any more, but their earlier answers count.
    TAKE_OVER
  }
}
