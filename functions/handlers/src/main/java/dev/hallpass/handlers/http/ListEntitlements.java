package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PlanJson;
import dev.hallpass.catalog.ApprovalRule;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Entitlement;
import dev.hallpass.catalog.Parameter;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.databind.node.ObjectNode;

/// `GET /entitlements`: what the caller can ask for.
public final class ListEntitlements implements RequestStreamHandler {

  private final Catalog catalog;

  /// Called by Lambda, once per environment.
  public ListEntitlements() {
    this(Wiring.fromEnvironment());
  }

  public ListEntitlements(Wiring wiring) {
    this.catalog = wiring.catalog();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = Callers.caller(catalog.settings(), call);
    ObjectNode json = Json.object();
    var list = json.putArray("entitlements");
    catalog.openTo(caller).forEach(entitlement -> list.add(tree(entitlement, caller)));
    return Answer.json(200, json);
  }

  private ObjectNode tree(Entitlement entitlement, Person caller) {
    ObjectNode json =
        Json.object()
            .put("entitlement", entitlement.id().value())
            .put("title", entitlement.title())
            .put("use", entitlement.use())
            .put("shortest", catalog.settings().shortest().toString())
            .put("longest", entitlement.longest().toString());
    var parameters = json.putArray("parameters");
    for (Parameter parameter : entitlement.parameters()) {
      ObjectNode tree =
          parameters
              .addObject()
              .put("name", parameter.name())
              .put("title", parameter.title())
              .put("allowed", parameter.words());
      if (parameter instanceof Parameter.Choice(_, _, var values)) {
        values.forEach(tree.putArray("values")::add);
      }
    }
    var rules = json.putArray("rules");
    entitlement.rules().forEach(rule -> put(rules.addObject(), rule));
    entitlement
        .breakGlass()
        .filter(rule -> rule.people().contains(caller))
        .ifPresent(rule -> {
          ObjectNode tree = json.putObject("breakGlass");
          tree.put("longest", rule.longest().toString());
          PlanJson.put(tree, rule.plan());
        });
    return json;
  }

  private static void put(ObjectNode json, ApprovalRule rule) {
    PlanJson.put(json, rule.plan());
    if (!rule.when().areNone()) {
      json.put("when", rule.when().words());
    }
  }
}
