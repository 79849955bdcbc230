package dev.hallpass.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.access.Credentials;
import dev.hallpass.access.Sessions;
import dev.hallpass.access.Sessions.NotOpened;
import dev.hallpass.adapters.errors.AwsRefusal;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.Ids;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.handlers.AuthorityCheck;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.ManagedPolicy;
import dev.hallpass.policy.ManagedPolicyArn;
import dev.hallpass.policy.SessionName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /grants/{grant}/credentials`: credentials of an active grant, in the form that
/// `credential_process` reads (source: AWS SDKs and Tools Reference).
public final class IssueCredentials implements RequestStreamHandler {

  // AWS says "a few minutes"; mostly it takes some seconds (source: IAM, eventual consistency).
  private static final Duration PROPAGATION = Duration.ofMinutes(5);

  private final Callers callers;
  private final VisibleGrants visible;
  private final Grants grants;
  private final Sessions sessions;
  private final AuthorityCheck check;
  private final Ids ids;
  private final Duration longest;
  private final Routes routes =
      new Routes(Map.of("POST /grants/{grant}/credentials", this::answer));

  /// Called by Lambda, once per environment.
  public IssueCredentials() {
    this(Wiring.fromEnvironment());
  }

  public IssueCredentials(Wiring wiring) {
    Catalog catalog = wiring.catalog();
    Settings settings = catalog.settings();
    this.grants = wiring.grants();
    this.callers = new Callers(wiring, settings);
    this.visible = new VisibleGrants(settings, wiring.groups(settings), grants);
    this.sessions = wiring.sessions();
    this.check = new AuthorityCheck(wiring.authority(catalog), grants);
    this.ids = wiring.ids();
    this.longest = settings.credentials();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, routes);
  }

  private HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    History history = visible.grant(call, caller, grants::readOn);
    // The workflow opened the access, but an entry that says so may come from somebody else.
    Optional<Doubt> doubt =
        history.state() instanceof Active ? check.refuse(history) : Optional.empty();
    if (doubt.isPresent()) {
      return HttpResponse.problem(Problem.refused(doubt.get()));
    }
    Optional<Duration> pause = history.last(CredentialsIssued.class).map(this::pauseAfter);
    if (pause.isPresent() && pause.get().isPositive()) {
      return tooSoon(pause.get());
    }
    // If another call is faster from here on, this one gets none.
    int seen = history.state() instanceof Active active ? active.issued() : 0;
    // A session that was announced and not opened needs no further announcement.
    SessionName name = history.unusedSession().orElseGet(ids::session);
    Duration life = life(history);
    Run planned = grants.run(history, new GrantCommand.PlanCredentials(caller, name, life));
    if (planned.decision() instanceof Rejected(var rule) && rule != Rule.ALREADY_ANNOUNCED) {
      return refused(rule, planned.history());
    }
    Active active = (Active) planned.history().state();
    try {
      Credentials opened =
          sessions.open(
              new Sessions.Order(
                  history.grant(),
                  caller,
                  active.dossier().request().role(),
                  active.policy(),
                  managed(active),
                  name,
                  life));
      return issued(planned.history(), caller, name, opened, seen);
    } catch (NotOpened refusal) {
      return notVisibleYet(planned.history(), refusal);
    }
  }

  private static List<ManagedPolicyArn> managed(Active active) {
    return active.dossier().request().policy().managed().stream().map(ManagedPolicy::arn).toList();
  }

  private Duration pauseAfter(Instant issued) {
    return Duration.between(grants.now(), issued.plus(LiveSessions.BETWEEN));
  }

  private HttpResponse refused(Rule rule, History history) {
    HttpResponse problem = HttpResponse.problem(Problem.of(rule));
    return rule == Rule.TOO_MANY_SESSIONS && history.state() instanceof Active active
        ? later(problem, Duration.between(grants.now(), active.live(grants.now()).getFirst()))
        : problem;
  }

  private static HttpResponse tooSoon(Duration pause) {
    return later(HttpResponse.problem(Problem.of(Rule.TOO_SOON)), pause);
  }

  private static HttpResponse later(HttpResponse problem, Duration pause) {
    return problem.with(
        "Retry-After", Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
  }

  /// A session that outlives the grant would delay the deletion of its policy.
  private Duration life(History history) {
    return history
        .plannedEnd()
        .map(end -> LiveSessions.life(longest, end, grants.now()))
        .orElse(longest);
  }

  private HttpResponse issued(
      History planned, Person caller, SessionName name, Credentials credentials, int seen) {
    Active active = (Active) planned.state();
    Instant usefulUntil = earlier(credentials.expiresAt(), active.plan().expiresAt());
    Run issued =
        grants.run(planned, new GrantCommand.IssueCredentials(caller, name, usefulUntil, seen));
    if (issued.decision() instanceof Rejected(var rule)) {
      // If the grant has ended meanwhile, its credentials are useless, and nobody gets them.
      return rule == Rule.TOO_SOON
          ? tooSoon(LiveSessions.BETWEEN)
          : HttpResponse.problem(Problem.of(rule));
    }
    return handedOut(credentials, usefulUntil, active.account());
  }

  /// The answer while AWS may refuse only because it does not see the policy everywhere yet.
  ///
  /// @throws NotOpened if AWS must see it by now, or refuses for another reason
  private HttpResponse notVisibleYet(History history, NotOpened refusal) {
    Instant now = grants.now();
    boolean isCertain = AwsRefusal.behind(refusal).filter(AwsRefusal::isCertain).isPresent();
    boolean isFresh =
        history.last(Activated.class).filter(at -> now.isBefore(at.plus(PROPAGATION))).isPresent();
    if (!isFresh || isCertain) {
      throw refusal;
    }
    Log.delay(history.grant(), "AWS does not open a session yet", refusal);
    return HttpResponse.problem(Problem.notVisibleYet()).with("Retry-After", "3");
  }

  private static HttpResponse handedOut(
      Credentials credentials, Instant usefulUntil, AccountId account) {
    return HttpResponse.json(
        200,
        Json.object()
            .put("Version", 1)
            .put("AccessKeyId", credentials.accessKeyId())
            .put("SecretAccessKey", credentials.secretAccessKey())
            .put("SessionToken", credentials.sessionToken())
            .put("Expiration", Json.text(usefulUntil))
            .put("AccountId", account.value()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
