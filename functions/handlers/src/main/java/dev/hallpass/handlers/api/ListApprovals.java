package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import tools.jackson.databind.node.ObjectNode;

/// `GET /approvals`: the grants that wait for the caller's answer, the most urgent first, and only
/// as many as a list shows.
final class ListApprovals implements Route {

  private final Callers callers;
  private final Settings settings;
  private final Grants grants;
  private final GrantJson json;

  ListApprovals(Callers callers, Settings settings, Grants grants, GrantJson json) {
    this.callers = callers;
    this.settings = settings;
    this.grants = grants;
    this.json = json;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    Grants.Awaiting awaiting = grants.awaiting(caller, settings.limits().listed());
    ObjectNode list = json.list(awaiting.grants());
    return HttpResponse.json(200, awaiting.more() ? list.put("more", true) : list);
  }
}
