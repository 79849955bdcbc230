package dev.hallpass.adapters.json;

import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Verdict;
import dev.hallpass.catalog.EntitlementId;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Activated;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.Cancelled;
import dev.hallpass.grant.GrantEvent.CodeRefused;
import dev.hallpass.grant.GrantEvent.CredentialsIssued;
import dev.hallpass.grant.GrantEvent.CredentialsPlanned;
import dev.hallpass.grant.GrantEvent.Denied;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.GrantEvent.DriftFound;
import dev.hallpass.grant.GrantEvent.EndNeared;
import dev.hallpass.grant.GrantEvent.Ended;
import dev.hallpass.grant.GrantEvent.Escalated;
import dev.hallpass.grant.GrantEvent.Failed;
import dev.hallpass.grant.GrantEvent.Lapsed;
import dev.hallpass.grant.GrantEvent.LateRecord;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.PolicyDeleted;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.grant.GrantEvent.Returned;
import dev.hallpass.grant.GrantEvent.ReviewSought;
import dev.hallpass.grant.GrantEvent.Reviewed;
import dev.hallpass.grant.GrantEvent.RevocationLifted;
import dev.hallpass.grant.GrantEvent.Revoked;
import dev.hallpass.grant.GrantEvent.SessionsRevoked;
import dev.hallpass.grant.GrantEvent.Told;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import dev.hallpass.grant.Sha256;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.policy.RoleArn;
import dev.hallpass.policy.SessionName;
import dev.hallpass.workflow.Doorbell;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events as the ledger keeps them. The names here outlive every refactoring: add, never change.
public final class EventJson {

  private EventJson() {}

  /// The name of an event's type.
  public static String type(GrantEvent event) {
    return switch (event) {
      case Requested _ -> "requested";
      case DoorbellHung _ -> "doorbell-hung";
      case ApprovalSought _ -> "approval-sought";
      case Escalated _ -> "escalated";
      case MailSent _ -> "mail-sent";
      case MailBounced _ -> "mail-bounced";
      case Told _ -> "told";
      case CodeRefused _ -> "code-refused";
      case Approved _ -> "approved";
      case ApprovedByRule _ -> "approved-by-rule";
      case Denied _ -> "denied";
      case Lapsed _ -> "lapsed";
      case Cancelled _ -> "cancelled";
      case PolicyPlanned _ -> "policy-planned";
      case Activated _ -> "activated";
      case CredentialsPlanned _ -> "credentials-planned";
      case CredentialsIssued _ -> "credentials-issued";
      case EndNeared _ -> "end-neared";
      case Ended _ -> "ended";
      case Returned _ -> "returned";
      case Revoked _ -> "revoked";
      case SessionsRevoked _ -> "sessions-revoked";
      case RevocationLifted _ -> "revocation-lifted";
      case PolicyDeleted _ -> "policy-deleted";
      case LateRecord _ -> "late-record";
      case DriftFound _ -> "drift-found";
      case ReviewSought _ -> "review-sought";
      case Reviewed _ -> "reviewed";
      case Failed _ -> "failed";
    };
  }

