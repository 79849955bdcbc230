package dev.hallpass.handlers.notifications;

import static dev.hallpass.handlers.view.BusText.quoted;

import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.api.json.WaitingJson;
import dev.hallpass.handlers.view.BusText;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.port.BusEvent;
import tools.jackson.databind.node.ObjectNode;

/// The event by which other systems learn of one turn of a grant. Each member is named here, so
/// that no link, code, seal or credential of the ledger gets out with it.
final class Announcement {

  /// The form of the events. Members are added to it; one that would have to change makes a new
  /// one.
  private static final String VERSION = "1";

  private final Known then;
  private final ObjectNode detail = Json.object();
  private String lead = "";
  private String says = "";

  private Announcement(Known then) {
    this.then = then;
  }

  /// The event about an entry.
  ///
  /// @param before what was recorded before it
  static BusEvent of(History before, Entry entry, Notifying event) {
    var announcement = new Announcement(before.with(entry).known());
    announcement.putEntry(before, entry);
    announcement.putRequest();
    announcement.putTurn(event);
    announcement.putText(before);
    return new BusEvent(EventJson.type(event), entry.at(), Json.write(announcement.detail));
  }

  private void putEntry(History before, Entry entry) {
    detail
        .put("version", VERSION)
        // The same however often it is put, so that a consumer can drop repeats.
        .put("id", "%s/%d".formatted(before.grant(), entry.sequence()))
        .put("grant", before.grant().value())
        .put("sequence", entry.sequence())
        .put("at", Json.text(entry.at()))
        .put("actor", entry.event().actor().name());
  }

  private void putRequest() {
    Requested request = dossier().request();
    detail
        .put("requester", request.requester().email())
        .put("entitlement", request.entitlement().value())
        .put("title", request.title())
        .put("account", request.role().account().value())
        .put("justification", request.justification())
        .put("duration", dossier().duration().toString())
        .put("breakGlass", request.plan() instanceof ApprovalPlan.BreakGlass);
    ObjectNode parameters = detail.putObject("parameters");
    request.parameters().forEach(parameters::put);
    request.ticket().ifPresent(ticket -> detail.put("ticket", ticket));
    request.startsAt().ifPresent(start -> detail.put("startsAt", Json.text(start)));
    request.extensionOf().ifPresent(open -> detail.put("extensionOf", open.value()));
  }

  private void putTurn(Notifying event) {
    if (then instanceof AwaitingApproval open) {
      WaitingJson.put(detail, open);
    }
    if (event instanceof GrantEvent.GrantEnd end) {
      detail.put("outcome", end.outcome().name());
    }
    switch (event) {
      case GrantEvent.Requested request ->
          say(asked(request), "%s asks for access.".formatted(request.requester()));
      case GrantEvent.Approved yes -> {
        putLevel(yes.level());
        say("Approved", "%s approved.".formatted(yes.approver()));
      }
      case GrantEvent.Withdrawn back -> {
        putLevel(back.level());
        say("Yes taken back", "%s took their yes back.".formatted(back.approver()));
      }
      case GrantEvent.ApprovedByRule word -> {
        detail.put("rule", word.rule());
        say(
            "Approved",
            "The rule %s of the catalogue approved it, without a person."
                .formatted(quoted(word.rule())));
      }
      case GrantEvent.Denied no -> {
        putLevel(no.level());
        detail.put("reason", no.reason());
        say("Denied", "%s denied: %s".formatted(no.approver(), quoted(no.reason())));
      }
      case GrantEvent.Lapsed lapsed -> {
        putLevel(lapsed.level());
        say("Not answered in time", "Nobody answered in time, so the request is over.");
      }
      case GrantEvent.Cancelled back ->
          say("Taken back", "%s took the request back.".formatted(back.requester()));
      case GrantEvent.Escalated late -> {
        putLevel(late.level());
        detail.put("trigger", late.trigger().name());
        say(
            "Others are asked",
            switch (late.trigger()) {
              case TIME_PASSED -> "Other approvers are asked, because answers are late.";
              case QUORUM_OUT_OF_REACH -> "Other approvers are asked, because too few can answer.";
            });
      }
      case GrantEvent.Activated _ -> {
        putEnd();
        say("Access is open", "The access is open until %s.".formatted(end()));
      }
      case GrantEvent.EndNeared _ -> {
        putEnd();
        say("Access ends soon", "The access ends at %s.".formatted(end()));
      }
      case GrantEvent.Ended over ->
          say(
              "Access is over",
              switch (over.cause()) {
                case EXPIRED -> "The time is up.";
                case DRIFTED -> "Its policy was changed outside Hallpass.";
                case NOTHING_TO_EXTEND -> "The access that it was to extend ended early.";
              });
      case GrantEvent.Returned back -> {
        detail.put("reason", back.reason());
        say(
            "Access is over",
            "%s gave it back: %s".formatted(back.requester(), quoted(back.reason())));
      }
      case GrantEvent.Revoked revoked -> {
        detail.put("reason", revoked.reason());
        say(
            "Access was revoked",
            "%s revoked it: %s".formatted(revoked.revoker(), quoted(revoked.reason())));
      }
      case GrantEvent.Refused refused -> {
        detail.put("doubt", refused.doubt().name());
        say(
            "Access refused",
            "Hallpass refused: %s.".formatted(Texts.english().doubt(refused.doubt())));
      }
      case GrantEvent.Failed failed -> {
        detail.put("step", failed.step());
        say("Access did not open", "The step %s failed for good.".formatted(failed.step()));
      }
      case GrantEvent.Reviewed review -> {
        detail.put("verdict", review.verdict().name()).put("remarks", review.remarks());
        say(
            "Reviewed",
            "%s found it %s: %s"
                .formatted(
                    review.reviewer(),
                    review.verdict() == Verdict.JUSTIFIED ? "justified" : "not justified",
                    quoted(review.remarks())));
      }
    }
  }

  private static String asked(Requested request) {
    if (request.plan() instanceof ApprovalPlan.BreakGlass) {
      return "Broken glass";
    }
    return request.extensionOf().isPresent() ? "More time asked for" : "Asked";
  }

  /// Counted from one, as the API does.
  private void putLevel(int level) {
    detail.put("level", level + 1);
  }

  private void putEnd() {
    if (then instanceof Active active) {
      detail.put("expiresAt", Json.text(active.plan().expiresAt()));
    }
  }

  private String end() {
    return then instanceof Active active ? Texts.english().time(active.plan().expiresAt()) : "";
  }

  private void say(String lead, String says) {
    this.lead = lead;
    this.says = says;
  }

  private void putText(History before) {
    BusText text =
        BusText.of(before.grant(), dossier(), lead, says, then instanceof AwaitingApproval);
    detail
        .putObject("text")
        .put("title", text.title())
        .put("says", text.says())
        .put("what", text.what())
        .put("why", text.why())
        .put("next", text.next());
  }

  private Dossier dossier() {
    return then.dossier();
  }
}
