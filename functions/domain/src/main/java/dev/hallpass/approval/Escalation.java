package dev.hallpass.approval;

import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Who else is asked when a level does not answer, or cannot.
///
/// @param after counted from the moment the first of the level is asked
/// @param people each once
public record Escalation(Duration after, List<Person> people, Mode mode) {

  /// @throws IllegalArgumentException if there is nobody, somebody is listed twice, or the time is
  ///   not positive
  public Escalation {
    people = List.copyOf(people);
    if (people.isEmpty()) {
      throw new IllegalArgumentException("an escalation needs somebody to escalate to");
    }
    if (Set.copyOf(people).size() != people.size()) {
      throw new IllegalArgumentException("somebody is listed twice to escalate to");
    }
    if (!after.isPositive()) {
      throw new IllegalArgumentException("the time to escalate after must be positive");
    }
  }

  /// What becomes of those who were asked first.
  public enum Mode {
    /// They may still answer, beside the others.
    JOIN,
    /// Only the others may; what was said before still counts.
    TAKE_OVER
  }
}
