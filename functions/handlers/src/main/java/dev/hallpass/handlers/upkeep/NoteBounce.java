package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.MailBounced;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Ring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Notes that a mail came back for good, as SES tells EventBridge, and wakes the workflow if those
/// who were asked do not suffice any more.
public final class NoteBounce implements RequestStreamHandler {

  private final Grants grants;
  private final Ring ring;

  /// Called by Lambda, once per environment.
  public NoteBounce() {
    this(Wiring.fromEnvironment());
  }

  public NoteBounce(Wiring wiring) {
    this.grants = wiring.grants();
    this.ring = wiring.ring();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    Log.run(context, () -> note(json));
    output.write('{');
    output.write('}');
  }

  private void note(JsonNode event) {
    if (isPermanent(event)) {
      noteEach(event.path("detail"));
    } else {
      Log.info("Not a mail that came back for good");
    }
  }

  // Source: Amazon SES, event publishing to EventBridge. What comes back for a while is sent again
  // by SES itself.
  private static boolean isPermanent(JsonNode event) {
    return text(event.path("source")).equals("aws.ses")
        && text(event.path("detail").path("eventType")).equals("Bounce")
        && text(event.path("detail").path("bounce").path("bounceType")).equals("Permanent");
  }

  private void noteEach(JsonNode detail) {
    String tagged = tag(detail, "grant").orElse("");
    if (!GrantId.isOne(tagged)) {
      Log.info("The mail that came back names no grant");
      return;
    }
    GrantId grant = new GrantId(tagged);
    Optional<String> link = tag(detail, "link");
    for (JsonNode recipient : detail.path("bounce").path("bouncedRecipients")) {
      try {
        note(grant, text(recipient.path("emailAddress")), link);
      } catch (OutcomeUnknown unknown) {
        throw Log.rethrown(grant, unknown);
      }
    }
  }

  private void note(GrantId grant, String address, Optional<String> link) {
    History history = grants.read(grant);
    Optional<MailBounced> bounce = bounce(history, address, link);
    if (bounce.isEmpty()) {
      Log.info(grant, "No mail like the one that came back is known");
      return;
    }
    // Again when it is noted already, as the ring may have been lost.
    ring.wakeForOthers(noted(history, bounce.get()));
  }

  private History noted(History history, MailBounced bounce) {
    return isNoted(history, bounce)
        ? history
        : grants.run(history, new GrantCommand.NoteBounce(bounce.to(), bounce.link())).history();
  }

  /// What came back, if it is a mail of this grant.
  private static Optional<MailBounced> bounce(
      History history, String address, Optional<String> link) {
    if (!(history.state() instanceof Known grant)) {
      return Optional.empty();
    }
    Dossier dossier = grant.dossier();
    return link.isPresent()
        ? hash(link.get())
            .flatMap(dossier::question)
            .map(question ->
                new MailBounced(question.sought().asked(), Optional.of(question.sought().link())))
            .filter(bounce -> bounce.to().email().equalsIgnoreCase(address))
        : person(address)
            .filter(dossier::getsNews)
            .map(person -> new MailBounced(person, Optional.empty()));
  }

  private static Optional<Person> person(String address) {
    try {
      return Optional.of(Person.of(address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isNoted(History history, MailBounced bounce) {
    return history.entries().stream().anyMatch(entry -> entry.event().equals(bounce));
  }

  private static Optional<Sha256> hash(String hex) {
    return Stream.of(hex).filter(text -> text.matches("[0-9a-f]{64}")).map(Sha256::new).findFirst();
  }

  private static Optional<String> tag(JsonNode detail, String name) {
    List<JsonNode> values = detail.path("mail").path("tags").path(name).valueStream().toList();
    return values.stream().map(NoteBounce::text).findFirst();
  }

  private static String text(JsonNode node) {
    return node.stringValue("");
  }
}
