package dev.hallpass.grant;

import static java.util.stream.Collectors.toSet;

import dev.hallpass.approval.Level;
import dev.hallpass.approval.Question;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.workflow.Doorbell;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What stays on file about a grant in every state: what was asked, who was asked and who said yes.
///
/// @param doorbell the one hung last
public record Dossier(
    Requested request,
    List<Question> questions,
    List<Approved> approvals,
    Optional<Doorbell> doorbell) {

  public Dossier {
    questions = List.copyOf(questions);
    approvals = List.copyOf(approvals);
  }

  static Dossier of(Requested request) {
    return new Dossier(request, List.of(), List.of(), Optional.empty());
  }

  /// One level of the frozen plan, counted from zero.
  public Level level(int number) {
    return request.plan().levels().get(number);
  }

  /// The people who may answer at a level: its approvers, but never the requester.
  public List<Person> approvers(int level) {
    return level(level).approversFor(request.requester());
  }

  /// The questions that went out at a level.
  public Stream<Question> questions(int level) {
    return questions.stream().filter(question -> question.sought().level() == level);
  }

  /// The question that went out with a link, if one did.
  public Optional<Question> question(Sha256 link) {
    Optional<Question> found = Optional.empty();
    // Every one is compared, so that the time taken tells nothing.
    for (Question question : questions) {
      if (question.sought().link().matches(link)) {
        found = Optional.of(question);
      }
    }
    return found;
  }

  /// Whether a person said yes at a level.
  public boolean isApprovedBy(Person person, int level) {
    return approvals.stream()
        .anyMatch(approval -> approval.level() == level && approval.approver().equals(person));
  }

  /// Whether the quorum of a level has said yes.
  public boolean isSettled(int level) {
    return level(level)
        .isSettledBy(
            approvals.stream()
                .filter(approval -> approval.level() == level)
                .map(Approved::approver)
                .collect(toSet()),
            request.requester());
  }

  /// Whether the quorum of every level has said yes to the policy that was asked for.
  boolean isApproved() {
    return IntStream.range(0, request.plan().levels().size()).allMatch(this::isSettled)
        && approvals.stream()
            .allMatch(approval -> approval.policyHash().equals(request.policyHash()));
  }

  Dossier with(Doorbell hung) {
    return new Dossier(request, questions, approvals, Optional.of(hung));
  }

  Dossier with(ApprovalSought sought) {
    return new Dossier(
        request, with(questions, new Question(sought, false, 0)), approvals, doorbell);
  }

  Dossier with(Approved approval) {
    return new Dossier(request, questions, with(approvals, approval), doorbell);
  }

  Dossier changing(Sha256 link, UnaryOperator<Question> change) {
    return new Dossier(
        request,
        questions.stream()
            .map(asked -> asked.sought().link().equals(link) ? change.apply(asked) : asked)
            .toList(),
        approvals,
        doorbell);
  }

  private static <T> List<T> with(List<T> list, T one) {
    return Stream.concat(list.stream(), Stream.of(one)).toList();
  }
}
