package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.ApprovedByRule;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.History;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Entries as DynamoDB items.
final class Items {

  /// The key in the index of requesters under which all blocks are listed. No address is without an
  /// at sign.
  static final AttributeValue BLOCKS = AttributeValue.fromS("blocks");

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");

  private Items() {}

  static Map<String, AttributeValue> item(StoredEntry entry) {
    Map<String, AttributeValue> item = new TreeMap<>();
    item.put("grant", AttributeValue.fromS(entry.grant()));
    item.put("sequence", AttributeValue.fromN(Integer.toString(entry.sequence())));
    item.put("type", AttributeValue.fromS(entry.type()));
    item.put("at", AttributeValue.fromS(entry.at()));
    item.put("actor", AttributeValue.fromS(entry.actor()));
    item.put("event", AttributeValue.fromS(entry.event()));
    item.put("previous", AttributeValue.fromS(entry.previous()));
    item.put("build", AttributeValue.fromS(entry.build()));
    item.put("hash", AttributeValue.fromS(entry.hash()));
    return item;
  }

  /// The attributes for the sparse indexes. They are not hashed, and never believed.
  static Map<String, AttributeValue> indexed(History before, GrantEvent event, Instant at) {
    Map<String, AttributeValue> indexed = new TreeMap<>(listed(before, event, at));
    Due.after(before, event, at)
        .ifPresent(due -> {
          indexed.put("due", AttributeValue.fromS(day(due.at()).toString()));
          indexed.put("dueAt", AttributeValue.fromS(Json.text(due.at())));
          indexed.put("dueKind", AttributeValue.fromS(due.kind().name()));
        });
    return indexed;
  }

  /// The key of a person in the index of requesters. Limits are for the human being, so the tag of
  /// an address is left out.
  static AttributeValue requester(Person requester) {
    return AttributeValue.fromS(requester.untagged().email());
  }

  /// The key in the same index under which the broken glass of a person is listed. No address has a
  /// blank.
  static AttributeValue glassBrokenBy(Person requester) {
    return AttributeValue.fromS("break-glass " + requester.untagged().email());
  }

  /// The attributes of an entry about a person for the sparse indexes.
  static Map<String, AttributeValue> indexed(BlockEvent event, Instant at) {
    return switch (event) {
      case Blocked _ -> requested(BLOCKS, at);
      case Unblocked _ -> Map.of();
    };
  }

  /// The key in the index of approvers under which the questions are listed that a person got by
  /// mail, by the time of the mail. No address has a blank.
  static AttributeValue mailsTo(Person person) {
    return AttributeValue.fromS("mails " + person.untagged().email());
  }

  private static Map<String, AttributeValue> listed(History before, GrantEvent event, Instant at) {
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
          "approver", AttributeValue.fromS(sought.approver().email()),
          "answerBy", AttributeValue.fromS(Json.text(sought.answerBy())));
    }
    if (event instanceof MailSent mail) {
      return Map.of(
          "approver", mailsTo(mail.to()), "answerBy", AttributeValue.fromS(Json.text(at)));
    }
    return Map.of();
  }

  private static Map<String, AttributeValue> requested(AttributeValue requester, Instant at) {
    return Map.of("requester", requester, "requestedAt", AttributeValue.fromS(Json.text(at)));
  }

  /// The attributes of an entry in the index of due entries.
  static Due due(Map<String, AttributeValue> item) {
    return new Due(
        new GrantId(text(item, "grant")),
        sequence(item),
        Due.Kind.valueOf(text(item, "dueKind")),
        Instant.parse(text(item, "dueAt")));
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static StoredEntry entry(Map<String, AttributeValue> item) {
    return new StoredEntry(
        text(item, "grant"),
        sequence(item),
        text(item, "type"),
        text(item, "at"),
        text(item, "actor"),
        text(item, "event"),
        text(item, "previous"),
        text(item, "build"),
        text(item, "hash"));
  }

  static String text(Map<String, AttributeValue> item, String member) {
    @Nullable AttributeValue value = item.get(member);
    if (value == null || value.s() == null) {
      throw new CorruptLedger("an entry has no " + member);
    }
    return value.s();
  }

  private static int sequence(Map<String, AttributeValue> item) {
    @Nullable AttributeValue value = item.get("sequence");
    // Everything but a plain whole number counts as an entry out of place.
    return value == null || value.n() == null || !SEQUENCE.matcher(value.n()).matches()
        ? -1
        : Integer.parseInt(value.n());
  }
}
