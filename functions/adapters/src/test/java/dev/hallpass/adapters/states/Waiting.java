package dev.hallpass.adapters.states;

import static dev.hallpass.grant.Examples.NOON;

import dev.hallpass.adapters.faults.Faults;
import dev.hallpass.emulator.states.InMemoryStepFunctions;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.grant.Doorbell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;

/// A state machine whose executions wait a minute for a ring, and the line to it.
final class Waiting {

  private static final String DEFINITION =
      """
      {
        "QueryLanguage": "JSONata",
        "StartAt": "Wait",
        "States": {
          "Wait": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Arguments": {
              "FunctionName": "Hang",
              "Payload": "{% $states.context.Task.Token %}"
            },
            "TimeoutSeconds": 60,
            "End": true
          }
        }
      }
      """;

  private final VirtualTimeline timeline = new VirtualTimeline(NOON);
  private final Faults faults = new Faults(SfnException::builder, "ThrottlingException");
  private final List<Doorbell> doorbells = new ArrayList<>();
  private final SfnClient states;
  private final String machine;

  Waiting(long seed) {
    states =
        new InMemoryStepFunctions(
                "eu-central-1", "111122223333", timeline, this::hang, new Random(seed))
            .client();
    machine =
        states
            .createStateMachine(waiting ->
                waiting
                    .name("waiting")
                    .roleArn("arn:aws:iam::111122223333:role/waiting")
                    .definition(DEFINITION))
            .stateMachineArn();
  }

  private String hang(String function, String token) {
    doorbells.add(new Doorbell(token.replace("\"", "")));
    return "{}";
  }

  Faults faults() {
    return faults;
  }

  /// The line to it, on which calls can go wrong.
  SfnClient line() {
    return new FaultySfn(states, faults);
  }

  String machine() {
    return machine;
  }

  /// Lets time pass.
  void pass(Duration time) {
    timeline.advance(time);
  }

  /// The doorbells hung so far.
  List<Doorbell> doorbells() {
    return List.copyOf(doorbells);
  }

  List<String> executions() {
    return states.listExecutions(all -> all.stateMachineArn(machine)).executions().stream()
        .map(ExecutionListItem::name)
        .toList();
  }

  DescribeExecutionResponse execution(String name) {
    String arn = machine.replace(":stateMachine:", ":execution:") + ":" + name;
    return states.describeExecution(execution -> execution.executionArn(arn));
  }
}
