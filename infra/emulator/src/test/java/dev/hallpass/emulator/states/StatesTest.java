package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

final class StatesTest {
  private final SampleWorkflow workflow = new SampleWorkflow();

  @Test
  void aPassHandsOnItsInputWhenItHasNoOutput() {
    assertThat(workflow.run("\"A\": {\"Type\": \"Pass\", \"End\": true}", "{\"a\": [1]}").output())
        .isEqualTo("{\"a\":[1]}");
  }

  @Test
  void outputAndAssignBothSeeTheVariablesOfBefore() {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
            "B": {
              "Type": "Pass",
              "Assign": {"x": "{% $x + 1 %}", "y": "{% $x %}"},
              "Output": "{% $x %}",
              "Next": "C"
            },
            "C": {"Type": "Succeed", "Output": "{% [$states.input, $x, $y] %}"}
            """,
            "{}");
    assertThat(execution.output()).isEqualTo("[1,2,1]");
  }

  @Test
  void theHistoryShowsAssignedVariablesAsJson() {
    workflow.run("\"A\": {\"Type\": \"Pass\", \"Assign\": {\"x\": \"text\"}, \"End\": true}", "{}");
    assertThat(
            workflow
                .event(HistoryEventType.PASS_STATE_EXITED)
                .stateExitedEventDetails()
                .assignedVariables())
        .containsEntry("x", "\"text\"");
  }

  @ParameterizedTest
  @CsvSource({"1, small, SUCCEEDED", "5, large, SUCCEEDED", "9, , FAILED"})
  void aChoiceTakesTheFirstRuleThatHolds(int n, String output, ExecutionStatus status) {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {
              "Type": "Choice",
              "Choices": [
                {"Condition": "{% $states.input.n < 3 %}", "Output": "small", "Next": "B"},
                {"Condition": "{% $states.input.n < 7 %}", "Output": "large", "Next": "B"}
              ]
            },
            "B": {"Type": "Succeed"}
            """,
            "{\"n\": %d}".formatted(n));
    assertThat(execution.status()).isEqualTo(status);
    assertThat(execution.output()).isEqualTo(output == null ? null : "\"" + output + "\"");
    assertThat(execution.error()).isEqualTo(output == null ? "States.NoChoiceMatched" : null);
  }

  @Test
  void aConditionThatIsNotBooleanIsAnEvaluationError() {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {
              "Type": "Choice",
              "Choices": [{"Condition": "{% 'true' %}", "Next": "B"}],
              "Default": "B"
            },
            "B": {"Type": "Succeed"}
            """,
            "{}");
    assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(
            workflow
                .event(HistoryEventType.EVALUATION_FAILED)
                .evaluationFailedEventDetails()
                .location())
        .isEqualTo("Choices[0]/Condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Seconds\": 90",
        "\"Seconds\": \"{% $states.input.seconds %}\"",
        "\"Timestamp\": \"2026-01-01T00:01:30Z\"",
        "\"Timestamp\": \"{% $states.input.until %}\""
      })
  void aWaitEndsAtItsTimeToTheSecond(String field) {
    String execution =
        workflow.start(
            "\"A\": {\"Type\": \"Wait\", %s, \"End\": true}".formatted(field),
            "{\"seconds\": 90, \"until\": \"2026-01-01T01:01:30+01:00\"}");
    workflow.timeline.advance(Duration.ofSeconds(89));
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    workflow.timeline.advance(Duration.ofSeconds(1));
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Seconds\": \"{% '5' %}\"",
        "\"Seconds\": \"{% -1 %}\"",
        "\"Seconds\": \"{% 1.5 %}\"",
        "\"Timestamp\": \"{% '2026-01-01 00:00:00Z' %}\"",
        "\"Timestamp\": \"{% 5 %}\""
      })
  void aWaitForNoTimeIsAnEvaluationError(String field) {
    DescribeExecutionResponse execution =
        workflow.run("\"A\": {\"Type\": \"Wait\", %s, \"End\": true}".formatted(field), "{}");
    assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(workflow.eventTypes())
        .containsExactly(
            "ExecutionStarted", "WaitStateEntered", "EvaluationFailed", "ExecutionFailed");
  }

  @Test
  void aFailComputesItsErrorAndCause() {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {
              "Type": "Fail",
              "Error": "{% 'No' & $states.input.what %}",
              "Cause": "{% $states.context.State.Name %}"
            }
            """,
            "{\"what\": \"Luck\"}");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.error()).isEqualTo("NoLuck");
    assertThat(execution.cause()).isEqualTo("A");
  }

  @Test
  void theContextTellsOfExecutionMachineAndState() {
    assertThat(workflow.output("$states.context"))
        .isEqualTo(
            """
            {"Execution":{"Id":"arn:aws:states:eu-central-1:111111111111:execution:machine:one",\
            "Input":{},"Name":"one","RoleArn":"arn:aws:iam::111111111111:role/workflow",\
            "StartTime":"2026-01-01T00:00:00.000Z","RedriveCount":0},\
            "StateMachine":{"Id":"arn:aws:states:eu-central-1:111111111111:stateMachine:machine",\
            "Name":"machine"},\
            "State":{"Name":"A","EnteredTime":"2026-01-01T00:00:00.000Z"}}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.0 | 1",
        "10 / 4 | 2.5",
        "null | null",
        "{'a': null} | {\"a\":null}",
        "[] | []",
        "$partition([1,2,3], 2) | [[1,2],[3]]",
        "$range(0, 10, 5) | [0,5,10]",
        "$range(3, 1, -1) | [3,2,1]",
        "$hash('a', 'MD5') | \"0cc175b9c0f1b6a831c399e269772661\"",
        "$parse('{\\\"a\\\": [1, null]}') | {\"a\":[1,null]}",
        "$parse('1.0') | 1",
        "$now() | \"2026-01-01T00:00:00.000Z\"",
        "$millis() | 1767225600000",
        "$random(7) = $random(7) | true",
        "$length($uuid()) | 36"
      })
  void anExpressionGivesWhatStepFunctionsGives(String expression, String output) {
    assertThat(workflow.output(expression)).isEqualTo(output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$nowhere",
        "$states.input.absent",
        "1 + 'a'",
        "$number('abc')",
        "$uppercase(null)",
        "function($x) { $x }",
        "$eval('1')",
        "$parse('no json')",
        "$hash('a', 'MD4')",
        "$range(0, 1000000, 1)",
        "($f := function($x) { 1 + $f($x) }; $f(1))"
      })
  void anExpressionWithoutAValueIsAnEvaluationError(String expression) {
    DescribeExecutionResponse execution = workflow.run(SampleWorkflow.pass(expression), "{}");
    assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(
            workflow
                .event(HistoryEventType.EVALUATION_FAILED)
                .evaluationFailedEventDetails()
                .state())
        .isEqualTo("A");
  }

  @Test
  void anOutputOfMoreThan256KilobytesEndsTheExecution() {
    String input = "\"" + "a".repeat(200_000) + "\"";
    assertThat(workflow.run(SampleWorkflow.pass("$states.input & $states.input"), input).error())
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void theEventOfNumber25000IsTheEnd() {
    DescribeExecutionResponse execution =
        workflow.run(
            """
            "A": {
              "Type": "Choice",
              "Choices": [{"Condition": "{% false %}", "Next": "B"}],
              "Default": "A"
            },
            "B": {"Type": "Succeed"}
            """,
            "{}");
    assertThat(execution.error()).isEqualTo("States.Runtime");
    assertThat(workflow.history()).hasSize(25_000);
    assertThat(workflow.history().getLast().type()).isEqualTo(HistoryEventType.EXECUTION_FAILED);
  }

  @Test
  void anExecutionThatOutlivesItsTimeoutIsTimedOut() {
    String machine =
        workflow.createFrom(
            "machine",
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "TimeoutSeconds": 10, "States": {
              "A": {"Type": "Wait", "Seconds": 60, "End": true}}}\
            """);
    String execution =
        workflow.sfn.startExecution(r -> r.stateMachineArn(machine).name("one")).executionArn();
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(workflow.describe(execution).stopDate())
        .isEqualTo(SampleWorkflow.START.plusSeconds(10));
    assertThat(workflow.timeline.instant()).isEqualTo(SampleWorkflow.START.plusSeconds(10));
    assertThat(workflow.eventTypes())
        .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut");
  }
}
