package dev.hallpass.approval;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One level of an approval plan: who may answer, how many of them must say yes, within what time,
/// when they are reminded, and who else is asked when that does not help.
///
/// @param approvers each once
/// @param quorum from 1 to the number of approvers
/// @param answerWithin counted from the moment the first of them is asked
/// @param remindAfter counted from then too
public record Level(
    List<Person> approvers,
    int quorum,
    Duration answerWithin,
    Optional<Duration> remindAfter,
    Optional<Escalation> escalation) {

  /// @throws IllegalArgumentException if the quorum cannot be reached, somebody is listed twice, or
  ///   something is to happen only after the time to answer
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
    if (remindAfter.filter(after -> !isWithin(after, answerWithin)).isPresent()) {
      throw new IllegalArgumentException("a reminder must come before the time to answer is over");
    }
    if (escalation.isPresent()) {
      requireOrder(approvers, quorum, answerWithin, escalation.get());
    }
  }

  /// A level that neither reminds nor escalates.
  ///
  /// @throws IllegalArgumentException if the quorum cannot be reached or somebody is listed twice
  public Level(List<Person> approvers, int quorum, Duration answerWithin) {
    this(approvers, quorum, answerWithin, Optional.empty(), Optional.empty());
  }

  private static void requireOrder(
      List<Person> approvers, int quorum, Duration answerWithin, Escalation escalation) {
    if (!isWithin(escalation.after(), answerWithin)) {
      throw new IllegalArgumentException(
          "an escalation must come before the time to answer is over");
    }
    if (escalation.people().stream().anyMatch(approvers::contains)) {
      throw new IllegalArgumentException("an approver cannot be escalated to");
    }
    if (escalation.mode() == Mode.TAKE_OVER && quorum > escalation.people().size()) {
      throw new IllegalArgumentException(
          "a quorum of %d cannot be reached by the %d who take over"
              .formatted(quorum, escalation.people().size()));
    }
  }

  private static boolean isWithin(Duration time, Duration limit) {
    return time.isPositive() && time.compareTo(limit) < 0;
  }

  /// Everybody who may ever be asked, before or after the escalation.
  public List<Person> everybody() {
    return Stream.concat(
            approvers.stream(), escalation.stream().flatMap(others -> others.people().stream()))
        .toList();
  }

  /// Anyone who may answer a request of this person's: everybody whose turn it is but the
  /// requester.
  public List<Person> approversFor(Person requester, boolean escalated) {
    return (escalated ? afterEscalation() : approvers)
        .stream().filter(approver -> !approver.equals(requester)).toList();
  }

  private List<Person> afterEscalation() {
    return escalation
        .filter(others -> others.mode() == Mode.TAKE_OVER)
        .map(Escalation::people)
        .orElseGet(this::everybody);
  }

  /// Whether the quorum can be reached without the requester, by escalation if need be.
  public boolean worksWithout(Person requester) {
    return approversFor(requester, false).size() >= quorum
        || approversFor(requester, true).size() >= quorum;
  }

  /// Whether these approvals settle the level for this requester. Counts distinct people who could
  /// be asked, and nobody else.
  public boolean isSettledBy(Set<Person> approvals, Person requester) {
    return everybody().stream()
            .filter(approver -> !approver.equals(requester))
            .filter(approvals::contains)
            .count()
        >= quorum;
  }

  /// How long the workflow waits when it first asks: until something is to happen.
  public Duration firstWait() {
    return Stream.of(Optional.of(answerWithin), remindAfter, escalation.map(Escalation::after))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElseThrow();
  }
}
