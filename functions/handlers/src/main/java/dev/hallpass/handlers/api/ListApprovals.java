package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.ledger.Grants;

/// `GET /approvals`: the grants that wait for the caller's answer, the most urgent first.
final class ListApprovals implements Route {

  private final Settings settings;
  private final Grants grants;

  ListApprovals(Settings settings, Grants grants) {
    this.settings = settings;
    this.grants = grants;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return HttpResponse.json(200, GrantJson.list(grants.awaiting(Callers.caller(settings, call))));
  }
}
