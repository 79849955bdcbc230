package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/// `POST /grants/{grant}/extension`: the requester asks for more time, by a grant that follows on
/// an open one.
public final class ExtendGrant implements RequestStreamHandler {

  private final Callers callers;
  private final RequestReader reader;
  private final Grants grants;
  private final Requests requests;

  /// Called by Lambda, once per environment.
  public ExtendGrant() {
    this(Wiring.fromEnvironment());
  }

  public ExtendGrant(Wiring wiring) {
    Catalog catalog = wiring.catalog();
    this.grants = wiring.grants();
    this.callers = new Callers(catalog.settings(), grants);
    this.reader = new RequestReader(catalog, wiring.roles(), wiring.tickets());
    this.requests = new Requests(catalog.settings(), grants, wiring.workflow(), wiring.ids());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = callers.caller(call);
    History open = callers.grant(call, caller);
    History history = requests.of(call, caller);
    Requested request = open.known().dossier().request();
    require(request.requester().equals(caller), Rule.NOT_REQUESTER);
    // A repeat may come when the grant that it was to follow on is over.
    require(!(history.state() instanceof Grant.Unknown) || isOpen(open), Rule.NOT_ACTIVE);
    Instant end = open.plannedEnd().orElseThrow(() -> new Refusal(Problem.of(Rule.NOT_ACTIVE)));
    Requested extension =
        reader.extension(call.json(), open.grant(), request, end, requests.askedAt(history));
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
