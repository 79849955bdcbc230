package dev.hallpass.emulator.eventbridge;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.policy.NamedPolicy;
import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.emulator.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The event buses with their rules as EventBridge's operations show and change them. Events go by
/// the rules of the stack all the same: [EventBridge] does not see a change.
public final class InMemoryEventRules implements EventBridgeClient {
  private final PseudoParameters place;
  private final Timeline timeline;
  private final EventBridge events;
  private final AtomicInteger put = new AtomicInteger();
  private final Set<String> buses = ConcurrentHashMap.newKeySet();
  private final Map<String, JsonNode> policies = new ConcurrentHashMap<>();

  private final Map<String, PutRuleRequest> rules = new ConcurrentHashMap<>();
  private final Map<String, List<Target>> targets = new ConcurrentHashMap<>();

  public InMemoryEventRules(PseudoParameters place, Timeline timeline, EventBridge events) {
    this.place = place;
    this.timeline = timeline;
    this.events = events;
  }

  public void add(Stack stack) {
    for (TemplateResource bus : stack.resources("AWS::Events::EventBus")) {
      buses.add(stack.ref(bus.id()));
    }
    for (TemplateResource policy : stack.resources("AWS::Events::EventBusPolicy")) {
      ObjectNode statement = (ObjectNode) policy.properties().path("Statement").deepCopy();
      statement.put("Sid", policy.text("StatementId"));
      policies.merge(
          policy.optional("EventBusName").orElse(EventRule.DEFAULT_BUS),
          document(List.of(statement)),
          (old, more) -> document(Stream.concat(statements(old), Stream.of(statement)).toList()));
    }
    for (TemplateResource rule : stack.resources("AWS::Events::Rule")) {
      String name = stack.ref(rule.id());
      JsonNode pattern = rule.properties().path("EventPattern");
      rules.put(
          name,
          PutRuleRequest.builder()
              .name(name)
              .state(rule.optional("State").orElse("ENABLED"))
              .scheduleExpression(rule.optional("ScheduleExpression").orElse(null))
              .eventPattern(pattern.isObject() ? pattern.toString() : null)
              .build());
      targets.put(
          name,
          rule.properties().path("Targets").valueStream().map(InMemoryEventRules::target).toList());
    }
  }

  private static Target target(JsonNode target) {
    return Target.builder()
        .id(target.path("Id").asString())
        .arn(target.path("Arn").asString())
        .roleArn(text(target.path("RoleArn")))
        .inputTransformer(
            Optional.of(target.path("InputTransformer"))
                .filter(JsonNode::isObject)
                .map(text ->
                    InputTransformer.builder()
                        .inputTemplate(text.path("InputTemplate").asString())
                        .build())
                .orElse(null))
        .build();
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static JsonNode document(List<JsonNode> statements) {
    ObjectNode document = JsonMapper.shared().createObjectNode().put("Version", "2012-10-17");
    statements.forEach(document.putArray("Statement")::add);
    return document;
  }

  private static Stream<JsonNode> statements(JsonNode document) {
    return document.path("Statement").valueStream();
  }

  /// The policy of a bus; empty if it has none.
  public List<NamedPolicy> policies(String arn) {
    return Optional.ofNullable(policies.get(arn.substring(arn.indexOf('/') + 1))).stream()
        .map(policy -> new NamedPolicy(arn, PolicyDocument.resource(policy.toString())))
        .toList();
  }

  @Override
  public DescribeEventBusResponse describeEventBus(DescribeEventBusRequest request) {
    String bus = existing(request.name());
    return DescribeEventBusResponse.builder()
        .name(bus)
        .arn(place.arn("events", "event-bus/" + bus))
        .policy(Optional.ofNullable(policies.get(bus)).map(JsonNode::toString).orElse(null))
        .build();
  }

  @Override
  public DeleteEventBusResponse deleteEventBus(DeleteEventBusRequest request) {
    buses.remove(request.name());
    policies.remove(request.name());
    return DeleteEventBusResponse.builder().build();
  }

  /// With a whole policy, which takes the place of the one that is there. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html)
  @Override
  public PutPermissionResponse putPermission(PutPermissionRequest request) {
    if (request.policy() == null) {
      throw new UnsupportedOperationException("A permission without a policy is not emulated");
    }
    policies.put(existing(request.eventBusName()), JsonMapper.shared().readTree(request.policy()));
    return PutPermissionResponse.builder().build();
  }

  @Override
  public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
    String bus = existing(request.eventBusName());
    if (Boolean.TRUE.equals(request.removeAllPermissions())) {
      policies.remove(bus);
    } else {
      List<JsonNode> left =
          Optional.ofNullable(policies.get(bus)).stream()
              .flatMap(InMemoryEventRules::statements)
              .filter(one -> !one.path("Sid").asString().equals(request.statementId()))
              .toList();
      if (left.isEmpty()) {
        policies.remove(bus);
      } else {
        policies.put(bus, document(left));
      }
    }
    return RemovePermissionResponse.builder().build();
  }

