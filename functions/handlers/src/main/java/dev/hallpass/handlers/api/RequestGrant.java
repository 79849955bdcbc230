package dev.hallpass.handlers.api;

import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;

/// `POST /grants`: a person requests access.
final class RequestGrant implements Route {

  private final Callers callers;
  private final RequestReader reader;
  private final GrantRequests requests;

  RequestGrant(Callers callers, RequestReader reader, GrantRequests requests) {
    this.callers = callers;
    this.reader = reader;
    this.requests = requests;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    History history = requests.of(call, caller);
    Requested requested =
        reader.request(call.json(), history.grant(), caller, requests.askedAt(history));
    return requests.ask(history, requested, "grants/");
  }
}
