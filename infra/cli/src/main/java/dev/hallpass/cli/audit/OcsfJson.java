package dev.hallpass.cli.audit;

import dev.hallpass.audit.grants.GrantRecord;
import dev.hallpass.audit.grants.GrantRecord.Ending;
import dev.hallpass.audit.grants.Span;
import dev.hallpass.cli.json.Json;
import dev.hallpass.grant.Actor;
import dev.hallpass.log.Checkpoint;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Events of OCSF (source: OCSF schema 1.1.0, class Account Change, profile cloud).
final class OcsfJson {

  private static final int IAM = 3;
  private static final int ACCOUNT_CHANGE = 3001;
  private static final int ATTACH_POLICY = 7;
  private static final int DETACH_POLICY = 8;
  private static final int INFORMATIONAL = 1;
  private static final int MEDIUM = 3;
  private static final int SUCCESS = 1;
  private static final int USER = 1;

  private OcsfJson() {}

  /// The events of a grant within a span: its opening and its close.
  static Stream<ObjectNode> events(GrantRecord grant, Checkpoint checkpoint, Span span) {
    // Of what is still open, the close is planned and has not happened.
    return Stream.of(
            grant
                .opened()
                .filter(span::has)
                .map(at -> event(grant, checkpoint, at, ATTACH_POLICY, grant.requester().email())),
            grant
                .closed()
                .filter(at -> span.has(at) && !at.isAfter(checkpoint.at()))
                .map(at -> event(grant, checkpoint, at, DETACH_POLICY, ender(grant))))
        .flatMap(Optional::stream);
  }

  private static String ender(GrantRecord grant) {
    return grant.end().map(Ending::by).orElse(Actor.HALLPASS.name());
  }

  private static ObjectNode event(
      GrantRecord grant, Checkpoint checkpoint, Instant at, int activity, String actor) {
    boolean isOpening = activity == ATTACH_POLICY;
    ObjectNode event =
        Json.object()
            .put("category_uid", IAM)
            .put("category_name", "Identity & Access Management")
            .put("class_uid", ACCOUNT_CHANGE)
            .put("class_name", "Account Change")
            .put("activity_id", activity)
            .put("activity_name", isOpening ? "Attach Policy" : "Detach Policy")
            .put("type_uid", ACCOUNT_CHANGE * 100 + activity)
            .put("time", at.toEpochMilli())
            .put("severity_id", grant.isBreakGlass() ? MEDIUM : INFORMATIONAL)
            .put("status_id", SUCCESS)
            .put("message", grant.request().title());
    event.set("metadata", metadata(grant, isOpening));
    event.putObject("actor").set("user", user(actor));
    event.set("user", user(grant.requester().email()));
    event
        .putObject("policy")
        .put("uid", grant.grant().value())
        .put("name", grant.request().entitlement().value())
        .put("version", grant.request().policyHash().hex());
    event.set("cloud", cloud(grant));
    event.set("unmapped", unmapped(grant, checkpoint));
    return event;
  }

  private static ObjectNode metadata(GrantRecord grant, boolean isOpening) {
    ObjectNode metadata =
        Json.object()
            .put("version", "1.1.0")
            .put("uid", "%s/%s".formatted(grant.grant(), isOpening ? "opened" : "closed"))
            .put("correlation_uid", grant.grant().value());
    metadata.putObject("product").put("name", "Hallpass").put("vendor_name", "Hallpass");
    metadata.putArray("profiles").add("cloud");
    return metadata;
  }

  private static ObjectNode user(String name) {
    ObjectNode user = Json.object().put("name", name).put("uid", name).put("type_id", USER);
    if (name.contains("@")) {
      user.put("email_addr", name);
    }
    return user;
  }

  private static ObjectNode cloud(GrantRecord grant) {
    ObjectNode cloud = Json.object().put("provider", "AWS");
    cloud.putObject("account").put("uid", grant.account().value());
    return cloud;
  }

  private static ObjectNode unmapped(GrantRecord grant, Checkpoint checkpoint) {
    ObjectNode unmapped =
        Json.object()
            .put("justification", grant.request().justification())
            .put("rule", grant.request().plan().rule())
            .put("break_glass", grant.isBreakGlass())
            .put("entry_hash", grant.newest().hash().hex())
            .put("log_index", grant.newest().index())
            .put("log_size", checkpoint.size())
            .put("log_root", checkpoint.root().base64());
    AnswerJson.put(
        unmapped, "approvers", grant.yeses().stream().map(yes -> yes.approver().email()));
    return unmapped;
  }
}
