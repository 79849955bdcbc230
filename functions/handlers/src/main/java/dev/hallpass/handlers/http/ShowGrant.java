package dev.hallpass.handlers.http;

/// `GET /grants/{grant}`: one grant and everything that happened to it.
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
