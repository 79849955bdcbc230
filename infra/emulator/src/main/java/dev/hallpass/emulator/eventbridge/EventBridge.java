package dev.hallpass.emulator.eventbridge;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.ses.Bounce;
import dev.hallpass.emulator.ses.SentMail;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.StatusChange;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// EventBridge in memory. It calls functions by schedule, when an execution begins or ends, when a
/// mail bounces, and for events that are put on a bus. The line decides how late and how often. As
/// on AWS, a failed or refused call is not reported.
public final class EventBridge {

  /// The time until a mail bounces.
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final PseudoParameters place;
  private final Timeline timeline;
  private final InMemoryLambda lambda;
  private final Supplier<NetworkLink> line;
  private final List<EventRule> rules = new CopyOnWriteArrayList<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  /// An event that was put on a bus.
  private record Taken(String bus, JsonNode event) {}

  public EventBridge(
      PseudoParameters place,
      Timeline timeline,
      InMemoryLambda lambda,
      Supplier<NetworkLink> line) {
    this.place = place;
    this.timeline = timeline;
    this.lambda = lambda;
    this.line = line;
  }

  public void add(EventRule rule) {
    rules.add(rule);
    schedule(rule);
  }

  private void schedule(EventRule rule) {
    rule.every()
        .ifPresent(every ->
            timeline.schedule(
                timeline.instant().plus(every),
                () -> {
                  call(rule, event("aws.events", "Scheduled Event", rule.arn()));
                  schedule(rule);
                }));
  }

  /// [Source]( https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html)
  public void executionChanged(StatusChange change) {
    ObjectNode event =
        event("aws.states", "Step Functions Execution Status Change", change.executionArn());
    ObjectNode detail = event.withObject("/detail");
    detail
        .put("executionArn", change.executionArn())
        .put("stateMachineArn", change.stateMachineArn())
        .put("name", change.name())
        .put("status", change.status().toString())
        .put("startDate", change.startDate().toEpochMilli());
    change.stopDate().ifPresent(stop -> detail.put("stopDate", stop.toEpochMilli()));
    passOn(event);
  }

  /// Lets the mail bounce after a moment. [Source](
  /// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-eventbridge-examples.html)
  public void mailBounced(Bounce bounce) {
    timeline.schedule(timeline.instant().plus(A_MOMENT), () -> passOn(event(bounce)));
  }

  private ObjectNode event(Bounce bounce) {
    String set = place.arn("ses", "configuration-set/" + bounce.configurationSet());
    ObjectNode event = event("aws.ses", "Email Bounced", set);
    ObjectNode detail = event.withObject("/detail").put("eventType", "Bounce");
    ObjectNode said =
        detail
            .putObject("bounce")
            .put("feedbackId", bounce.id())
            .put("bounceType", "Permanent")
            .put("bounceSubType", "General")
            .put("timestamp", timeline.instant().toString());
    ArrayNode recipients = said.putArray("bouncedRecipients");
    for (String recipient : bounce.recipients()) {
      recipients
          .addObject()
          .put("emailAddress", recipient)
          .put("action", "failed")
          .put("status", "5.1.1");
    }
    SentMail sent = bounce.mail();
    ObjectNode mail =
        detail
            .putObject("mail")
            .put("timestamp", sent.at().toString())
            .put("source", sent.from())
            .put("sendingAccountId", place.account())
            .put("messageId", sent.id());
    sent.to().forEach(mail.putArray("destination")::add);
    ObjectNode tags = mail.putObject("tags");
    tags.putArray("ses:configuration-set").add(bounce.configurationSet());
    sent.tags().forEach((name, value) -> tags.putArray(name).add(value));
    return event;
  }

  /// Takes an event for a bus.
  void put(String bus, ObjectNode event) {
    taken.add(new Taken(bus, event));
    passOn(bus, event);
  }

  /// All events that were put on a bus, in order.
  public List<JsonNode> taken(String bus) {
    return taken.stream().filter(one -> one.bus().equals(bus)).map(Taken::event).toList();
  }

  /// Takes an event of AWS itself.
  public void passOn(ObjectNode event) {
    passOn(EventRule.DEFAULT_BUS, event);
  }

  private void passOn(String bus, ObjectNode event) {
    rules.stream()
        .filter(rule -> rule.bus().equals(bus) && rule.matches(event))
        .forEach(rule -> call(rule, event));
  }

  private ObjectNode event(String source, String type, String resource) {
    ObjectNode event =
        JsonMapper.shared()
            .createObjectNode()
            .put("version", "0")
            .put("detail-type", type)
            .put("source", source)
            .put("account", place.account())
            .put("time", timeline.instant().toString())
            .put("region", place.region());
    event.putArray("resources").add(resource);
    event.putObject("detail");
    return event;
  }

  private void call(EventRule rule, ObjectNode event) {
    String payload = event.toString();
    for (String function : rule.functions()) {
      for (Duration delay : line.get().deliveries(function)) {
        if (delay.isZero()) {
          call(rule, function, payload);
        } else {
          timeline.schedule(timeline.instant().plus(delay), () -> call(rule, function, payload));
        }
      }
    }
  }

  private void call(EventRule rule, String function, String payload) {
    try {
      lambda.invoke("events.amazonaws.com", rule.arn(), function, payload);
    } catch (FunctionError _) {
      // The next scheduled call makes up for it.
    }
  }
}
