package dev.hallpass.handlers.view;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Optional;
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
  static ApproverTable of(Dossier dossier, int open, Person reader, Texts texts) {
    return new ApproverTable(
        IntStream.range(0, dossier.request().plan().levels().size())
            .mapToObj(number -> stage(dossier, number, open, reader, texts))
            .toList());
  }

  private static Stage stage(Dossier dossier, int number, int open, Person reader, Texts texts) {
    Level level = dossier.level(number);
    int levels = dossier.request().plan().levels().size();
    return new Stage(
        levels == 1 ? "" : texts.levelOf(number + 1, levels),
        texts.mustSayYes(level.quorum(), dossier.approvers(number).size()),
        level.everybody().stream()
            .filter(person ->
                dossier.approvers(number).contains(person) || dossier.isApprovedBy(person, number))
            .map(person ->
                new ApproverRow(
                    person.email(),
                    number == open && person.equals(reader),
                    says(dossier, number, open, person, texts)))
            .toList(),
        level
            .escalation()
            .map(others ->
                texts.others(
                    others.mode(),
                    dossier.escalated().contains(number),
                    others.people().stream().map(Person::email).toList()))
            .orElse(""));
  }

  private static String says(Dossier dossier, int number, int open, Person person, Texts texts) {
    Optional<Approved> yes =
        dossier.answers().approvals().stream()
            .filter(one -> one.level() == number && one.approver().equals(person))
            .findFirst();
    if (yes.isPresent()) {
      return texts.saidYes(yes.get().shortenedTo());
    }
    if (number > open) {
      return texts.isAskedLater();
    }
    return isUnreachable(dossier, number, person) ? texts.mailCameBack() : texts.hasNotAnswered();
  }

  private static boolean isUnreachable(Dossier dossier, int number, Person person) {
    return dossier
        .questions(number)
        .filter(question -> question.sought().asked().equals(person))
        .reduce((_, newer) -> newer)
        .filter(question -> question.bounced())
        .isPresent();
  }
}
