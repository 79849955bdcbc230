package dev.hallpass.handlers.view;

import dev.hallpass.approval.Level;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Person;
import java.util.List;

/// Who answers at a level of the plan, and who has.
///
/// @param name which level, if there are several
/// @param rule how many must say yes
record Panel(String name, String rule, List<Seat> seats) {

  /// One approver.
  record Seat(String approver, boolean isReader, boolean saidYes) {}

  Panel {
    seats = List.copyOf(seats);
  }

  /// The panel as one of its approvers sees it.
  static Panel of(Dossier dossier, int number, Person reader) {
    Level level = dossier.level(number);
    int levels = dossier.request().plan().levels().size();
    List<Person> approvers = dossier.approvers(number);
    return new Panel(
        levels == 1 ? "" : "Level %d of %d. ".formatted(number + 1, levels),
        "%d of %d must say yes; one no ends the request."
            .formatted(level.quorum(), approvers.size()),
        approvers.stream()
            .map(approver ->
                new Seat(
                    approver.email(),
                    approver.equals(reader),
                    dossier.isApprovedBy(approver, number)))
            .toList());
  }
}
