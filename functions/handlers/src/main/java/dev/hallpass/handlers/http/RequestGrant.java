package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.Tickets;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Grants.Run;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Function;

/// `POST /grants`: somebody asks for access.
public final class RequestGrant implements RequestStreamHandler {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final RequestReader reader;
  private final Grants grants;
  private final Workflow workflow;
  private final Ids ids;

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
    this.grants = grants;
    this.workflow = workflow;
    this.ids = ids;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = Callers.caller(settings, call);
    Requested requested = reader.read(call.json(), caller, grants.now());
    GrantId id = IdempotencyKey.of(call).map(key -> GrantId.of(caller, key)).orElseGet(ids::grant);
    History history = grants.read(id);
    if (history.state() instanceof Grant.Unknown) {
      requireFew(caller);
    }
    Run run = grants.run(history, new GrantCommand.Request(requested));
    if (run.decision() instanceof Rejected(var rule)
        && !(rule == Rule.ALREADY_REQUESTED && asksTheSame(run.history(), requested))) {
      return Answer.problem(Problem.of(rule));
    }
    // Also for a repeated request: its first attempt may have been lost between entry and start.
    Grant.Known grant = (Grant.Known) run.history().state();
    workflow.start(id, grant.dossier().request().plan().firstWait());
    // Relative, because the API does not know the stage it is reached by.
    return Answer.json(201, GrantJson.whole(run.history())).with("Location", "grants/" + id);
  }

  private void requireFew(Person caller) {
    int most = settings.requestsPerHour();
    if (grants.requestedSince(caller, grants.now().minus(HOUR)) >= most) {
      throw new Refusal(Problem.tooManyRequests(most));
    }
  }

  /// Whether a grant was asked for with the same words. What the catalogue made of them may have
  /// changed since; the grant keeps what was frozen into it.
  private static boolean asksTheSame(History history, Requested again) {
    if (!(history.state() instanceof Grant.Known grant)) {
      return false;
    }
    Requested first = grant.dossier().request();
    return first.requester().equals(again.requester())
        && first.entitlement().equals(again.entitlement())
        && first.parameters().equals(again.parameters())
        && first.justification().equals(again.justification())
        && first.ticket().equals(again.ticket())
        && first.duration().equals(again.duration())
        && breaksGlass(first) == breaksGlass(again);
  }

  private static boolean breaksGlass(Requested requested) {
    return requested.plan() instanceof ApprovalPlan.BreakGlass;
  }
}
