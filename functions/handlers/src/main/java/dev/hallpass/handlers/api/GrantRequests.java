package dev.hallpass.handlers.api;

import dev.hallpass.access.Obstacle;
import dev.hallpass.access.Obstacles;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.grant.Ids;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.IdempotencyKey;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.EarlierGrants;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records the request of a call once, however often the call is repeated, and starts the workflow.
final class GrantRequests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final Grants grants;
  private final Workflow workflow;
  private final Ids ids;
  private final EarlierGrants earlier;
  private final BlockedPeople blocked;
  private final Obstacles obstacles;
  private final GrantJson json;

  GrantRequests(Wiring wiring, Settings settings, Grants grants, GrantJson json) {
    this.settings = settings;
    this.grants = grants;
    this.workflow = wiring.workflow();
    this.ids = wiring.ids();
    this.earlier = wiring.earlierGrants();
    this.blocked = wiring.blockedPeople();
    this.obstacles = wiring.obstacles();
    this.json = json;
  }

  /// The history of the grant that a call requests. It is empty, unless the call is a repeat.
  History of(HttpRequest call, Person caller) {
    return IdempotencyKey.of(call)
        .map(key -> of(key, caller))
        // Nobody has used a new id, and the ledger would refuse a second request under it.
        .orElseGet(() -> History.of(ids.grant()));
  }

  /// The history of the grant that a person requests with a key.
  History of(String key, Person caller) {
    return grants.read(GrantId.of(caller, key));
  }

  /// The time of the first call: a repeated call is read as of that time.
  Instant askedAt(History history) {
    return history.entries().isEmpty() ? grants.now() : history.entries().getFirst().at();
  }

  /// Requests a grant and answers with it.
  ///
  /// @param history the history of the grant
  /// @param place the path to all grants, relative to the call's path, because the API does not
  ///   know its stage
  /// @throws Refusal for the same reasons as several requests
  HttpResponse ask(History history, Requested requested, String place) {
    return HttpResponse.json(201, json.whole(ask(history, requested)))
        .with("Location", place + history.grant());
  }

  /// Requests a grant.
  ///
  /// @param history the history of the grant
  /// @return the history with the request
  /// @throws Refusal for the same reasons as several requests
  History ask(History history, Requested requested) {
    return ask(requested.requester(), Map.of(history, requested)).getFirst();
  }

  /// Requests grants of one person: none of them, if it is known before that one is refused.
  ///
  /// @param all each request with the history of its grant
  /// @return the histories with the requests
  /// @throws Refusal if the requester is blocked, or has made too many requests, or an account
  ///   opens nothing, or the rules refuse
  List<History> ask(Person requester, Map<History, Requested> all) {
    if (blocked.isBlocked(requester)) {
      throw new Refusal(Problem.of(Rule.BLOCKED));
    }
    List<Requested> added = new ArrayList<>();
    all.forEach((history, requested) -> {
      var command = new GrantCommand.Request(requested);
      Decision decision = GrantRules.decide(history.state(), command, grants.now());
      requireAllowed(decision, history, requested);
      if (history.state() instanceof Grant.Unknown) {
        added.add(requested);
      }
    });
    if (!added.isEmpty()) {
      requireRoom(requester, added.size());
    }
    // In an emergency nobody is asked, so trying costs nobody anything.
    added.stream()
        .filter(requested -> !breaksGlass(requested))
        .forEach(requested -> requireNoObstacle(requested.role().account()));
    return all.entrySet().stream().map(one -> record(one.getKey(), one.getValue())).toList();
  }

  private static void requireAllowed(Decision decision, History history, Requested requested) {
    if (decision instanceof Rejected(var rule)
        && !(rule == Rule.ALREADY_REQUESTED && asksTheSame(history, requested))) {
      throw new Refusal(Problem.of(rule));
    }
  }

  private History record(History history, Requested requested) {
    Run run = grants.run(history, new GrantCommand.Request(requested));
    requireAllowed(run.decision(), run.history(), requested);
    // Also for a repeated request: the first one may have stopped between the entry and the start.
    Grant.Known grant = run.history().known();
    workflow.start(history.grant(), grant.dossier().request().plan().firstWait());
    return run.history();
  }

  private void requireRoom(Person requester, int more) {
    int within = settings.limits().requestsPerHour();
    if (grants.requestedSince(requester, grants.now().minus(HOUR), within) + more > within) {
      throw new Refusal(Problem.tooManyRequests(within));
    }
    int most = settings.limits().pending();
    int pending =
        earlier
            .pending(requester, grants.now(), most)
            .orElseThrow(() -> new Refusal(Problem.pendingNotCounted()));
    if (pending + more > most) {
      throw new Refusal(Problem.tooManyPending(most));
    }
  }

  private void requireNoObstacle(AccountId account) {
    Optional<Obstacle> obstacle = obstacle(account);
    if (obstacle.isPresent()) {
      throw new Refusal(Problem.accountOpensNothing(account, obstacle.get()));
    }
  }

  private Optional<Obstacle> obstacle(AccountId account) {
    try {
      return obstacles.in(account, grants.now());
    } catch (OutcomeUnknown unknown) {
      Log.failure("It is unknown whether the account opens access, so people are asked", unknown);
      return Optional.empty();
    }
  }

  /// Whether a grant was requested in the same words. The catalogue may have changed since; the
  /// grant keeps what was frozen then.
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
        && first.startsAt().equals(again.startsAt())
        && first.extensionOf().equals(again.extensionOf())
        && breaksGlass(first) == breaksGlass(again);
  }

  private static boolean breaksGlass(Requested requested) {
    return requested.plan() instanceof ApprovalPlan.BreakGlass;
  }
}
