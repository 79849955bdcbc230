package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Entitlements;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import dev.hallpass.log.NewestCheckpoint;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `GET /grants/{grant}`: one grant with its timeline.
final class ShowGrant implements Route {

  private final Callers callers;
  private final VisibleGrants visible;
  private final Entitlements entitlements;
  private final GrantJson json;
  private final NewestCheckpoint log;

  /// @param entitlements those of the deployed catalogue
  ShowGrant(
      Callers callers,
      VisibleGrants visible,
      Entitlements entitlements,
      GrantJson json,
      NewestCheckpoint log) {
    this.callers = callers;
    this.visible = visible;
    this.entitlements = entitlements;
    this.json = json;
    this.log = log;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    History history = visible.grant(call, caller);
    ObjectNode answer = json.whole(history);
    consolePage(history.known()).ifPresent(page -> answer.put("console", page));
    log.newest()
        .ifPresent(newest ->
            answer
                .putObject("ledger")
                .put("at", Json.text(newest.at()))
                .put("size", newest.size())
                .put("root", newest.root().base64()));
    return HttpResponse.json(200, answer);
  }

  /// The page that the deployed entitlement names, also for a grant of an earlier deployment: a
  /// page opens no access.
  private Optional<String> consolePage(Grant.Known grant) {
    Requested request = grant.dossier().request();
    return entitlements
        .named(request.entitlement().value())
        .flatMap(entitlement ->
            entitlement.consolePage(request.parameters(), request.requester(), grant.account()));
  }
}
