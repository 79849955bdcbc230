package dev.hallpass.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.infra.Deployment;
import dev.hallpass.infra.Synthesis;
import java.io.IOException;
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
  void countsInTheLogOfTheTrail(Deployment deployment) {
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
  }

  @Test
  void countsEachInvocationByOthers(Deployment deployment) throws IOException {
    String filter = filter(deployment);

    assertThat(CallSamples.of("invoked"))
        .allSatisfy((name, call) ->
            assertThat(LogFilter.matches(filter, call.path("detail"))).as(name).isTrue());
  }

  @Test
  void countsNoInvocationByTheServicesThatSendGoodEvents(Deployment deployment) throws IOException {
    String filter = filter(deployment);

    assertThat(CallSamples.of("expected").keySet()).anyMatch(name -> name.startsWith("invoked-"));
    assertThat(CallSamples.of("expected"))
        .allSatisfy((name, call) ->
            assertThat(LogFilter.matches(filter, call.path("detail"))).as(name).isFalse());
  }

  /// CloudWatch Logs takes 1,024 characters (source: CloudWatch Logs, PutMetricFilter).
  @Test
  void itsFilterIsNoLongerThanCloudWatchTakes(Deployment deployment) {
    assertThat(filter(deployment)).hasSizeLessThan(1024);
  }

  private static String filter(Deployment deployment) {
    return CallSamples.hub(deployment).resources("AWS::Logs::MetricFilter").stream()
        .map(TemplateResource::properties)
        .filter(one ->
            one.at("/MetricTransformations/0/MetricName").asString().equals("InvokedByOthers"))
        .map(one -> one.path("FilterPattern").asString())
        .findFirst()
        .orElseThrow();
  }
}
