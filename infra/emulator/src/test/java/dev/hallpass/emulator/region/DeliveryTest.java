package dev.hallpass.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.authorization.NetworkLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;

/// How late and how often EventBridge's events reach a function.
class DeliveryTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String RULES =
      """
      "EachMinute": {"Type": "AWS::Events::Rule", "Properties": {
        "ScheduleExpression": "rate(1 minute)",
        "Targets": [{"Id": "Target0", "Arn": {"Ref": "Alias"}}]
      }},
      "Executions": {"Type": "AWS::Events::Rule", "Properties": {
        "EventPattern": {"source": ["aws.states"]},
        "Targets": [{"Id": "Target0", "Arn": {"Ref": "Alias"}}]
      }},
      "PermissionByTime": {"Type": "AWS::Lambda::Permission", "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Alias"},
        "Principal": "events.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["EachMinute", "Arn"]}
      }},
      "PermissionByPattern": {"Type": "AWS::Lambda::Permission", "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Alias"},
        "Principal": "events.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["Executions", "Arn"]}
      }}
      """;

  private final List<String> asked = new ArrayList<>();
  private final SampleRegion sample = new SampleRegion(RULES);

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void anEventReachesAFunctionAsLateAndAsOftenAsTheLineSays() {
    deliver(
        List.of(List.of(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(20)), List.of()));
    sample.timeline.advance(MINUTE.multipliedBy(2));

    assertThat(sample.calledAfter)
        .containsExactly(MINUTE, MINUTE.plusSeconds(5), MINUTE.plusSeconds(20));
    assertThat(sample.events).containsOnly(sample.events.getFirst());
    assertThat(sample.events.getFirst().path("time").asString()).isEqualTo("2026-11-22T10:01:00Z");
    assertThat(asked).containsOnly(SampleRegion.ALIAS);
  }

  @Test
  void theEndOfAnExecutionMayReachAFunctionBeforeItsBeginning() {
    deliver(List.of(List.of(Duration.ofSeconds(9)), List.of(Duration.ofSeconds(3))));
    CreateStateMachineResponse machine =
        sample
            .region
            .stepFunctions()
            .createStateMachine(made ->
                made.name("ends")
                    .roleArn("arn:aws:iam::111122223333:role/worker")
                    .definition(
                        """
                        {"QueryLanguage": "JSONata", "StartAt": "End",
                         "States": {"End": {"Type": "Succeed"}}}
                        """));
    sample
        .region
        .stepFunctions()
        .startExecution(start -> start.stateMachineArn(machine.stateMachineArn()));
    sample.timeline.advance(Duration.ofSeconds(10));

    assertThat(sample.events)
        .extracting(event -> event.at("/detail/status").asString())
        .containsExactly("SUCCEEDED", "RUNNING");
  }

  @Test
  void anEventReachesAFunctionOnceAndAtOnceWhereTheLineSaysNothing() {
    sample.accounts.connectBy(new NetworkLink() {});
    sample.timeline.advance(MINUTE.multipliedBy(2));

    assertThat(sample.calledAfter).containsExactly(MINUTE, MINUTE.multipliedBy(2));
  }

  /// Lets each event arrive as the next of these says.
  private void deliver(List<List<Duration>> deliveries) {
    Iterator<List<Duration>> next = deliveries.iterator();
    sample.accounts.connectBy(
        new NetworkLink() {
          @Override
          public List<Duration> deliveries(String function) {
            asked.add(function);
            return next.next();
          }
        });
  }
}
