package dev.hallpass.emulator.region;

import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.states.FunctionError;
import dev.hallpass.emulator.states.StatusChange;
import dev.hallpass.emulator.template.Place;
import dev.hallpass.emulator.time.Timeline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// EventBridge in memory: it calls functions by time, and when an execution begins or ends. As on
/// AWS nobody hears of a call that failed, or that a function's policy refused.
final class EventBridge {
  private final Place place;
  private final Timeline timeline;
  private final InMemoryLambda lambda;
  private final List<EventRule> rules = new CopyOnWriteArrayList<>();

  EventBridge(Place place, Timeline timeline, InMemoryLambda lambda) {
    this.place = place;
    this.timeline = timeline;
    this.lambda = lambda;
  }

  void add(EventRule rule) {
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
  void executionChanged(StatusChange change) {
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
    rules.stream().filter(rule -> rule.matches(event)).forEach(rule -> call(rule, event));
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
    for (String function : rule.functions()) {
      try {
        lambda.invoke("events.amazonaws.com", rule.arn(), function, event.toString());
      } catch (FunctionError _) {
        // The next call by time makes up for it.
      }
    }
  }
}