  private String existing(@Nullable String bus) {
    if (bus == null || bus.equals(EventRule.DEFAULT_BUS)) {
      return EventRule.DEFAULT_BUS;
    }
    if (!buses.contains(bus)) {
      throw missing("Event bus " + bus + " does not exist.");
    }
    return bus;
  }

  /// Takes each entry for itself, and says of each whether it was taken. [Source](
  /// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html)
  @Override
  public PutEventsResponse putEvents(PutEventsRequest request) {
    List<PutEventsResultEntry> results = request.entries().stream().map(this::put).toList();
    long failed = results.stream().filter(one -> one.errorCode() != null).count();
    return PutEventsResponse.builder().failedEntryCount((int) failed).entries(results).build();
  }

  private PutEventsResultEntry put(PutEventsRequestEntry entry) {
    String bus = entry.eventBusName().substring(entry.eventBusName().lastIndexOf('/') + 1);
    if (!buses.contains(bus)) {
      throw new UnsupportedOperationException("The event bus %s is not emulated".formatted(bus));
    }
    if (entry.source().startsWith("aws.")) {
      return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    if (!isObject(entry.detail())) {
      return failed("MalformedDetail", "Detail is malformed.");
    }
    String id = new UUID(0, put.incrementAndGet()).toString();
    ObjectNode event =
        JsonMapper.shared()
            .createObjectNode()
            .put("version", "0")
            .put("id", id)
            .put("detail-type", entry.detailType())
            .put("source", entry.source())
            .put("account", place.account())
            .put("time", Optional.ofNullable(entry.time()).orElseGet(timeline::instant).toString())
            .put("region", place.region());
    entry.resources().forEach(event.putArray("resources")::add);
    event.set("detail", JsonMapper.shared().readTree(entry.detail()));
    events.put(bus, event);
    return PutEventsResultEntry.builder().eventId(id).build();
  }

  private static boolean isObject(String detail) {
    try {
      return JsonMapper.shared().readTree(detail).isObject();
    } catch (JacksonException _) {
      return false;
    }
  }

  private static PutEventsResultEntry failed(String code, String message) {
    return PutEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
  }

  @Override
  public DescribeRuleResponse describeRule(DescribeRuleRequest request) {
    PutRuleRequest rule = rule(request.name());
    return DescribeRuleResponse.builder()
        .name(rule.name())
        .state(rule.state())
        .scheduleExpression(rule.scheduleExpression())
        .eventPattern(rule.eventPattern())
        .build();
  }

  @Override
  public ListTargetsByRuleResponse listTargetsByRule(ListTargetsByRuleRequest request) {
    return ListTargetsByRuleResponse.builder()
        .targets(targets.getOrDefault(rule(request.rule()).name(), List.of()))
        .build();
  }

  @Override
  public PutRuleResponse putRule(PutRuleRequest request) {
    rules.put(request.name(), request);
    return PutRuleResponse.builder().build();
  }

  @Override
  public PutTargetsResponse putTargets(PutTargetsRequest request) {
    List<String> replaced = request.targets().stream().map(Target::id).toList();
    targets.merge(
        rule(request.rule()).name(),
        request.targets(),
        (old, more) -> Stream.concat(without(replaced, old), more.stream()).toList());
    return PutTargetsResponse.builder().failedEntryCount(0).build();
  }

  @Override
  public RemoveTargetsResponse removeTargets(RemoveTargetsRequest request) {
    targets.computeIfPresent(
        rule(request.rule()).name(), (_, old) -> without(request.ids(), old).toList());
    return RemoveTargetsResponse.builder().failedEntryCount(0).build();
  }

  private static Stream<Target> without(List<String> ids, List<Target> targets) {
    return targets.stream().filter(target -> !ids.contains(target.id()));
  }

  private PutRuleRequest rule(String name) {
    return Optional.ofNullable(rules.get(name))
        .orElseThrow(() -> missing("Rule " + name + " does not exist on EventBus default."));
  }

  private static AwsServiceException missing(String message) {
    return AwsErrors.fill(
            ResourceNotFoundException.builder(),
            "EventBridge",
            "ResourceNotFoundException",
            400,
            message)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
