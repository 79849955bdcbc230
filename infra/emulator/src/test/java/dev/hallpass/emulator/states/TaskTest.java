package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

final class TaskTest {
  private final SampleWorkflow workflow = new SampleWorkflow();

  @Test
  void aFunctionIsCalledWithTheArgumentsAndItsAnswerIsTheOutput() {
    workflow.functionDoes(_ -> "{\"sum\": 3}");
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task("\"Arguments\": {\"n\": \"{% $states.input.n %}\"}, \"End\": true"),
            "{\"n\": 2}");
    assertThat(execution.output()).isEqualTo("{\"sum\":3}");
    assertThat(workflow.payloads).containsExactly("{\"n\":2}");
    assertThat(workflow.eventTypes())
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void lambdaInvokeWrapsTheAnswerInTheResponsesMetadata() {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Arguments": {"FunctionName": "work", "Payload": [1]},
              "Output": [
                "{% $states.result.Payload %}",
                "{% $states.result.StatusCode %}",
                "{% $states.result.SdkHttpMetadata.HttpStatusCode %}"
              ],
              "End": true
            }
            """,
            "{}");
    assertThat(execution.output()).isEqualTo("[[1],200,200]");
  }

  @Test
  void retriesBackOffUpToTheirLargestDelay() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown("Busy", "later");
    });
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                """
                "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3,
                           "MaxDelaySeconds": 10, "MaxAttempts": 4}],
                "End": true\
                """),
            "{}");
    assertThat(workflow.calledAfter).isEqualTo(seconds(0, 2, 8, 18, 28));
    assertThat(execution.error()).isEqualTo("Busy");
    assertThat(execution.cause()).isEqualTo("{\"errorMessage\":\"later\",\"errorType\":\"Busy\"}");
  }

  @Test
  void aRetrierTriesThreeTimesMoreAfterOneTwoAndFourSecondsUnlessItSaysElse() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown("Busy", "later");
    });
    workflow.run(
        SampleWorkflow.task("\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}], \"End\": true"),
        "{}");
    assertThat(workflow.calledAfter).isEqualTo(seconds(0, 1, 3, 7));
  }

  @Test
  void fullJitterDrawsADelayBelowTheBackOff() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown("Busy", "later");
    });
    workflow.run(
        SampleWorkflow.task(
            """
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 100, "BackoffRate": 1,
                       "MaxAttempts": 5, "JitterStrategy": "FULL"}],
            "End": true\
            """),
        "{}");
    List<Duration> delays =
        IntStream.range(1, 6)
            .mapToObj(i -> workflow.calledAfter.get(i).minus(workflow.calledAfter.get(i - 1)))
            .toList();
    assertThat(delays).doesNotHaveDuplicates().allMatch(d -> d.compareTo(seconds(100)) < 0);
  }

  @Test
  void eachRetrierCountsItsOwnAttemptsAndTheFirstThatFitsDecides() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown(workflow.payloads.size() % 2 == 1 ? "Odd" : "Even", "");
    });
    workflow.run(
        SampleWorkflow.task(
            """
            "Retry": [{"ErrorEquals": ["Odd"], "MaxAttempts": 2, "BackoffRate": 1},
                      {"ErrorEquals": ["States.ALL"], "MaxAttempts": 9, "BackoffRate": 1}],
            "End": true\
            """),
        "{}");
    assertThat(workflow.payloads).hasSize(5);
  }

  @Test
  void theRetryCountIsInTheContextOfEachTry() {
    workflow.functionDoes(payload -> {
      if (payload.equals("2")) {
        return payload;
      }
      throw FunctionError.thrown("Busy", "later");
    });
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                """
                "Arguments": "{% $states.context.State.RetryCount %}",
                "Retry": [{"ErrorEquals": ["States.TaskFailed"]}],
                "End": true\
                """),
            "{}");
    assertThat(execution.output()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource({"Busy", "States.TaskFailed", "States.ALL"})
  void aCatcherLeadsOnWithTheErrorsOutputAndVariables(String name) {
    workflow.functionDoes(_ -> {
      throw FunctionError.named("Busy", "later");
    });
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                    """
                    "Catch": [{
                      "ErrorEquals": ["%s"],
                      "Assign": {"why": "{%% $states.errorOutput.Cause %%}"},
                      "Output": "{%% [$states.input, $states.errorOutput.Error] %%}",
                      "Next": "B"
                    }],
                    "End": true\
                    """
                        .formatted(name))
                + ", \"B\": {\"Type\": \"Succeed\", \"Output\": {\"b\": \"{% $states.input %}\", \"why\": \"{% $why %}\"}}",
            "7");
    assertThat(execution.output()).isEqualTo("{\"b\":[7,\"Busy\"],\"why\":\"later\"}");
  }

  @Test
  void aCatcherWithoutOutputHandsOnTheErrorOutput() {
    workflow.functionDoes(_ -> {
      throw FunctionError.named("Busy", null);
    });
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                    "\"Catch\": [{\"ErrorEquals\": [\"Busy\"], \"Next\": \"B\"}], \"End\": true")
                + ", \"B\": {\"Type\": \"Succeed\"}",
            "{}");
    assertThat(execution.output()).isEqualTo("{\"Error\":\"Busy\",\"Cause\":\"\"}");
  }

  @Test
  void aFunctionThatDoesNotAnswerInTimeTimesOutAndTaskFailedDoesNotCoverThat() {
    workflow.functionNeverAnswers();
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                """
                "TimeoutSeconds": "{% $states.input.seconds %}",
                "Retry": [{"ErrorEquals": ["States.TaskFailed"]}],
                "End": true\
                """),
            "{\"seconds\": 5}");
    assertThat(execution.error()).isEqualTo("States.Timeout");
    assertThat(execution.stopDate()).isEqualTo(SampleWorkflow.START.plusSeconds(5));
    assertThat(
            workflow
                .event(HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT)
                .lambdaFunctionTimedOutEventDetails()
                .error())
        .isEqualTo("States.Timeout");
  }

  @Test
  void anEvaluationErrorOfATaskCanBeCaught() {
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                    """
                    "Arguments": "{% $nowhere %}",
                    "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B"}],
                    "End": true\
                    """)
                + ", \"B\": {\"Type\": \"Succeed\", \"Output\": \"caught\"}",
            "{}");
    assertThat(execution.output()).isEqualTo("\"caught\"");
    assertThat(workflow.eventTypes())
        .startsWith("ExecutionStarted", "TaskStateEntered", "EvaluationFailed", "TaskStateExited");
  }

  @Test
  void anEvaluationErrorInsideACatcherEndsTheExecution() {
    workflow.functionDoes(_ -> {
      throw FunctionError.thrown("Busy", "later");
    });
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                    """
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $nowhere %}",
                               "Next": "B"}],
                    "End": true\
                    """)
                + ", \"B\": {\"Type\": \"Succeed\"}",
            "{}");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(
            workflow
                .event(HistoryEventType.EVALUATION_FAILED)
                .evaluationFailedEventDetails()
                .location())
        .isEqualTo("Catch[0]/Output");
  }

  @Test
  void anAnswerOfMoreThan256KilobytesIsCaughtByNoCatcherForAllErrors() {
    workflow.functionDoes(_ -> "\"" + "a".repeat(300_000) + "\"");
    DescribeExecutionResponse execution =
        workflow.run(
            SampleWorkflow.task(
                    "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"B\"}], \"End\": true")
                + ", \"B\": {\"Type\": \"Succeed\"}",
            "{}");
    assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void anAnswerThatIsNotJsonEndsTheExecution() {
    workflow.functionDoes(_ -> "not json");
    assertThat(workflow.run(SampleWorkflow.task("\"End\": true"), "{}").error())
        .isEqualTo("States.Runtime");
  }

  private static List<Duration> seconds(int... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
