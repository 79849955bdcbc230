package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The people who are asked when a level is late or cannot answer.
///
/// @param after the time from the first mail of the level to the escalation
/// @param people each once
public record Escalation(Duration after, List<Person> people, Mode mode) {

  /// @throws IllegalArgumentException if there is no person, if a person is listed twice, or if the
  ///   time is not positive
  public Escalation {
    people = List.copyOf(people);
    if (people.isEmpty()) {
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

  /// The role of the first approvers after the escalation.
  public enum Mode {
    /// They can still answer.
    JOIN,
    /// They cannot answer any more, but their earlier answers count.
    TAKE_OVER
  }
}
