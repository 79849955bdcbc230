package dev.hallpass.handlers.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Mailer;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.catalog.Readers;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.notifications.Publication.Turn;
import dev.hallpass.handlers.view.Notification;
import dev.hallpass.handlers.view.NotificationMail;
import dev.hallpass.handlers.words.Texts;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Newest;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.Bus;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Notifies people by mail, and other systems by the bus, of what became of a grant, entry by
/// entry, as the ledger's stream brings them, and the bus of who was blocked and unblocked. It
/// decides nothing, writes nothing into the ledger, and of the stream it believes no more than
/// which entry there may be.
///
/// Each mail goes out at least once: the stream brings an entry again until all its mails are sent.
/// What was sent lately is remembered, so a mail is repeated only where that memory is lost.
public final class Notify implements RequestStreamHandler {

  // A stream that is read from its beginning again must not wake anybody.
  private static final Duration TOO_OLD = Duration.ofDays(1);
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");

  private final Grants grants;
  private final Mailer mailer;
  private final Bus bus;
  private final BlockedPeople blocked;
  private final Readers readers;
  private final Map<GrantId, History> walked = Newest.of(20);
  private final Set<Turn> taken = Collections.newSetFromMap(Newest.of(1000));
  private final Set<Sent> sent = Collections.newSetFromMap(Newest.of(1000));

  /// Called by Lambda, once per environment.
  public Notify() {
    this(Wiring.fromEnvironment());
  }

  public Notify(Wiring wiring) {
    this.grants = wiring.grants();
    this.mailer = wiring.mailer();
    this.bus = wiring.bus();
    this.blocked = wiring.blockedPeople();
    this.readers = wiring.settings().readers();
  }

