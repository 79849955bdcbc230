package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Grants.Run;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `POST /grants/{grant}/denial`: an approver says no, signed, and why.
public final class DenyGrant implements RequestStreamHandler {

  private final Callers callers;
  private final Grants grants;
  private final Ring ring;

  /// Called by Lambda, once per environment.
  public DenyGrant() {
    this(Wiring.fromEnvironment());
  }

  private DenyGrant(Wiring wiring) {
    this(wiring.settings(), wiring.grants(), new Ring(wiring.doorbells()));
  }

  public DenyGrant(Settings settings, Grants grants, Ring ring) {
    this.callers = new Callers(settings, grants);
    this.grants = grants;
    this.ring = ring;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = callers.caller(call);
    History history = callers.grant(call, caller);
    JsonNode json = call.json();
    Json.allow(json, "reason");
    String reason = Json.text(json, "reason");
    var mistake = PlainText.mistakeIn(reason);
    if (mistake.isPresent()) {
      return Answer.problem(Problem.mistakes(List.of(new Mistake("reason", mistake.get()))));
    }
    Run run = grants.run(history, new GrantCommand.Deny(caller, reason, Channel.SIGNED));
    return switch (run.decision()) {
      case Decision.Accepted _ -> {
        ring.wake(run.history());
        yield Answer.json(200, GrantJson.whole(run.history()));
      }
      case Decision.Rejected(var rule) -> Answer.problem(Problem.of(rule));
    };
  }
}
