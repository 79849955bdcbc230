package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Mailer;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.view.News;
import dev.hallpass.handlers.view.OutcomeMail;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells people by mail what became of a grant, entry by entry, as the ledger's stream brings them.
/// It decides nothing, and of the stream it believes no more than which entry there may be.
public final class Tell implements RequestStreamHandler {

  // A stream that is read from its beginning again must not wake anybody.
  private static final Duration TOO_OLD = Duration.ofDays(1);
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");

  private final Grants grants;
  private final Mailer mailer;

  /// Called by Lambda, once per environment.
  public Tell() {
    this(Wiring.fromEnvironment());
  }

  public Tell(Wiring wiring) {
    this.grants = wiring.grants();
    this.mailer = wiring.mailer();
  }

  /// Lambda calls again from the first record on that failed (source: AWS Lambda, reporting batch
  /// item failures for DynamoDB). The ones behind it are not held up by it, and nobody is told
  /// twice.
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    ObjectNode answer = Log.call(context, () -> tell(json.path("Records")));
    output.write(answer.toString().getBytes(UTF_8));
  }

  private ObjectNode tell(JsonNode records) {
    ObjectNode answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    for (JsonNode record : records) {
      if (!isDone(record.path("dynamodb")) && failures.isEmpty()) {
        failures
            .addObject()
            .put("itemIdentifier", record.path("dynamodb").path("SequenceNumber").stringValue(""));
      }
    }
    return answer;
  }

  /// Whether nothing is left to do about a record.
  private boolean isDone(JsonNode change) {
    String grant = change.path("NewImage").path("grant").path("S").stringValue("");
    String sequence = change.path("NewImage").path("sequence").path("N").stringValue("");
    if (!GrantId.isOne(grant) || !SEQUENCE.matcher(sequence).matches()) {
      Log.info("A record of the stream names no entry");
      return true;
    }
    return isTold(new GrantId(grant), Integer.parseInt(sequence));
  }

  private boolean isTold(GrantId grant, int sequence) {
    try {
      History history = grants.read(grant);
      if (sequence >= history.next()) {
        Log.info(grant, "The ledger has no entry %d".formatted(sequence));
        return true;
      }
      Entry entry = history.entries().get(sequence);
      if (!grants.now().isBefore(entry.at().plus(TOO_OLD))) {
        Log.info(grant, "Entry %d is too old to tell of".formatted(sequence));
        return true;
      }
      return isTold(history, entry);
    } catch (CorruptLedger corrupt) {
      // It stays so, and must not hold up what else there is to tell.
      Log.failure(grant, "Nobody is told of a grant that cannot be read", corrupt);
      return true;
    } catch (OutcomeUnknown | Grants.Contended failure) {
      Log.failure(grant, "The ledger could not be read", failure);
      return false;
    }
  }

  private boolean isTold(History history, Entry entry) {
    Telling telling = Telling.of(history, entry.sequence());
    countBrokenGlass(history, entry);
    if (!telling.news().isEmpty()) {
      Log.info(
          history.grant(),
          "%d are to know of entry %d".formatted(telling.news().size(), entry.sequence()));
    }
    boolean isTold = true;
    History current = history;
    for (Map.Entry<Person, News> one : telling.news().entrySet()) {
      Optional<History> after = tell(current, entry.sequence(), one.getKey(), one.getValue());
      isTold &= after.isPresent();
      current = after.orElse(current);
    }
    return isTold;
  }

  /// An alarm rings at it.
  private void countBrokenGlass(History history, Entry entry) {
    if (entry.event() instanceof Requested request
        && request.plan() instanceof ApprovalPlan.BreakGlass
        && dossier(history).told().stream().noneMatch(one -> one.about() == entry.sequence())) {
      Metrics.count(grants.now(), Map.of("GlassBroken", 1L));
    }
  }

  /// The history after one person was told; empty if that failed.
  private Optional<History> tell(History history, int about, Person person, News news) {
    Dossier dossier = dossier(history);
    if (dossier.isTold(person, about)) {
      return Optional.of(history);
    }
    try {
      String messageId = mailer.send(OutcomeMail.of(history.grant(), dossier, person, news));
      return Optional.of(
          grants.run(history, new GrantCommand.NoteTelling(person, about, messageId)).history());
    } catch (OutcomeUnknown | Grants.Contended failure) {
      Log.failure(history.grant(), "Somebody was not told of entry " + about, failure);
      return Optional.empty();
    }
  }

  private static Dossier dossier(History history) {
    return history.known().dossier();
  }
}
