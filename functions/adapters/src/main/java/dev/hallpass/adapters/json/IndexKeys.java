package dev.hallpass.adapters.json;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Precedent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// What stands beside an entry for the sparse indexes. It follows from the entry and those before
/// it. It is not hashed, and never believed.
public final class IndexKeys {

  /// The key in the index of requesters under which all blocks are listed. No address is without an
  /// at sign.
  public static final String BLOCKS = "blocks";

  /// The key in the index of approvers under which the grants are listed that wait for nobody any
  /// more, by the time until which answers would have counted. No address is without an at sign.
  public static final String SETTLED = "settled";

  private IndexKeys() {}

  /// The keys of an entry of a grant, by their names.
  ///
  /// @param before the entries before
  public static Map<String, String> of(History before, GrantEvent event, Instant at) {
    Map<String, String> keys = new TreeMap<>(listed(before, event, at));
    before
        .settledBy(event)
        .ifPresent(end -> {
          keys.put("approver", SETTLED);
          keys.put("answerBy", Json.text(end));
        });
    Precedent.kind(before, event)
        .flatMap(kind -> before.request().map(request -> precedent(request, kind, at)))
        .ifPresent(keys::putAll);
    Due.after(before, event, at)
        .ifPresent(due -> {
          keys.put("due", day(due.at()).toString());
          keys.put("dueAt", Json.text(due.at()));
          keys.put("dueKind", due.kind().name());
        });
    return keys;
  }

  /// The keys of an entry about a person, by their names.
  public static Map<String, String> of(BlockEvent event, Instant at) {
    return switch (event) {
      case Blocked _ -> requested(BLOCKS, at);
      case Unblocked _ -> Map.of();
    };
  }

  /// The key of a person in the index of requesters. Limits are for the human being, so the tag of
  /// an address is left out.
  public static String requester(Person requester) {
    return requester.untagged().email();
  }

  /// The key in the same index under which the broken glass of a person is listed. No address has a
  /// blank.
  public static String glassBrokenBy(Person requester) {
    return "break-glass " + requester.untagged().email();
  }

  /// The key in the same index under which is listed what became of a person's grants for an
  /// entitlement. No address has a blank.
  public static String precedentsOf(Person requester, EntitlementId entitlement) {
    return "precedents %s %s".formatted(entitlement.value(), requester.untagged().email());
  }

  /// The key in the index of approvers under which the questions are listed that a person got by
  /// mail, by the time of the mail. No address has a blank.
  public static String mailsTo(Person person) {
    return "mails " + person.untagged().email();
  }

  /// The day under which the index of due entries lists an instant.
  public static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Map<String, String> listed(History before, GrantEvent event, Instant at) {
    if (event instanceof Requested requested) {
      return requested(requester(requested.requester()), at);
    }
    if (event instanceof ApprovedByRule) {
      return before
          .request()
          .filter(request -> request.plan() instanceof ApprovalPlan.BreakGlass)
          .map(request -> requested(glassBrokenBy(request.requester()), at))
          .orElse(Map.of());
    }
    if (event instanceof ApprovalSought sought) {
      return Map.of(
          "approver", sought.approver().email(), "answerBy", Json.text(sought.answerBy()));
    }
    if (event instanceof MailSent mail) {
      return Map.of("approver", mailsTo(mail.to()), "answerBy", Json.text(at));
    }
    return Map.of();
  }

  private static Map<String, String> precedent(Requested request, Precedent.Kind kind, Instant at) {
    return Map.of(
        "requester", precedentsOf(request.requester(), request.entitlement()),
        "requestedAt", Json.text(at),
        "precedent", kind.name());
  }

  private static Map<String, String> requested(String requester, Instant at) {
    return Map.of("requester", requester, "requestedAt", Json.text(at));
  }
}
