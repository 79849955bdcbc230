package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;

/// `GET /grants`: the newest grants that the caller requested.
final class ListGrants implements Route {

  private final Callers callers;
  private final Settings settings;
  private final Grants grants;
  private final GrantJson json;

  ListGrants(Callers callers, Settings settings, Grants grants, GrantJson json) {
    this.callers = callers;
    this.settings = settings;
    this.grants = grants;
    this.json = json;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    return HttpResponse.json(
        200, json.list(grants.requestedBy(caller, settings.limits().listed())));
  }
}
