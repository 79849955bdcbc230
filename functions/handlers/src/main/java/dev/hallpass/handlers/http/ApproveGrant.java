package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Channel;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Grants.Run;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants/{grant}/approval`: an approver says yes, signed.
public final class ApproveGrant implements RequestStreamHandler {

  private final Callers callers;
  private final Grants grants;
  private final Ring ring;

  /// Called by Lambda, once per environment.
  public ApproveGrant() {
    this(Wiring.fromEnvironment());
  }

  private ApproveGrant(Wiring wiring) {
    this(wiring.settings(), wiring.grants(), new Ring(wiring.doorbells()));
  }

  public ApproveGrant(Settings settings, Grants grants, Ring ring) {
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
    Run run = grants.run(history, new GrantCommand.Approve(caller, Channel.SIGNED));
    return switch (run.decision()) {
      case Decision.Accepted _ -> {
        ring.wake(run.history());
        yield Answer.json(200, GrantJson.whole(run.history()));
      }
      case Decision.Rejected(var rule) -> Answer.problem(Problem.of(rule));
    };
  }
}
