package dev.hallpass.infra.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class BouncesTest {

  private static final String SET = "AWS::SES::ConfigurationSet";

  @Test
  void mailsThatComeBackAreToldToTheDefaultBus(Deployment deployment) {
    String set = deployment.properties(SET).keySet().iterator().next();

    assertThat(
            deployment.properties("AWS::SES::ConfigurationSetEventDestination").values().stream()
                .filter(one -> one.path("EventDestination").has("EventBridgeDestination")))
        .singleElement()
        .satisfies(one -> {
          JsonNode destination = one.path("EventDestination");
          assertThat(one.at("/ConfigurationSetName/Ref").asString()).isEqualTo(set);
          assertThat(destination.path("Enabled").asBoolean()).isTrue();
          assertThat(destination.path("MatchingEventTypes").toString())
              .isEqualTo("[\"bounce\",\"complaint\",\"reject\"]");
          assertThat(Deployment.shown(destination.at("/EventBridgeDestination/EventBusArn")))
              .isEqualTo(
                  "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default");
        });
  }

  @Test
  void onlyOurOwnMailsCallTheFunction(Deployment deployment) {
    String set = deployment.properties(SET).keySet().iterator().next();
    JsonNode rule = rule(deployment).getValue();

    assertThat(rule.path("State").asString()).isEqualTo("ENABLED");
    assertThat(rule.at("/EventPattern/source").toString()).isEqualTo("[\"aws.ses\"]");
    assertThat(rule.at("/EventPattern/detail-type").toString()).isEqualTo("[\"Email Bounced\"]");
    assertThat(rule.at("/EventPattern/detail").toString())
        .isEqualTo(
            "{\"mail\":{\"tags\":{\"ses:configuration-set\":[{\"Ref\":\"%s\"}]}}}".formatted(set));
    assertThat(rule.path("Targets").valueStream())
        .singleElement()
        .satisfies(target ->
            assertThat(target.at("/Arn/Ref").asString()).isEqualTo(deployment.alias("NoteBounce")));
  }

  @Test
  void nobodyButTheRuleCallsTheFunction(Deployment deployment) {
    assertThat(
            deployment.properties("AWS::Lambda::Permission").values().stream()
                .filter(one ->
                    one.at("/FunctionName/Ref")
                        .asString("")
                        .equals(deployment.alias("NoteBounce"))))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("Principal").asString()).isEqualTo("events.amazonaws.com");
          assertThat(one.at("/SourceArn/Fn::GetAtt/0").asString())
              .isEqualTo(rule(deployment).getKey());
        });
  }

  @Test
  void aCallThatFailsIsMadeAgain(Deployment deployment) {
    // The CDK takes the alias's name out of its ARN.
    assertThat(
            deployment.properties("AWS::Lambda::EventInvokeConfig").values().stream()
                .filter(one ->
                    one.path("Qualifier").toString().contains(deployment.alias("NoteBounce"))))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
          assertThat(one.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(6 * 60 * 60);
        });
  }

  private static Entry<String, JsonNode> rule(Deployment deployment) {
    return deployment.properties("AWS::Events::Rule").entrySet().stream()
        .filter(one -> one.getKey().startsWith("BouncesBounced"))
        .findFirst()
        .orElseThrow();
  }
}
