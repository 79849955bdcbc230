package dev.hallpass.approval;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One level of an approval plan: its approvers, its quorum, its time to answer, its reminder and
/// its escalation.
///
/// @param approvers each once
/// @param quorum from 1 to the number of approvers
/// @param answerWithin the time from the first mail of the level to its end
/// @param remindAfter the time from the first mail of the level to the reminder
public record Level(
    List<Person> approvers,
    int quorum,
    Duration answerWithin,
    Optional<Duration> remindAfter,
    Optional<Escalation> escalation) {

  /// @throws IllegalArgumentException if the quorum cannot be reached, if a person is listed twice,
  ///   or if a reminder or an escalation comes after the time to answer
  public Level {
    approvers = List.copyOf(approvers);
    if (Set.copyOf(approvers).size() != approvers.size()) {
      throw new IllegalArgumentException("an approver is listed twice; keep one");
    }
    if (quorum < 1 || quorum > approvers.size()) {
      throw new IllegalArgumentException(
          "the quorum, %d, must be from 1 to the number of approvers, %d; lower it, or add approvers"
              .formatted(quorum, approvers.size()));
    }
    if (!answerWithin.isPositive()) {
      throw new IllegalArgumentException(
          "the time to answer must be longer than no time; write a time such as PT1H under answerWithin");
    }
    if (remindAfter.filter(after -> !isWithin(after, answerWithin)).isPresent()) {
      throw new IllegalArgumentException(
          "a reminder must come before the time to answer is over; shorten remindAfter");
    }
    if (escalation.isPresent()) {
      requireOrder(approvers, quorum, answerWithin, escalation.get());
    }
  }

  /// A level without a reminder and an escalation.
  ///
  /// @throws IllegalArgumentException if the quorum cannot be reached or a person is listed twice
  public Level(List<Person> approvers, int quorum, Duration answerWithin) {
    this(approvers, quorum, answerWithin, Optional.empty(), Optional.empty());
  }

  private static void requireOrder(
      List<Person> approvers, int quorum, Duration answerWithin, Escalation escalation) {
    if (!isWithin(escalation.after(), answerWithin)) {
      throw new IllegalArgumentException(
          "an escalation must come before the time to answer is over; shorten after");
    }
    if (escalation.people().stream().anyMatch(approvers::contains)) {
      throw new IllegalArgumentException(
          "an approver of the level is also an approver of its escalation; take them out of one");
    }
    if (escalation.mode() == Mode.TAKE_OVER && quorum > escalation.people().size()) {
      throw new IllegalArgumentException(
          "the quorum, %d, is higher than the number of approvers after a take-over, %d; lower it, or add approvers"
              .formatted(quorum, escalation.people().size()));
    }
  }

  private static boolean isWithin(Duration time, Duration limit) {
    return time.isPositive() && time.compareTo(limit) < 0;
  }

  /// All approvers of the level, before and after the escalation.
  public List<Person> everybody() {
    return Stream.concat(
            approvers.stream(), escalation.stream().flatMap(others -> others.people().stream()))
        .toList();
  }

  /// The people who can answer a request of this requester: the current approvers without the
  /// requester.
  public List<Person> approversFor(Person requester, boolean escalated) {
    return (escalated ? afterEscalation() : approvers)
        .stream().filter(approver -> !approver.isSameHumanAs(requester)).toList();
  }

  private List<Person> afterEscalation() {
    return escalation
        .filter(others -> others.mode() == Mode.TAKE_OVER)
        .map(Escalation::people)
        .orElseGet(this::everybody);
  }

  /// Whether the quorum can be reached without the requester, before or after the escalation.
  public boolean worksWithout(Person requester) {
    return approversFor(requester, false).size() >= quorum
        || approversFor(requester, true).size() >= quorum;
  }

  /// Whether these approvals settle the level for this requester. Only approvers of the level
  /// count, each human being once.
  public boolean isSettledBy(Set<Person> approvals, Person requester) {
    return everybody().stream()
            .filter(approver -> !approver.isSameHumanAs(requester))
            .filter(approvals::contains)
            .map(Person::untagged)
            .distinct()
            .count()
        >= quorum;
  }

  /// The time that the workflow waits after its first mails: until the reminder, the escalation or
  /// the end.
  public Duration firstWait() {
    return Stream.of(Optional.of(answerWithin), remindAfter, escalation.map(Escalation::after))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElseThrow();
  }
}
