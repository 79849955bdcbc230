package dev.hallpass.handlers.api;

import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import java.time.Instant;

/// `POST /grants/{grant}/extension`: the requester asks for more time, by a grant that extends an
/// open one.
final class ExtendGrant implements Route {

  private final Callers callers;
  private final VisibleGrants visible;
  private final RequestReader reader;
  private final Grants grants;
  private final GrantRequests requests;

  ExtendGrant(
      Callers callers,
      VisibleGrants visible,
      RequestReader reader,
      Grants grants,
      GrantRequests requests) {
    this.callers = callers;
    this.visible = visible;
    this.reader = reader;
    this.grants = grants;
    this.requests = requests;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    History open = visible.grant(call, caller);
    History history = requests.of(call, caller);
    Requested request = open.known().dossier().request();
    require(request.requester().equals(caller), Rule.NOT_REQUESTER);
    // A repeated call may come after the end of the first grant.
    require(!(history.state() instanceof Grant.Unknown) || isOpen(open), Rule.NOT_ACTIVE);
    Instant end = open.plannedEnd().orElseThrow(() -> new Refusal(Problem.of(Rule.NOT_ACTIVE)));
    Requested extension =
        reader.extension(
            call.json(), history.grant(), open.grant(), request, end, requests.askedAt(history));
    return requests.ask(history, extension, "../");
  }

  private boolean isOpen(History history) {
    return history.state() instanceof Active active
        && grants.now().isBefore(active.plan().expiresAt());
  }

  private static void require(boolean holds, Rule rule) {
    if (!holds) {
      throw new Refusal(Problem.of(rule));
    }
  }
}