  /// Lambda calls again from the first record on that failed (source: AWS Lambda, reporting batch
  /// item failures for DynamoDB). The ones behind it are not held up by it.
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    ObjectNode answer = Log.call(context, () -> notify(json.path("Records")));
    output.write(Json.write(answer).getBytes(UTF_8));
  }

  private ObjectNode notify(JsonNode records) {
    ObjectNode answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    Publication publication = new Publication(bus, taken);
    Map<GrantId, History> read = new HashMap<>();
    for (JsonNode record : records) {
      if (!isDone(record.path("dynamodb"), publication, read) && failures.isEmpty()) {
        failures
            .addObject()
            .put("itemIdentifier", record.path("dynamodb").path("SequenceNumber").stringValue(""));
      }
    }
    return answer;
  }

  /// Whether nothing is left to do about a record.
  ///
  /// @param read the histories that were read for this batch
  private boolean isDone(JsonNode change, Publication publication, Map<GrantId, History> read) {
    String chain = change.path("NewImage").path("grant").path("S").stringValue("");
    String sequence = change.path("NewImage").path("sequence").path("N").stringValue("");
    boolean isPerson = PersonId.isOne(chain);
    if (!(isPerson || GrantId.isOne(chain)) || !SEQUENCE.matcher(sequence).matches()) {
      Log.info("A record of the stream names no entry");
      return true;
    }
    int place = Integer.parseInt(sequence);
    return isPerson
        ? isTold(new PersonId(chain), place, publication)
        : isNotified(new GrantId(chain), place, publication, read);
  }

  /// Whether nothing is left to tell about an entry about a person. Nobody gets a mail of it: what
  /// ends with a block is told as the end of its grant.
  private boolean isTold(PersonId person, int sequence, Publication publication) {
    try {
      List<BlockEntry> entries = blocked.blocks().read(person).entries();
      if (sequence >= entries.size()) {
        Log.info("The ledger has no entry %d of %s".formatted(sequence, person));
        return true;
      }
      BlockEntry entry = entries.get(sequence);
      if (!grants.now().isBefore(entry.at().plus(TOO_OLD))) {
        Log.info("Entry %d of %s is too old to tell of".formatted(sequence, person));
        return true;
      }
      if (!blocked.counts(new BlockHistory(person, entries.subList(0, sequence + 1)))) {
        Log.info(
            "Entry %d of %s has no good seal and counts for nothing".formatted(sequence, person));
        return true;
      }
      return publication.of(entry);
    } catch (CorruptLedger corrupt) {
      // It stays so, and must not hold up the others.
      Log.failure("Nobody is told of a person whose entries cannot be read", corrupt);
      return true;
    } catch (OutcomeUnknown failure) {
      Log.failure("It could not be told whether an entry about a person counts", failure);
      return false;
    }
  }

  private boolean isNotified(
      GrantId grant, int sequence, Publication publication, Map<GrantId, History> read) {
    try {
      // One read serves the whole batch, and lets one mail tell what two of its entries say.
      History history = read.computeIfAbsent(grant, grants::readOn);
      if (sequence >= history.next()) {
        Log.info(grant, "The ledger has no entry %d".formatted(sequence));
        return true;
      }
      Entry entry = history.entries().get(sequence);
      if (!grants.now().isBefore(entry.at().plus(TOO_OLD))) {
        Log.info(grant, "Entry %d is too old to notify anybody of".formatted(sequence));
        return true;
      }
      return isNotified(history, entry, publication);
    } catch (CorruptLedger corrupt) {
      // It stays so, and must not hold up the others.
      Log.failure(grant, "Nobody is notified of a grant that cannot be read", corrupt);
      return true;
    } catch (OutcomeUnknown failure) {
      Log.failure(grant, "The ledger could not be read", failure);
      return false;
    }
  }

  private boolean isNotified(History history, Entry entry, Publication publication) {
    History before = before(history, entry);
    Map<Person, Notification> notifications = Recipients.of(before, entry, history, readers);
    countBrokenGlass(entry, notifications.keySet());
    if (!notifications.isEmpty()) {
      Log.info(
          history.grant(),
          "%d are to know of entry %d".formatted(notifications.size(), entry.sequence()));
    }
    // Neither waits for the other to succeed.
    boolean isNotified = publication.of(before, entry);
    for (Map.Entry<Person, Notification> one : notifications.entrySet()) {
      isNotified &= isSent(history, new Sent(turn(entry), one.getKey()), one.getValue());
    }
    return isNotified;
  }

  /// The history before an entry, folded on from where the last walk through this grant ended: the
  /// stream brings its entries one after the other.
  private History before(History history, Entry entry) {
    History before = walked.getOrDefault(history.grant(), History.of(history.grant()));
    if (before.next() > entry.sequence()) {
      before = History.of(history.grant());
    }
    for (Entry earlier : history.entries().subList(before.next(), entry.sequence())) {
      before = before.with(earlier);
    }
    walked.put(history.grant(), before);
    return before;
  }

  /// An alarm rings at it.
  private void countBrokenGlass(Entry entry, Set<Person> owners) {
    if (entry.event() instanceof Requested request
        && request.plan() instanceof ApprovalPlan.BreakGlass
        && owners.stream().noneMatch(owner -> sent.contains(new Sent(turn(entry), owner)))) {
      Metrics.ring(grants.now(), Alarm.GLASS_BROKEN);
    }
  }

  private static Turn turn(Entry entry) {
    return new Turn(entry.grant().value(), entry.sequence());
  }

  /// Sends a mail, unless it was sent lately.
  ///
  /// @return whether it was sent
  private boolean isSent(History history, Sent mail, Notification notification) {
    if (sent.contains(mail)) {
      return true;
    }
    int about = mail.about().sequence();
    try {
      String messageId =
          mailer.send(
              NotificationMail.of(
                  history.grant(),
                  history.known().dossier(),
                  mail.to(),
                  notification,
                  Texts.of(readers.of(mail.to()))));
      sent.add(mail);
      Log.info(history.grant(), "Entry %d was mailed as %s".formatted(about, messageId));
      return true;
    } catch (OutcomeUnknown failure) {
      Log.failure(history.grant(), "Somebody was not notified of entry " + about, failure);
      return false;
    }
  }

  /// A mail about an entry to one person.
  private record Sent(Turn about, Person to) {}
}
