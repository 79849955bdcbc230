package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PlanJson;
import dev.hallpass.adapters.json.RiskJson;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.condition.ApprovalRule;
import dev.hallpass.catalog.parameter.Grammar;
import dev.hallpass.catalog.parameter.Parameter;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.handlers.Commit;
import dev.hallpass.handlers.api.json.AccountJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `GET /entitlements`: the entitlements that the caller can request.
final class ListEntitlements implements Route {

  private final Callers callers;
  private final Catalog catalog;
  private final Memberships memberships;
  private final AccountId hub;
  private final String region;

  /// @param hub the account of Hallpass
  /// @param region the region of Hallpass
  ListEntitlements(
      Callers callers, Catalog catalog, Memberships memberships, AccountId hub, String region) {
    this.callers = callers;
    this.catalog = catalog;
    this.memberships = memberships;
    this.hub = hub;
    this.region = region;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    Person caller = callers.caller(call).person();
    ObjectNode json = Json.object().put("commit", Commit.ofThisBuild()).put("region", region);
    var list = json.putArray("entitlements");
    catalog.openTo(caller, memberships).forEach(entitlement -> list.add(tree(entitlement, caller)));
    return HttpResponse.json(200, json);
  }

  private ObjectNode tree(Entitlement entitlement, Person caller) {
    ObjectNode json =
        Json.object()
            .put("entitlement", entitlement.id().value())
            .put("title", entitlement.title())
            .put("use", entitlement.use())
            .put("shortest", catalog.settings().limits().shortest().toString())
            .put("longest", entitlement.longest().toString());
    // Of several accounts the requester chooses one, as one of the parameters.
    if (entitlement.accounts().size() < 2) {
      AccountJson.put(json, entitlement.accountFor(Map.of(), hub), catalog.settings());
    }
    var parameters = json.putArray("parameters");
    for (Parameter parameter : entitlement.questions()) {
      ObjectNode tree =
          parameters
              .addObject()
              .put("name", parameter.name())
              .put("title", parameter.title())
              .put("allowed", parameter.words())
              .put("example", parameter.example());
      grammar(parameter).ifPresent(grammar -> tree.put("grammar", grammar.word()));
      if (parameter.isOptional()) {
        tree.put("optional", true);
      }
      if (parameter.most() > 1) {
        tree.put("most", parameter.most());
      }
      values(parameter).forEach(value -> tree.withArray("values").add(value));
    }
    RiskJson.put(json, entitlement.risks());
    entitlement
        .template()
        .managed()
        .forEach(policy -> json.withArray("managedPolicies").add(policy.arn().name()));
    var rules = json.putArray("rules");
    entitlement.rules().forEach(rule -> put(rules.addObject(), rule));
    if (entitlement.isOpenedByGlassAlone()) {
      json.put("breakGlassOnly", true);
    }
    entitlement
        .breakGlass()
        .filter(rule -> rule.isFor(caller, memberships))
        .ifPresent(rule -> {
          ObjectNode tree = json.putObject("breakGlass");
          tree.put("longest", rule.longest().toString());
          PlanJson.put(tree, rule.plan().review().orElseThrow());
        });
    return json;
  }

  /// The values to choose from; none if they are countless.
  private static List<String> values(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Choice choice -> choice.values();
      case Parameter.Typed _ -> List.of();
      case Parameter.Counted counted -> values(counted.each());
    };
  }

  private static Optional<Grammar> grammar(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Typed(_, _, Grammar grammar) -> Optional.of(grammar);
      case Parameter.Typed _, Parameter.Choice _ -> Optional.empty();
      case Parameter.Counted counted -> grammar(counted.each());
    };
  }

  private static void put(ObjectNode json, ApprovalRule rule) {
    PlanJson.put(json, rule.plan());
    if (!rule.when().areNone()) {
      json.put("when", rule.when().words());
    }
  }
}
