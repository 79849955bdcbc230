package dev.hallpass.handlers.api;

import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;

/// `GET /grants/{grant}`: one grant with its timeline.
final class ShowGrant implements Route {

  private final Callers callers;

  ShowGrant(Callers callers) {
    this.callers = callers;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return HttpResponse.json(200, GrantJson.whole(callers.grant(call, callers.caller(call))));
  }
}
