package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(Synthesis.class)
class InvocationTrailTest {

  @Test
  void recordsWhoInvokesEachFunctionAndNothingElse(Deployment deployment) {
    JsonNode trail = deployment.only("AWS::CloudTrail::Trail").path("Properties");
    JsonNode fields = trail.at("/AdvancedEventSelectors/0/FieldSelectors");

    assertThat(trail.path("IsLogging").asBoolean(false)).isTrue();
    assertThat(trail.path("AdvancedEventSelectors")).hasSize(1);
    assertThat(fields.at("/0/Equals/0").asString()).isEqualTo("Data");
    assertThat(fields.at("/1/Equals/0").asString()).isEqualTo("AWS::Lambda::Function");
    assertThat(
            fields.at("/2/StartsWith").valueStream().map(arn -> arn.at("/Fn::GetAtt/0").asString()))
        .containsExactlyInAnyOrderElementsOf(
            deployment.properties("AWS::Lambda::Function").keySet());
  }

  @Test
  void countsWhoIsNoServiceThatSendsGoodEvents(Deployment deployment) {
    JsonNode filter =
        deployment.properties("AWS::Logs::MetricFilter").values().stream()
            .filter(one ->
                one.at("/MetricTransformations/0/MetricName").asString().equals("InvokedByOthers"))
            .findFirst()
            .orElseThrow();

    assertThat(filter.path("LogGroupName").path("Ref").asString())
        .isEqualTo(
            deployment
                .only("AWS::CloudTrail::Trail")
                .at("/Properties/CloudWatchLogsLogGroupArn/Fn::GetAtt/0")
                .asString());
    assertThat(filter.path("FilterPattern").asString())
        .isEqualTo(
            "{ ($.eventName = \"Invoke*\") && (($.userIdentity.invokedBy NOT EXISTS)"
                + " || (($.userIdentity.invokedBy != \"apigateway.amazonaws.com\")"
                + " && ($.userIdentity.invokedBy != \"states.amazonaws.com\")"
                + " && ($.userIdentity.invokedBy != \"events.amazonaws.com\")"
                + " && ($.userIdentity.invokedBy != \"lambda.amazonaws.com\"))) }");
  }
}
