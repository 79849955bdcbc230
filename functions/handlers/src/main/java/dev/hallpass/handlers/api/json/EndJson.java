package dev.hallpass.handlers.api.json;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.ledger.End;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The end of the access in the API.
final class EndJson {

  private EndJson() {}

  /// Adds the recorded facts about the end of the access: nothing while the access is open.
  static void put(ObjectNode json, History history) {
    End.of(history).ifPresent(end -> put(json.putObject("end"), end));
    history.entries().stream()
        .map(Entry::event)
        .forEach(event -> {
          if (event instanceof Returned(_, var reason)) {
            json.putObject("return").put("reason", reason);
          }
          if (event instanceof Revoked revoked) {
            json.putObject("revocation")
                .put("revoker", revoked.revoker().email())
                .put("standing", revoked.standing().name())
                .put("reason", revoked.reason());
          }
        });
  }

  private static void put(ObjectNode json, End end) {
    json.put("due", Json.text(end.due()));
    put(json, "effective", end.effective());
    putEnder(json, "by", end.by());
    json.put("recorded", Json.text(end.recorded()));
    put(json, "policyGone", end.policyGone());
    putEnder(json, "removedBy", end.removedBy());
  }

  private static void put(ObjectNode json, String member, Optional<Instant> at) {
    at.ifPresent(time -> json.put(member, Json.text(time)));
  }

  private static void putEnder(ObjectNode json, String member, Optional<Ender> ender) {
    ender.ifPresent(one -> json.put(member, one.name()));
  }
}
