package dev.hallpass.infra.bus;

import dev.hallpass.catalog.Installation.Workflow;
import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/// The event bus on which workflows of other systems ask for access for people, and give it back.
/// Its policy makes the source of an event name the role that put it.
public final class WorkflowEvents extends Construct {

  private static final String PUT = "events:PutEvents";

  private final EventBus bus;

  /// @param hearEvents the function that hears them
  /// @param workflows one at least
  public WorkflowEvents(Construct scope, Handler hearEvents, List<Workflow> workflows) {
    super(scope, "Workflows");
    bus =
        EventBus.Builder.create(this, "Bus")
            .description("Events by which workflows ask Hallpass for access for people")
            .build();
    keep("OnlyWorkflows", onlyBy(workflows.stream().map(Workflow::role).distinct().toList()));
    for (int i = 0; i < workflows.size(); i++) {
      keep("Lets" + i, lets(i, workflows.get(i)));
      keep("Source" + i, onlyItsSource(i, workflows.get(i)));
    }
    Rule.Builder.create(this, "Heard")
        .description("Calls Hallpass for each event of a workflow")
        .eventBus(bus)
        .eventPattern(
            EventPattern.builder()
                .source(workflows.stream().map(Workflow::source).toList())
                .detailType(List.of("ask", "give-back"))
                .build())
        .targets(List.of(LambdaFunction.Builder.create(hearEvents.live()).build()))
        .build();
    // A flood of events leaves room for all others.
    hearEvents.reserve(2);
    hearEvents
        .live()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder()
                .maxEventAge(Duration.hours(1))
                .retryAttempts(2)
                .build());
  }

  private PolicyStatement onlyBy(List<String> roles) {
    return new ResourceDenial("OnlyWorkflowsPutEvents", PUT)
        .on(bus.getEventBusArn())
        .except(roles)
        .statement();
  }

  /// Also from another account, whose own policies do not suffice.
  private PolicyStatement lets(int place, Workflow workflow) {
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("ArnEquals", Map.of("aws:PrincipalArn", workflow.role()));
    conditions.put("ForAllValues:StringEquals", Map.of("events:source", workflow.source()));
    return statement(
        "LetsWorkflow" + place,
        Effect.ALLOW,
        new AccountPrincipal(workflow.role().split(":", 6)[4]),
        conditions);
  }

  /// The function believes the source. So a role that one workflow has names no other.
  private PolicyStatement onlyItsSource(int place, Workflow workflow) {
    Map<String, Object> conditions = new TreeMap<>();
    conditions.put("ArnNotEquals", Map.of("aws:PrincipalArn", workflow.role()));
    // One call can have entries of several sources.
    conditions.put("ForAnyValue:StringEquals", Map.of("events:source", workflow.source()));
    return statement("SourceOfWorkflow" + place, Effect.DENY, new AnyPrincipal(), conditions);
  }

  private PolicyStatement statement(
      String sid, Effect effect, IPrincipal principal, Map<String, Object> conditions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .effect(effect)
        .principals(List.of(principal))
        .actions(List.of(PUT))
        .resources(List.of(bus.getEventBusArn()))
        .conditions(conditions)
        .build();
  }

  private void keep(String id, PolicyStatement statement) {
    CfnEventBusPolicy.Builder.create(this, id)
        .eventBusName(bus.getEventBusName())
        .statementId(statement.getSid())
        .statement(statement.toStatementJson())
        .build();
  }

  /// Lets a function read who may put events on the bus.
  public void describableBy(Handler handler) {
    handler.allow(List.of("events:DescribeEventBus"), List.of(bus.getEventBusArn()));
  }

  public String name() {
    return bus.getEventBusName();
  }

  public String arn() {
    return bus.getEventBusArn();
  }
}