  /// An event in its RFC 8785 form, without its type.
  public static String write(GrantEvent event) {
    ObjectNode json = Json.object();
    switch (event) {
      case Requested requested -> write(json, requested);
      case DoorbellHung(var doorbell) -> json.put("doorbell", doorbell.token());
      case ApprovalSought sought -> write(json, sought);
      case Escalated(var level, var trigger) ->
          json.put("level", level).put("trigger", trigger.name());
      case MailSent(var to, var link, var messageId) ->
          json.put("to", to.email()).put("link", link.hex()).put("messageId", messageId);
      case MailBounced(var to, var link) -> {
        json.put("to", to.email());
        link.ifPresent(hash -> json.put("link", hash.hex()));
      }
      case Told(var to, var about, var messageId) ->
          json.put("to", to.email()).put("about", about).put("messageId", messageId);
      case CodeRefused(var link, var attempt) ->
          json.put("link", link.hex()).put("attempt", attempt);
      case Approved(var level, var approver, var policyHash, var channel, var shortenedTo) -> {
        json.put("level", level)
            .put("approver", approver.email())
            .put("policyHash", policyHash.hex())
            .put("channel", channel.name());
        shortenedTo.ifPresent(time -> json.put("shortenedTo", time.toString()));
      }
      case ApprovedByRule(var rule, var policyHash) ->
          json.put("rule", rule).put("policyHash", policyHash.hex());
      case Denied(var level, var approver, var reason, var channel) ->
          json.put("level", level)
              .put("approver", approver.email())
              .put("reason", reason)
              .put("channel", channel.name());
      case Lapsed(var level) -> json.put("level", level);
      case Cancelled(var requester) -> json.put("requester", requester.email());
      case PolicyPlanned(var policy, var policyHash, var expiresAt) ->
          json.put("policyHash", policyHash.hex())
              .put("expiresAt", Json.text(expiresAt))
              .set("policy", PolicyJson.tree(policy));
      case Activated(var policy) -> json.put("policy", policy.value());
      case CredentialsPlanned(var requester, var session, var until) -> {
        json.put("requester", requester.email()).put("session", session.value());
        until.ifPresent(end -> json.put("until", Json.text(end)));
      }
      case CredentialsIssued(var requester, var session, var expiresAt) ->
          json.put("requester", requester.email())
              .put("session", session.value())
              .put("expiresAt", Json.text(expiresAt));
      case EndNeared() -> {}
      case Ended(var cause) -> json.put("cause", cause.name());
      case Returned(var requester, var reason) ->
          json.put("requester", requester.email()).put("reason", reason);
      case Revoked(var revoker, var standing, var reason, var channel) ->
          json.put("revoker", revoker.email())
              .put("standing", standing.name())
              .put("reason", reason)
              .put("channel", channel.name());
      case SessionsRevoked(var until) -> json.put("until", Json.text(until));
      case RevocationLifted() -> {}
      case PolicyDeleted(var ender) -> ender.ifPresent(one -> json.put("ender", one.name()));
      case LateRecord(var ender) -> json.put("ender", ender.name());
      case DriftFound(var drift) -> json.put("drift", drift.name());
      case ReviewSought(var reviewer, var link, var code, var by, var nextAt) ->
          json.put("reviewer", reviewer.email())
              .put("link", link.hex())
              .put("code", code.hex())
              .put("answerBy", Json.text(by))
              .put("nextAt", Json.text(nextAt));
      case Reviewed(var reviewer, var verdict, var remarks, var channel) ->
          json.put("reviewer", reviewer.email())
              .put("verdict", verdict.name())
              .put("remarks", remarks)
              .put("channel", channel.name());
      case Failed(var step) -> json.put("step", step);
    }
    return Json.canonical(json);
  }

  /// Reads an event that was written here.
  ///
  /// @throws Json.UnexpectedJson if a member is missing or of another kind, or the type is unknown
  /// @throws IllegalArgumentException if a member's value cannot be
  public static GrantEvent read(String type, String text) {
    JsonNode json = Json.read(text);
    return switch (type) {
      case "requested" -> requested(json);
      case "doorbell-hung" -> new DoorbellHung(new Doorbell(Json.text(json, "doorbell")));
      case "approval-sought" ->
          new ApprovalSought(
              Json.number(json, "level"),
              person(json, "approver"),
              hash(json, "link"),
              hash(json, "code"),
              hash(json, "policyHash"),
              instant(json, "answerBy"),
              json.path("reminder").booleanValue(false));
      case "escalated" ->
          new Escalated(
              Json.number(json, "level"), GrantEvent.Trigger.valueOf(Json.text(json, "trigger")));
      case "mail-sent" ->
          new MailSent(person(json, "to"), hash(json, "link"), Json.text(json, "messageId"));
      case "mail-bounced" ->
          new MailBounced(person(json, "to"), Json.optionalText(json, "link").map(Sha256::new));
      case "told" ->
          new Told(person(json, "to"), Json.number(json, "about"), Json.text(json, "messageId"));
      case "code-refused" -> new CodeRefused(hash(json, "link"), Json.text(json, "attempt"));
      case "approved" ->
          new Approved(
              Json.number(json, "level"),
              person(json, "approver"),
              hash(json, "policyHash"),
              channel(json),
              Json.optionalDuration(json, "shortenedTo"));
      case "approved-by-rule" ->
          new ApprovedByRule(Json.text(json, "rule"), hash(json, "policyHash"));
      case "denied" ->
          new Denied(
              Json.number(json, "level"),
              person(json, "approver"),
              Json.text(json, "reason"),
              channel(json));
      case "lapsed" -> new Lapsed(Json.number(json, "level"));
      case "cancelled" -> new Cancelled(person(json, "requester"));
      case "policy-planned" ->
          new PolicyPlanned(
              PolicyJson.read(json.path("policy")),
              hash(json, "policyHash"),
              instant(json, "expiresAt"));
      case "activated" -> new Activated(new PolicyArn(Json.text(json, "policy")));
      case "credentials-planned" ->
          new CredentialsPlanned(
              person(json, "requester"),
              session(json),
              Json.optionalText(json, "until").map(Instant::parse));
      case "credentials-issued" ->
          new CredentialsIssued(
              person(json, "requester"), session(json), instant(json, "expiresAt"));
      case "end-neared" -> new EndNeared();
      case "ended" -> new Ended(GrantEvent.Cause.valueOf(Json.text(json, "cause")));
      case "returned" -> new Returned(person(json, "requester"), Json.text(json, "reason"));
      case "revoked" ->
          new Revoked(
              person(json, "revoker"),
              GrantEvent.Standing.valueOf(Json.text(json, "standing")),
              Json.text(json, "reason"),
              channel(json));
      case "sessions-revoked" -> new SessionsRevoked(instant(json, "until"));
      case "revocation-lifted" -> new RevocationLifted();
      case "policy-deleted" ->
          new PolicyDeleted(Json.optionalText(json, "ender").map(Ender::valueOf));
      case "late-record" -> new LateRecord(Ender.valueOf(Json.text(json, "ender")));
      case "drift-found" -> new DriftFound(GrantEvent.Drift.valueOf(Json.text(json, "drift")));
      case "review-sought" ->
          new ReviewSought(
              person(json, "reviewer"),
              hash(json, "link"),
              hash(json, "code"),
              instant(json, "answerBy"),
              instant(json, "nextAt"));
      case "reviewed" ->
          new Reviewed(
              person(json, "reviewer"),
              Verdict.valueOf(Json.text(json, "verdict")),
              Json.text(json, "remarks"),
              channel(json));
      case "failed" -> new Failed(Json.text(json, "step"));
      default ->
          throw new Json.UnexpectedJson("an entry is of a type that this build does not know");
    };
  }

