package dev.hallpass.emulator.region;

import dev.hallpass.emulator.AwsErrors;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.databind.JsonNode;

/// The rules of the default event bus as its operations show and change them. Events go by the
/// rules of the stack all the same: [EventBridge] does not see a change.
final class InMemoryEventRules implements EventBridgeClient {

  private final Map<String, PutRuleRequest> rules = new ConcurrentHashMap<>();
  private final Map<String, List<Target>> targets = new ConcurrentHashMap<>();

  void add(Stack stack) {
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
        .orElseThrow(() ->
            AwsErrors.fill(
                    ResourceNotFoundException.builder(),
                    "EventBridge",
                    "ResourceNotFoundException",
                    400,
                    "Rule " + name + " does not exist on EventBus default.")
                .build());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
