package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Answer;
import dev.hallpass.audit.grants.GrantRecord.Ending;
import dev.hallpass.audit.grants.GrantRecord.Leaf;
import dev.hallpass.audit.grants.GrantRecord.Session;
import dev.hallpass.audit.grants.GrantRecords;
import dev.hallpass.audit.usage.Usage;
import dev.hallpass.audit.usage.Usage.Calls;
import dev.hallpass.audit.usage.Usage.Permission;
import dev.hallpass.cli.json.Json;
import dev.hallpass.log.Checkpoint;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers as documents. Their schema is `answer.schema.json`.
final class AnswerJson {

  private AnswerJson() {}

  /// What each document has: the question, and what it was read against.
  static ObjectNode head(String question, GrantRecords extract) {
    Checkpoint checkpoint = extract.checkpoint();
    ObjectNode document = Json.object().put("question", question).put("verified", false);
    document
        .putObject("checkpoint")
        .put("origin", checkpoint.origin())
        .put("size", checkpoint.size())
        .put("root", checkpoint.root().base64())
        .put("interval", checkpoint.interval())
        .put("at", checkpoint.at().toString());
    put(document, "contradictions", extract.contradictions().stream());
    return document;
  }

  /// A grant with everything that is recorded of it.
  static ObjectNode grant(GrantRecord grant) {
    ObjectNode json =
        Json.object()
            .put("grant", grant.grant().value())
            .put("requester", grant.requester().email())
            .put("entitlement", grant.request().entitlement().value())
            .put("title", grant.request().title())
            .put("account", grant.account().value())
            .put("justification", grant.request().justification())
            .put("rule", grant.request().plan().rule())
            .put("breakGlass", grant.isBreakGlass())
            .put("asked", grant.asked().toString())
            .put("fetched", grant.isFetched());
    ObjectNode parameters = json.putObject("parameters");
    grant.request().parameters().forEach(parameters::put);
    grant.request().ticket().ifPresent(ticket -> json.put("ticket", ticket));
    put(json, "opened", grant.opened());
    put(json, "plannedEnd", grant.plannedEnd());
    put(json, "closed", grant.closed());
    grant.end().ifPresent(end -> json.set("end", end(end)));
    ArrayNode answers = json.putArray("answers");
    grant.answers().forEach(answer -> answers.add(answer(answer)));
    ArrayNode sessions = json.putArray("sessions");
    grant.sessions().forEach(session -> sessions.add(session(session, grant)));
    put(json, "reviewBy", grant.reviewBy());
    grant
        .review()
        .ifPresent(done ->
            json.putObject("review")
                .put("at", done.at().toString())
                .put("reviewer", done.event().reviewer().email())
                .put("verdict", done.event().verdict().name())
                .put("remarks", done.event().remarks())
                .put("channel", done.event().channel().name()));
    json.set("newest", leaf(grant.newest()));
    return json;
  }

  private static ObjectNode leaf(Leaf leaf) {
    return Json.object()
        .put("sequence", leaf.sequence())
        .put("hash", leaf.hash().hex())
        .put("index", leaf.index());
  }

  private static ObjectNode end(Ending end) {
    ObjectNode json =
        Json.object()
            .put("at", end.at().toString())
            .put("outcome", end.outcome().name())
            .put("by", end.by());
    end.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  /// The answer of a person.
  static ObjectNode answer(Answer answer) {
    ObjectNode json =
        Json.object()
            .put("at", answer.at().toString())
            .put("approver", answer.approver().email())
            .put("level", answer.level())
            .put("yes", answer.isYes())
            .put("channel", answer.channel().name())
            .put("sealed", answer.isSealed());
    answer.shortenedTo().ifPresent(time -> json.put("shortenedTo", time.toString()));
    put(json, "takenBack", answer.takenBack());
    answer.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  private static ObjectNode session(Session session, GrantRecord grant) {
    ObjectNode json =
        Json.object().put("name", session.name().value()).put("from", session.from().toString());
    put(json, "until", session.until(grant.closed()));
    return json;
  }

  /// What sessions did, beside what was allowed.
  static ObjectNode usage(Usage usage) {
    ObjectNode json = Json.object();
    ArrayNode permissions = json.putArray("permissions");
    for (Permission one : usage.permissions()) {
      ObjectNode permission = permissions.addObject().put("action", one.action());
      put(permission, "resources", one.resources().stream());
      one.calls().ifPresent(calls -> permission.setAll(calls(calls)));
      permission.put("used", one.calls().isPresent());
    }
    put(json, "done", usage.done());
    put(json, "denied", usage.denied());
    put(json, "failed", usage.failed());
    return json.put("otherIdentity", usage.strangers());
  }

  private static void put(ObjectNode json, String member, Map<String, Calls> calls) {
    ArrayNode list = json.putArray(member);
    calls.forEach((action, some) -> {
      ObjectNode one = list.addObject().put("action", action);
      one.setAll(calls(some));
      put(one, "resources", some.resources().stream());
    });
  }

  private static ObjectNode calls(Calls calls) {
    return Json.object().put("count", calls.count()).put("last", calls.last().toString());
  }

  /// Puts a list of texts.
  static void put(ObjectNode json, String member, Stream<String> texts) {
    ArrayNode list = json.putArray(member);
    texts.forEach(list::add);
  }

  private static void put(ObjectNode json, String member, Optional<Instant> at) {
    at.ifPresent(time -> json.put(member, time.toString()));
  }

  /// A document with a list of grants.
  static ObjectNode grants(Collection<ObjectNode> grants) {
    ObjectNode json = Json.object();
    json.putArray("grants").addAll(grants);
    return json;
  }
}
