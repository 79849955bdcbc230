package dev.hallpass.handlers.api.json;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.PlanJson;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.adapters.json.RiskJson;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.Outcome;
import dev.hallpass.handlers.view.Allowance;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.RoleArn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Grants in the API.
///
/// @param settings the settings with the accounts' names
/// @param region the region of Hallpass
public record GrantJson(Settings settings, String region) {

  /// A list of grants, without their timelines and what they allow in words.
  public ObjectNode list(List<History> histories) {
    ObjectNode json = Json.object();
    var list = json.putArray("grants");
    histories.forEach(history -> list.add(summary(history)));
    return json;
  }

  private ObjectNode summary(History history) {
    Known grant = history.known();
    var request = grant.dossier().request();
    ObjectNode json =
        Json.object()
            .put("grant", history.grant().value())
            .put("state", state(grant))
            .put("requester", request.requester().email())
            .put("entitlement", request.entitlement().value())
            .put("title", request.title())
            .put("justification", request.justification())
            .put("duration", request.duration().toString())
            .put("requestedAt", Json.text(history.entries().getFirst().at()))
            .put("policyHash", request.policyHash().hex());
    request.ticket().ifPresent(ticket -> json.put("ticket", ticket));
    Optional.of(grant.dossier().duration())
        .filter(shortened -> !shortened.equals(request.duration()))
        .ifPresent(shortened -> json.put("approvedFor", shortened.toString()));
    request.startsAt().ifPresent(start -> json.put("startsAt", Json.text(start)));
    request.extensionOf().ifPresent(open -> json.put("extensionOf", open.value()));
    if (grant instanceof Grant.AwaitingApproval open) {
      open.answerBy().ifPresent(end -> json.put("answerBy", Json.text(end)));
      WaitingJson.put(json, open);
    }
    putReview(json, grant);
    outcome(grant).ifPresent(outcome -> json.put("outcome", outcome.name()));
    history.plannedEnd().ifPresent(end -> json.put("expiresAt", Json.text(end)));
    EndJson.put(json, history);
    ObjectNode parameters = json.putObject("parameters");
    request.parameters().forEach(parameters::put);
    putPlace(json, request);
    PlanJson.put(json, request.plan());
    RiskJson.put(json, request.risks());
    json.set("policy", PolicyJson.tree(request.policy()));
    return json;
  }

  /// Where the access opens. A policy that names no region, or several, leaves the choice to its
  /// user, who begins in the region of Hallpass.
  private void putPlace(ObjectNode json, Requested request) {
    RoleArn role = request.role();
    AccountJson.put(json, role.account(), settings);
    Set<String> regions = request.policy().regions();
    json.put("region", regions.size() == 1 ? regions.iterator().next() : region)
        .put("partition", role.partition());
  }

  private static void putReview(ObjectNode json, Known grant) {
    if (grant instanceof Grant.Over over && over.awaitsReview()) {
      json.put("awaitsReview", true);
      over.reviewBy().ifPresent(end -> json.put("reviewBy", Json.text(end)));
    }
    grant
        .dossier()
        .answers()
        .review()
        .ifPresent(review ->
            json.putObject("review")
                .put("reviewer", review.reviewer().email())
                .put("verdict", review.verdict().name())
                .put("remarks", review.remarks()));
  }

  /// A grant with its timeline, and with what it allows in words.
  public ObjectNode whole(History history) {
    ObjectNode json = summary(history);
    Allowance allowance = Allowance.of(history.known().dossier().request());
    put(json, "allows", allowance.allows());
    put(json, "excludes", allowance.excludes());
    put(json, "cautions", allowance.cautions());
    var timeline = json.putArray("timeline");
    history
        .entries()
        .forEach(entry ->
            timeline
                .addObject()
                .put("sequence", entry.sequence())
                .put("at", Json.text(entry.at()))
                .put("actor", entry.actor().name())
                .put("type", EventJson.type(entry.event()))
                .put("says", Sentences.of(entry.event()))
                .put("hash", entry.hash().hex()));
    return json;
  }

  private static void put(ObjectNode json, String member, List<String> sentences) {
    sentences.forEach(sentence -> json.withArray(member).add(sentence));
  }

  private static String state(Known grant) {
    return switch (grant) {
      case Grant.AwaitingRule _, Grant.AwaitingApproval _ -> "AWAITING_APPROVAL";
      case Grant.Approved _ -> "APPROVED";
      case Activating _ -> "ACTIVATING";
      case Active _ -> "ACTIVE";
      case Grant.Ending _ -> "ENDING";
      case Grant.Over _ -> "OVER";
    };
  }

  private static Optional<Outcome> outcome(Known grant) {
    return switch (grant) {
      case Grant.Ending ending -> Optional.of(ending.outcome());
      case Grant.Over over -> Optional.of(over.outcome());
      case Grant.AwaitingRule _,
          Grant.AwaitingApproval _,
          Grant.Approved _,
          Activating _,
          Active _ ->
          Optional.empty();
    };
  }
}
