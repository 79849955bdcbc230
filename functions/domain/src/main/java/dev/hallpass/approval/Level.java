package dev.hallpass.approval;

import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.identity.Group;
import dev.hallpass.identity.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// One level of an approval plan: its approvers, its quorum, its time to answer, its reminder and
/// its escalation.
///
/// @param approvers each once
/// @param groups the groups whose members are approvers too. In the catalogue, the approvers are
///   without them; in a request, with those who were members then
/// @param quorum from 1 to the number of approvers, if there are no groups
/// @param answerWithin the time from the first mail of the level to its end
/// @param remindAfter the time from the first mail of the level to the reminder
public record Level(
    List<Person> approvers,
    List<Group> groups,
    int quorum,
    Duration answerWithin,
    Optional<Duration> remindAfter,
    Optional<Escalation> escalation) {

  /// @throws IllegalArgumentException if the quorum cannot be reached, if a person is listed twice,
  ///   or if a reminder or an escalation comes after the time to answer
  public Level {
    approvers = List.copyOf(approvers);
    groups = List.copyOf(groups);
    if (Set.copyOf(approvers).size() != approvers.size()) {
      throw new IllegalArgumentException("an approver is listed twice; keep one");
    }
    // How many members a group has is known at a request.
    if (quorum < 1 || (groups.isEmpty() && quorum > approvers.size())) {
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

  /// A level without groups.
  ///
  /// @throws IllegalArgumentException as with groups
  public Level(
      List<Person> approvers,
      int quorum,
      Duration answerWithin,
      Optional<Duration> remindAfter,
      Optional<Escalation> escalation) {
    this(approvers, List.of(), quorum, answerWithin, remindAfter, escalation);
  }

  /// A level without groups, a reminder and an escalation.
  ///
  /// @throws IllegalArgumentException if the quorum cannot be reached or a person is listed twice
  public Level(List<Person> approvers, int quorum, Duration answerWithin) {
    this(approvers, List.of(), quorum, answerWithin, Optional.empty(), Optional.empty());
  }

  /// The same level, in which the members of its groups are asked, each once. People who are named
  /// are asked where they are named. Whom the escalation asks is not asked before.
  ///
  /// @param members the members of a group
  public Level with(Function<Group, List<Person>> members) {
    return with(
        members(groups, members),
        members(escalation.map(Escalation::groups).orElse(List.of()), members));
  }

  private static List<Person> members(List<Group> groups, Function<Group, List<Person>> members) {
    return groups.stream().flatMap(group -> members.apply(group).stream()).toList();
  }

  private Level with(List<Person> members, List<Person> others) {
    Optional<Escalation> later =
        escalation.map(
            one -> one.with(others.stream().filter(other -> !approvers.contains(other)).toList()));
    List<Person> asked =
        Stream.concat(
                approvers.stream(),
                members.stream()
                    .filter(member -> later.filter(one -> one.people().contains(member)).isEmpty()))
            .distinct()
            .toList();
    return new Level(asked, groups, quorum, answerWithin, remindAfter, later);
  }

  /// Whether this level is one of the catalogue with members of its groups.
  public boolean isMadeFrom(Level catalogued) {
    return equals(
        catalogued.with(
            catalogued.groups.isEmpty() ? List.of() : approvers,
            catalogued.escalation.filter(one -> !one.groups().isEmpty()).isPresent()
                ? escalation.map(Escalation::people).orElse(List.of())
                : List.of()));
  }

  /// Whether it asks members of groups, at first or after its escalation.
  public boolean asksGroups() {
    return !groups.isEmpty() || escalation.filter(one -> !one.groups().isEmpty()).isPresent();
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
    // How many members a group has is known at a request.
    if (escalation.mode() == Mode.TAKE_OVER
        && escalation.groups().isEmpty()
        && quorum > escalation.people().size()) {
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
