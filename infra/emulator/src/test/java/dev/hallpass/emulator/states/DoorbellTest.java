package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.states.jsonata.StatesJson;
import dev.hallpass.emulator.time.WallTimeline;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

final class DoorbellTest {
  private static final String CAUGHT =
      """
      "Catch": [{"ErrorEquals": ["%s"], "Next": "B"}], "End": true}, "B": {"Type": "Succeed\"\
      """;
  private final SampleWorkflow workflow = new SampleWorkflow();

  @Test
  void theTaskEndsWithTheOutputThatItsTokensHolderSends() {
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    success(workflow.token(), "{\"yes\": true}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).output()).isEqualTo("{\"yes\":true}");
    assertThat(workflow.eventTypes())
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(
            workflow.event(HistoryEventType.TASK_SUCCEEDED).taskSucceededEventDetails().resource())
        .isEqualTo("invoke.waitForTaskToken");
  }

  @Test
  void aFailureThatTheHolderSendsIsTheTasksError() {
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    workflow.sfn.sendTaskFailure(
        request -> request.taskToken(workflow.token()).error("Refused").cause("by bob"));
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).error()).isEqualTo("Refused");
    assertThat(workflow.describe(execution).cause()).isEqualTo("by bob");
  }

  @Test
  void aFailureWithoutAnErrorIsStillCaughtByACatcherForAllErrors() {
    String execution =
        workflow.start(SampleWorkflow.doorbell(CAUGHT.formatted("States.ALL")), "{}");
    workflow.timeline.runUntilIdle();
    workflow.sfn.sendTaskFailure(request -> request.taskToken(workflow.token()));
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aFunctionMaySendItsOwnTokenBackWhileItRuns() {
    workflow.functionDoes(_ -> {
      success(workflow.token(), "\"early\"");
      return "null";
    });
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).output()).isEqualTo("\"early\"");
    assertThat(workflow.eventTypes()).containsSubsequence("TaskSubmitted", "TaskSucceeded");
  }

  @Test
  void anAnswerThatWasTakenCountsThoughTheFunctionFailsAfterIt() {
    workflow.functionDoes(_ -> {
      success(workflow.token(), "\"early\"");
      throw FunctionError.thrown("Crash", "after the call");
    });
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).output()).isEqualTo("\"early\"");
  }

  @Test
  void aFunctionThatFailsFailsTheTaskAndItsTokenIsWorthNothing() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown("Crash", "no mail");
    });
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).error()).isEqualTo("Crash");
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(() -> success(workflow.token(), "1"));
  }

  @Test
  void anAnswerAfterTheTimeoutIsRefused() {
    String execution =
        workflow.start(SampleWorkflow.doorbell("\"TimeoutSeconds\": 30, \"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).error()).isEqualTo("States.Timeout");
    assertThat(workflow.describe(execution).stopDate())
        .isEqualTo(SampleWorkflow.START.plusSeconds(30));
    assertThat(workflow.event(HistoryEventType.TASK_TIMED_OUT).taskTimedOutEventDetails().error())
        .isEqualTo("States.Timeout");
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(() -> success(workflow.token(), "1"));
  }

  @Test
  void anAnswerTakenAtTheLastInstantIsNotOvertakenByTheTimeout() {
    // Handed in first, so it is before the time-out of the same instant; what it wakes comes after.
    workflow.timeline.schedule(
        SampleWorkflow.START.plusSeconds(30), () -> success(workflow.token(), "\"in time\""));
    String execution =
        workflow.start(SampleWorkflow.doorbell("\"TimeoutSeconds\": 30, \"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).output()).isEqualTo("\"in time\"");
  }

  @Test
  void aTokenAnswersOnce() {
    workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    success(workflow.token(), "1");
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(() -> success(workflow.token(), "2"));
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(
            () -> workflow.sfn.sendTaskHeartbeat(request -> request.taskToken(workflow.token())));
  }

  @Test
  void aTokenThatWasNeverGivenOutIsUnknownAndAnotherTextIsNoToken() {
    assertThatExceptionOfType(TaskDoesNotExistException.class)
        .isThrownBy(() -> success("A".repeat(128), "1"));
    assertThatExceptionOfType(InvalidTokenException.class)
        .isThrownBy(() -> success("no token", "1"));
  }

  @Test
  void anOutputThatIsNotJsonIsRefusedAndTheTokenStaysGood() {
    String execution = workflow.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    workflow.timeline.runUntilIdle();
    assertThatExceptionOfType(InvalidOutputException.class)
        .isThrownBy(() -> success(workflow.token(), "{"));
    success(workflow.token(), "1");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).output()).isEqualTo("1");
  }

  @Test
  void eachTryHasATokenOfItsOwn() {
    workflow.start(
        SampleWorkflow.doorbell(
            """
            "TimeoutSeconds": 10,
            "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
            "End": true\
            """),
        "{}");
    workflow.timeline.advance(Duration.ofSeconds(5));
    String first = workflow.token();
    workflow.timeline.advance(Duration.ofSeconds(10));
    assertThat(workflow.token()).isNotEqualTo(first);
    assertThatExceptionOfType(TaskTimedOutException.class).isThrownBy(() -> success(first, "1"));
  }

  @Test
  void heartbeatsKeepATaskWaitingAndAMissedOneEndsIt() {
    String execution =
        workflow.start(
            SampleWorkflow.doorbell(
                "\"HeartbeatSeconds\": 10, " + CAUGHT.formatted("States.HeartbeatTimeout")),
            "{}");
    for (int i = 0; i < 3; i++) {
      workflow.timeline.advance(Duration.ofSeconds(9));
      workflow.sfn.sendTaskHeartbeat(request -> request.taskToken(workflow.token()));
    }
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).stopDate())
        .isEqualTo(SampleWorkflow.START.plusSeconds(3 * 9 + 10));
    assertThat(workflow.describe(execution).output())
        .isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
  }

  @Test
  void onTheWallClockACallFromAnotherThreadWakesTheTask() throws InterruptedException {
    BlockingQueue<String> tokens = new ArrayBlockingQueue<>(1);
    BlockingQueue<ExecutionStatus> ends = new ArrayBlockingQueue<>(2);
    try (WallTimeline timeline = new WallTimeline()) {
      InMemoryStepFunctions stepFunctions =
          new InMemoryStepFunctions(
              "eu-central-1",
              "111111111111",
              timeline,
              (_, payload) -> {
                tokens.add(StatesJson.parse(payload).get("token").asString());
                return "null";
              },
              new Random(1));
      stepFunctions.onStatusChange(change -> ends.add(change.status()));
      String machine =
          stepFunctions
              .client()
              .createStateMachine(request ->
                  request
                      .name("wall")
                      .roleArn("arn:aws:iam::111111111111:role/workflow")
                      .definition(
                          "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{%s}}"
                              .formatted(SampleWorkflow.doorbell("\"End\": true"))))
              .stateMachineArn();
      stepFunctions.client().startExecution(request -> request.stateMachineArn(machine));
      String token = tokens.poll(10, TimeUnit.SECONDS);
      stepFunctions.client().sendTaskSuccess(request -> request.taskToken(token).output("1"));
      assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(ExecutionStatus.RUNNING);
      assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  private void success(String token, String output) {
    workflow.sfn.sendTaskSuccess(request -> request.taskToken(token).output(output));
  }
}
