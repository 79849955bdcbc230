package dev.hallpass.handlers.api.json;

import dev.hallpass.grant.Grant.AwaitingApproval;
import tools.jackson.databind.node.ObjectNode;

/// Whose answers a request waits for.
public final class WaitingJson {

  private WaitingJson() {}

  /// Puts the level, counted from one, with the people who can answer and who said yes.
  ///
  /// @param open the request
  public static void put(ObjectNode json, AwaitingApproval open) {
    var dossier = open.dossier();
    ObjectNode waiting =
        json.putObject("waiting")
            .put("level", open.level() + 1)
            .put("levels", dossier.request().plan().levels().size())
            .put("missing", dossier.missing(open.level()));
    var asked = waiting.putArray("asked");
    dossier.approvers(open.level()).stream()
        .filter(person -> !dossier.isApprovedBy(person, open.level()))
        .forEach(person -> asked.add(person.email()));
    var yes = waiting.putArray("yes");
    dossier.answers().approvals().stream()
        .filter(one -> one.level() == open.level())
        .forEach(one -> yes.add(one.approver().email()));
  }
}
