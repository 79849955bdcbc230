package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.eventbridge.EventPattern;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Samples of calls, as EventBridge gets them: those in `watched` are mailed, those in `expected`
/// are not.
@ExtendWith(Synthesis.class)
class WatchedCallsTest {

  @Test
  void whatTouchesAPartOfHallpassIsMailed(Deployment deployment) throws IOException {
    Map<String, JsonNode> rules = rules(deployment);

    assertThat(CallSamples.of("watched"))
        .allSatisfy((name, call) -> assertThat(matching(rules, call)).as(name).isNotEmpty());
  }

  @Test
  void eachRuleHasASample(Deployment deployment) throws IOException {
    Map<String, JsonNode> rules = rules(deployment);

    assertThat(
            CallSamples.of("watched").values().stream()
                .flatMap(call -> matching(rules, call).stream())
                .collect(Collectors.toSet()))
        .isEqualTo(rules.keySet());
  }

  @Test
  void whatADeploymentHallpassOrAnOutsiderDoesElsewhereIsNotMailed(Deployment deployment)
      throws IOException {
    Map<String, JsonNode> rules = rules(deployment);

    assertThat(CallSamples.of("expected"))
        .allSatisfy((name, call) -> assertThat(matching(rules, call)).as(name).isEmpty());
  }

  /// Whoever assumes the deploying role deploys nothing.
  @Test
  void theDeployingRoleIsExpectedOnlyWhereCloudFormationCalls(Deployment deployment)
      throws IOException {
    Map<String, JsonNode> rules = rules(deployment);
    JsonNode call =
        Objects.requireNonNull(CallSamples.of("watched").get("deploying-role-assumed.json"));

    assertThat(call.at("/detail/userIdentity/sessionContext/sessionIssuer/arn").asString())
        .contains("cfn-exec-role");
    assertThat(matching(rules, call)).containsExactly("Functions");
  }

  @Test
  void noPatternIsLongerThanEventBridgeTakes(Deployment deployment) {
    assertThat(rules(deployment))
        .allSatisfy((name, rule) ->
            assertThat(rule.path("EventPattern").toString()).as(name).hasSizeLessThan(2048));
  }

  @Test
  void aMailHasNothingThatTheCallerGave(Deployment deployment) {
    String topic = List.copyOf(deployment.properties("AWS::SNS::Topic").keySet()).getFirst();

    assertThat(rules(deployment).values())
        .allSatisfy(rule -> {
          JsonNode target = rule.path("Targets").path(0);
          assertThat(rule.path("Targets").size()).isEqualTo(1);
          assertThat(target.path("Arn").asString()).contains(":sns:").contains(topic);
          assertThat(target.at("/InputTransformer/InputPathsMap").valueStream())
              .extracting(JsonNode::asString)
              .noneMatch(path -> path.contains("requestParameters"))
              .noneMatch(path -> path.contains("responseElements"));
          assertThat(target.at("/InputTransformer/InputTemplate").asString())
              .startsWith("\"SECURITY: <caller>")
              .contains("<call>", "<at>", "infra/README.md")
              .doesNotContain("\n")
              .endsWith("\"");
        });
  }

  /// By default EventBridge leaves out calls that only read, and takes `AssumeRole` for one.
  @Test
  void sessionsAreSeenAlthoughTheyOnlyRead(Deployment deployment) {
    assertThat(rules(deployment))
        .allSatisfy((name, rule) -> {
          boolean reads =
              name.startsWith("Sessions") || name.endsWith("Key") || name.equals("Keys");
          assertThat(rule.path("State").asString())
              .as(name)
              .isEqualTo(reads ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED");
        });
  }

  @Test
  void whatIsSeenInAnotherAccountOrRegionIsForwarded(Deployment deployment) throws IOException {
    Map<String, JsonNode> hub = forwarding(deployment, "111122223333", "us-east-1");
    Map<String, JsonNode> here = forwarding(deployment, "111122223333", "eu-central-1");
    Map<String, JsonNode> other = forwarding(deployment, "444455556666", "us-east-1");

    assertThat(CallSamples.of("watched").values())
        .filteredOn(call -> Set.of("aws.iam", "aws.sts").contains(call.path("source").asString()))
        .isNotEmpty()
        .allSatisfy(call -> {
          boolean ofHub = call.path("account").asString().equals("111122223333");
          if (call.path("region").asString().equals("us-east-1")) {
            assertThat(matching(ofHub ? hub : other, call)).isNotEmpty();
          }
          assertThat(matching(here, call)).allMatch(_ -> isElsewhere(call));
        });
  }

  private static boolean isElsewhere(JsonNode call) {
    return !call.path("region").asString().equals("eu-central-1");
  }

  @Test
  void onlyTheRolesOfTheOtherAccountsSendCalls(Deployment deployment) {
    assertThat(deployment.properties("AWS::Events::EventBusPolicy").values())
        .filteredOn(policy -> !policy.path("EventBusName").isObject())
        .singleElement()
        .satisfies(policy -> {
          JsonNode statement = policy.path("Statement");
          assertThat(statement.path("Action").asString()).isEqualTo("events:PutEvents");
          assertThat(Deployment.shown(statement.at("/Principal/AWS")))
              .isEqualTo("arn:${AWS::Partition}:iam::444455556666:root");
          assertThat(Deployment.shown(statement.at("/Condition/ArnLike").path("aws:PrincipalArn")))
              .isEqualTo("arn:${AWS::Partition}:iam::444455556666:role/hallpass-calls-*");
        });
  }

  private static Set<String> matching(Map<String, JsonNode> rules, JsonNode call) {
    Set<String> names = new TreeSet<>();
    rules.forEach((name, rule) -> {
      if (new EventPattern(rule.path("EventPattern")).matches(call)) {
        names.add(name);
      }
    });
    return names;
  }

  private static Map<String, JsonNode> rules(Deployment deployment) {
    return rules("WatchCalls", CallSamples.hub(deployment));
  }

  private static Map<String, JsonNode> forwarding(
      Deployment deployment, String account, String region) {
    CloudFormationTemplate template =
        CloudFormationTemplate.parse(
            deployment
                .calls(account)
                .template()
                .toString()
                .replace("{\"Ref\":\"HubRegion\"}", "\"eu-central-1\""));
    return rules(
        "Calls",
        new Stack("HallpassCalls", template, new PseudoParameters("aws", region, account)));
  }

  private static Map<String, JsonNode> rules(String construct, Stack stack) {
    Map<String, JsonNode> rules = new TreeMap<>();
    for (TemplateResource rule : stack.resources("AWS::Events::Rule")) {
      if (rule.id().startsWith(construct)) {
        rules.put(name(rule.id().substring(construct.length())), rule.properties());
      }
    }
    return rules;
  }

  /// Without the hash that the CDK puts behind it.
  private static String name(String id) {
    return id.replaceAll("[0-9A-F]{8}$", "");
  }
}
