package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.IdempotencyKey;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /grants`: a person requests access, in several accounts by several grants.
final class RequestGrant implements Route {

  private final Callers callers;
  private final RequestReader reader;
  private final GrantRequests requests;
  private final GrantJson json;

  RequestGrant(Callers callers, RequestReader reader, GrantRequests requests, GrantJson json) {
    this.callers = callers;
    this.reader = reader;
    this.requests = requests;
    this.json = json;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    JsonNode body = call.json();
    JsonNode parameters = body.path("parameters");
    if (parameters.path(Entitlement.ACCOUNT).isArray()) {
      List<String> accounts =
          Json.texts(parameters, Entitlement.ACCOUNT).stream().distinct().toList();
      return HttpResponse.json(201, inEach(accounts, call, body, caller));
    }
    History history = requests.of(call, caller);
    Requested requested = reader.request(body, history.grant(), caller, requests.askedAt(history));
    return requests.ask(history, requested, "grants/");
  }

  /// With its key the call can be repeated until each grant is requested.
  private ObjectNode inEach(List<String> accounts, HttpRequest call, JsonNode body, Person caller) {
    String key =
        IdempotencyKey.of(call)
            .orElseThrow(() ->
                new Refusal(
                    Problem.mistakes(
                        List.of(
                            new Mistake(
                                "Idempotency-Key",
                                "is missing, and a request for several accounts needs it, so that the call can be repeated; take a UUID, for example")))));
    if (accounts.isEmpty()) {
      throw new Refusal(Problem.malformed("parameters.account is an empty list. Name an account."));
    }
    Map<History, Requested> all = new LinkedHashMap<>();
    for (String account : accounts) {
      // No key has a blank.
      History history = requests.of("%s %s".formatted(key, account), caller);
      all.put(
          history,
          reader.request(in(account, body), history.grant(), caller, requests.askedAt(history)));
    }
    ObjectNode answer = Json.object();
    var grants = answer.putArray("grants");
    requests.ask(caller, all).forEach(history -> grants.add(json.whole(history)));
    return answer;
  }

  private static JsonNode in(String account, JsonNode body) {
    ObjectNode one = (ObjectNode) body.deepCopy();
    one.withObject("parameters").put(Entitlement.ACCOUNT, account);
    return one;
  }
}
