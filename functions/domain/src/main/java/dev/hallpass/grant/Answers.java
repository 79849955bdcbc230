package dev.hallpass.grant;

import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.Withdrawn;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The answers to a request: each yes, the yes of a rule, the no, and the review of a break-glass
/// access.
///
/// @param takenBack each yes that was taken back
public record Answers(
    List<Approved> approvals,
    List<Withdrawn> takenBack,
    Optional<ApprovedByRule> ruling,
    Optional<Denied> denial,
    Optional<Reviewed> review) {

  static final Answers NONE =
      new Answers(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public Answers {
    approvals = List.copyOf(approvals);
    takenBack = List.copyOf(takenBack);
  }

  /// Whether a person said yes at a level.
  public boolean isApprovedBy(Person person, int level) {
    return approvals.stream()
        .anyMatch(approval -> approval.level() == level && approval.approver().equals(person));
  }

  /// Whether a person said yes or no at a level.
  public boolean isAnsweredBy(Person person, int level) {
    return isApprovedBy(person, level)
        || denial.filter(no -> no.level() == level && no.approver().equals(person)).isPresent();
  }

  /// Whether the same human being said yes at another level.
  public boolean isApprovedElsewhereBy(Person person, int level) {
    return approvals.stream()
        .anyMatch(yes -> yes.level() != level && yes.approver().isSameHumanAs(person));
  }

  /// How often a person took a yes back.
  long takenBackBy(Person person) {
    return takenBack.stream().filter(one -> one.approver().isSameHumanAs(person)).count();
  }

  Answers without(Withdrawn withdrawn) {
    return new Answers(
        approvals.stream().filter(yes -> !withdrawn.takesBack(yes)).toList(),
        Stream.concat(takenBack.stream(), Stream.of(withdrawn)).toList(),
        ruling,
        denial,
        review);
  }

  Answers with(Approved yes) {
    return new Answers(
        Stream.concat(approvals.stream(), Stream.of(yes)).toList(),
        takenBack,
        ruling,
        denial,
        review);
  }

  Answers with(ApprovedByRule rule) {
    return new Answers(approvals, takenBack, Optional.of(rule), denial, review);
  }

  Answers with(Denied no) {
    return new Answers(approvals, takenBack, ruling, Optional.of(no), review);
  }

  Answers with(Reviewed reviewed) {
    return new Answers(approvals, takenBack, ruling, denial, Optional.of(reviewed));
  }
}
