package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants`: somebody asks for access.
public final class RequestGrant implements RequestStreamHandler {

  private final Settings settings;
  private final RequestReader reader;
  private final Requests requests;

  /// Called by Lambda, once per environment.
  public RequestGrant() {
    this(Wiring.fromEnvironment());
  }

  public RequestGrant(Wiring wiring) {
    Catalog catalog = wiring.catalog();
    this.settings = catalog.settings();
    this.reader = new RequestReader(catalog, wiring.roles(), wiring.tickets());
    this.requests = new Requests(settings, wiring.grants(), wiring.workflow(), wiring.ids());
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
