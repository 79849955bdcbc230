package dev.hallpass.handlers.view;

import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The approvers, level by level, with the answers so far.
record ApproverTable(List<Stage> stages) {

  /// One level of the plan.
  ///
  /// @param name which level; empty if there is only one
  /// @param rule how many must say yes
  /// @param others the approvers of the escalation; empty if there is none
  record Stage(String name, String rule, List<ApproverRow> approvers, String others) {
    Stage {
      approvers = List.copyOf(approvers);
    }
  }

  /// One approver.
  record ApproverRow(String approver, boolean isReader, String says) {}

  ApproverTable {
    stages = List.copyOf(stages);
  }

  /// The table as an approver of a level sees it.
  static ApproverTable of(Dossier dossier, int open, Person reader) {
    return new ApproverTable(
        IntStream.range(0, dossier.request().plan().levels().size())
            .mapToObj(number -> stage(dossier, number, open, reader))
            .toList());
  }

  private static Stage stage(Dossier dossier, int number, int open, Person reader) {
    Level level = dossier.level(number);
    int levels = dossier.request().plan().levels().size();
    return new Stage(
        levels == 1 ? "" : "Level %d of %d. ".formatted(number + 1, levels),
        "%d of %d must say yes; one no ends the request."
            .formatted(level.quorum(), dossier.approvers(number).size()),
        level.everybody().stream()
            .filter(person ->
                dossier.approvers(number).contains(person) || dossier.isApprovedBy(person, number))
            .map(person ->
                new ApproverRow(
                    person.email(),
                    number == open && person.equals(reader),
                    says(dossier, number, open, person)))
            .toList(),
        level.escalation().map(others -> others(others, isEscalated(dossier, number))).orElse(""));
  }

  private static boolean isEscalated(Dossier dossier, int number) {
    return dossier.escalated().contains(number);
  }

  private static String says(Dossier dossier, int number, int open, Person person) {
    Optional<Approved> yes =
        dossier.answers().approvals().stream()
            .filter(one -> one.level() == number && one.approver().equals(person))
            .findFirst();
    if (yes.isPresent()) {
      return "said yes"
          + yes.get()
              .shortenedTo()
              .map(time -> ", for at most %s".formatted(HumanReadable.duration(time)))
              .orElse("");
    }
    if (number > open) {
      return "is asked when the level before has said yes";
    }
    return isUnreachable(dossier, number, person)
        ? "has not answered; the mail to them came back"
        : "has not answered";
  }

  private static boolean isUnreachable(Dossier dossier, int number, Person person) {
    return dossier
        .questions(number)
        .filter(question -> question.sought().asked().equals(person))
        .reduce((_, newer) -> newer)
        .filter(question -> question.bounced())
        .isPresent();
  }

  private static String others(Escalation escalation, boolean isEscalated) {
    String people =
        escalation.people().stream().map(Person::email).collect(Collectors.joining(", "));
    String how =
        switch (escalation.mode()) {
          case JOIN -> "also";
          case TAKE_OVER -> "instead";
        };
    return isEscalated
        ? "Answers were late or impossible, so Hallpass has %s asked %s.".formatted(how, people)
        : "If answers are late or impossible, Hallpass %s asks %s.".formatted(how, people);
  }
}
