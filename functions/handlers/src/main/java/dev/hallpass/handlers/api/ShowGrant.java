package dev.hallpass.handlers.api;

import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.Person;

/// `GET /grants/{grant}`: one grant with its timeline.
final class ShowGrant implements Route {

  private final Callers callers;
  private final VisibleGrants visible;
  private final GrantJson json;

  ShowGrant(Callers callers, VisibleGrants visible, GrantJson json) {
    this.callers = callers;
    this.visible = visible;
    this.json = json;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    return HttpResponse.json(200, json.whole(visible.grant(call, caller)));
  }
}