  private static void write(ObjectNode json, Requested requested) {
    json.put("requester", requested.requester().email())
        .put("entitlement", requested.entitlement().value())
        .put("title", requested.title())
        .put("justification", requested.justification())
        .put("duration", requested.duration().toString())
        .put("role", requested.role().value())
        .put("policyHash", requested.policyHash().hex());
    requested.ticket().ifPresent(ticket -> json.put("ticket", ticket));
    requested.startsAt().ifPresent(start -> json.put("startsAt", Json.text(start)));
    requested.extensionOf().ifPresent(grant -> json.put("extensionOf", grant.value()));
    ObjectNode parameters = json.putObject("parameters");
    requested.parameters().forEach(parameters::put);
    PlanJson.put(json, requested.plan());
    json.set("policy", PolicyJson.tree(requested.policy()));
  }

  private static void write(ObjectNode json, ApprovalSought sought) {
    json.put("level", sought.level())
        .put("approver", sought.approver().email())
        .put("link", sought.link().hex())
        .put("code", sought.code().hex())
        .put("policyHash", sought.policyHash().hex())
        .put("answerBy", Json.text(sought.answerBy()));
    if (sought.reminder()) {
      json.put("reminder", true);
    }
  }

  private static Requested requested(JsonNode json) {
    Map<String, String> parameters = new TreeMap<>();
    JsonNode values = json.path("parameters");
    values.propertyNames().forEach(name -> parameters.put(name, Json.text(values, name)));
    return new Requested(
        person(json, "requester"),
        new EntitlementId(Json.text(json, "entitlement")),
        Json.text(json, "title"),
        parameters,
        Json.text(json, "justification"),
        Json.optionalText(json, "ticket"),
        Json.duration(json, "duration"),
        Json.optionalText(json, "startsAt").map(Instant::parse),
        Json.optionalText(json, "extensionOf").map(GrantId::new),
        PlanJson.read(json),
        new RoleArn(Json.text(json, "role")),
        PolicyJson.read(json.path("policy")),
        hash(json, "policyHash"));
  }

  private static Person person(JsonNode json, String member) {
    return new Person(Json.text(json, member));
  }

  private static Sha256 hash(JsonNode json, String member) {
    return new Sha256(Json.text(json, member));
  }

  private static SessionName session(JsonNode json) {
    return new SessionName(Json.text(json, "session"));
  }

  private static Channel channel(JsonNode json) {
    return Channel.valueOf(Json.text(json, "channel"));
  }

  private static Instant instant(JsonNode json, String member) {
    return Instant.parse(Json.text(json, member));
  }
}
