package dev.hallpass.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision.Rejected;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.PlainText;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Bus;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Ring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The function for events of workflows of other systems, which ask for access for people and give
/// it back.
///
/// An event is no authority. What the person could not request is refused, the same rules decide,
/// and only the person gets credentials. The policy of the events' bus lets each workflow's role
/// put events of one source alone, so the source is believed, and nothing else.
///
/// EventBridge gives no order, and Lambda calls again up to three minutes after the first call. So
/// an event asks only while it is young, and a give-back that comes first is heard again until no
/// ask from before it can ask any more.
public final class HearEvents implements RequestStreamHandler {

  /// How long an event asks after it was put.
  static final Duration ASKS_WITHIN = Duration.ofMinutes(2);

  /// When each ask has asked or is too old, with the time that its call may take.
  private static final Duration SETTLED = ASKS_WITHIN.plusSeconds(30);

  private final Settings settings;
  private final Grants grants;
  private final RequestReader reader;
  private final GrantRequests requests;
  private final Ring ring;
  private final Bus bus;

  /// Called by Lambda, once per environment.
  public HearEvents() {
    this(Wiring.fromEnvironment());
  }

  public HearEvents(Wiring wiring) {
    Catalog catalog = wiring.catalog();
    this.settings = catalog.settings();
    this.grants = wiring.grants();
    this.reader = new RequestReader(wiring, catalog, wiring.groups(settings));
    this.requests =
        new GrantRequests(wiring, settings, grants, new GrantJson(settings, wiring.region()));
    this.ring = wiring.ring();
    this.bus = wiring.bus();
  }

  /// Lambda calls again if the outcome for a person is unknown. Repeats change nothing.
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    Log.run(context, () -> hear(json));
    output.write('{');
    output.write('}');
  }

  private void hear(JsonNode json) {
    WorkflowEvent event;
    try {
      event = WorkflowEvent.of(json);
    } catch (Json.UnexpectedJson unexpected) {
      tell(EventRefused.of(json, Problem.malformed(unexpected.getMessage() + ".")));
      return;
    } catch (Refusal refusal) {
      tell(EventRefused.of(json, refusal.problem()));
      return;
    }
    Optional<RuntimeException> failure = Optional.empty();
    for (String address : event.people()) {
      try {
        hear(event, address);
      } catch (OutcomeUnknown | Contended | AskMayFollow unknown) {
        // The others do not wait for it.
        failure = failure.or(() -> Optional.of(unknown));
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void hear(WorkflowEvent event, String address) {
    try {
      Person person =
          settings.people().person(address).orElseThrow(() -> new Refusal(Problem.notAPerson()));
      switch (event.type()) {
        case ASK -> ask(event, person);
        case GIVE_BACK -> giveBack(event, person);
      }
    } catch (Json.UnexpectedJson unexpected) {
      tell(EventRefused.of(event, address, Problem.malformed(unexpected.getMessage() + ".")));
    } catch (Refusal refusal) {
      tell(EventRefused.of(event, address, refusal.problem()));
    }
  }

  private void ask(WorkflowEvent event, Person person) {
    if (settings.demandsProof()) {
      throw new Refusal(Problem.proofMissing());
    }
    JsonNode request = event.detail().path("request");
    // Only people break glass and choose a start.
    Json.allow(request, "entitlement", "parameters", "duration", "justification", "ticket");
    ObjectNode asked = (ObjectNode) request.deepCopy();
    // Approvers read who asks. What becomes too long by that is refused as it is for people.
    asked.put(
        "justification",
        "%s asks for %s: %s"
            .formatted(event.source(), event.id(), Json.text(request, "justification")));
    History history = requests.of(event.key(), person);
    checkFuture(event, history);
    // A repeat of a request that is recorded may be late: it opens nothing that was given back.
    if (history.state() instanceof Grant.Unknown && isOlder(event, ASKS_WITHIN)) {
      throw new Refusal(Problem.eventTooOld(ASKS_WITHIN));
    }
    Requested requested = reader.request(asked, history.grant(), person, requests.askedAt(history));
    History after = requests.ask(history, requested);
    Log.info(after.grant(), "A workflow asked for it");
  }

  private void giveBack(WorkflowEvent event, Person person) {
    String reason = "%s: %s".formatted(event.source(), Json.text(event.detail(), "reason"));
    PlainText.mistakeIn(reason)
        .ifPresent(says -> {
          throw new Refusal(Problem.mistakes(List.of(new Mistake("reason", says))));
        });
    History history = requests.of(event.key(), person);
    checkFuture(event, history);
    if (history.state() instanceof Grant.Unknown && !isOlder(event, SETTLED)) {
      throw new AskMayFollow();
    }
    Run run = giveBack(history, person, reason);
    if (run.decision() instanceof Rejected(var rule) && rule != Rule.ALREADY_OVER) {
      throw new Refusal(Problem.of(rule));
    }
    if (run.isAccepted()) {
      ring.wake(run.history());
      Log.info(history.grant(), "A workflow gave it back");
    }
  }

  private Run giveBack(History history, Person person, String reason) {
    Run run =
        history.state() instanceof Grant.Known known && known.isPending()
            ? grants.run(history, new GrantCommand.Cancel(person))
            : grants.run(history, new GrantCommand.Return(person, reason));
    // Access that opens meanwhile is returned, and not cancelled.
    return run.decision() instanceof Rejected(var rule) && rule == Rule.ALREADY_ACTIVE
        ? grants.run(run.history(), new GrantCommand.Return(person, reason))
        : run;
  }

  /// Who puts an event may choose its time. One in the future opens nothing; it ends what is there.
  private void checkFuture(WorkflowEvent event, History history) {
    if (history.state() instanceof Grant.Unknown
        && event.at().isAfter(grants.now().plus(ASKS_WITHIN))) {
      throw new Refusal(Problem.eventInTheFuture(ASKS_WITHIN));
    }
  }

  private boolean isOlder(WorkflowEvent event, Duration age) {
    return grants.now().isAfter(event.at().plus(age));
  }

  /// A refusal is told, so that the workflow's people see it. The log has it in any case.
  private void tell(EventRefused refused) {
    Log.info(refused.line());
    bus.put(refused.on(grants.now()));
  }

  /// Thrown when a grant is given back that nobody has asked for yet, so that Lambda calls again.
  private static final class AskMayFollow extends RuntimeException {

    AskMayFollow() {
      super("An ask from before this give-back may still come");
    }
  }
}
