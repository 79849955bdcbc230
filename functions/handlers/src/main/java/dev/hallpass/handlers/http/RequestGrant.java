package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.Tickets;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/// `POST /grants`: somebody asks for access.
public final class RequestGrant implements RequestStreamHandler {

  private final Settings settings;
  private final RequestReader reader;
  private final Requests requests;

  /// Called by Lambda, once per environment.
  public RequestGrant() {
    this(Wiring.fromEnvironment());
  }

  private RequestGrant(Wiring wiring) {
    this(
        wiring.catalog(),
        wiring.roles(),
        wiring.tickets(),
        wiring.grants(),
        wiring.workflow(),
        wiring.ids());
  }

  /// @param roles the role that carries an entitlement's ceiling
  public RequestGrant(
      Catalog catalog,
      Function<Entitlement, RoleArn> roles,
      Tickets tickets,
      Grants grants,
      Workflow workflow,
      Ids ids) {
    this.settings = catalog.settings();
    this.reader = new RequestReader(catalog, roles, tickets);
    this.requests = new Requests(settings, grants, workflow, ids);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = Callers.caller(settings, call);
    History history = requests.of(call, caller);
    Requested requested = reader.request(call.json(), caller, requests.askedAt(history));
    return requests.ask(history, requested, "grants/");
  }
}
