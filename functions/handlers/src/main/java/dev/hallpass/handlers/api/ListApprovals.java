package dev.hallpass.handlers.api;

import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;

/// `GET /approvals`: the grants that wait for the caller's answer, the most urgent first.
final class ListApprovals implements Route {

  private final Callers callers;
  private final Grants grants;
  private final GrantJson json;

  ListApprovals(Callers callers, Grants grants, GrantJson json) {
    this.callers = callers;
    this.grants = grants;
    this.json = json;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    return HttpResponse.json(200, json.list(grants.awaiting(caller)));
  }
}
