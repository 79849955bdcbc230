package dev.hallpass.adapters.states;

import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.LATE;
import static dev.hallpass.adapters.faults.Fault.SENT_TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Workflow;
import dev.hallpass.workflow.WorkflowContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class StepFunctionsWorkflowTest extends WorkflowContract {

  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final Waiting waiting = new Waiting(4711);
  private final Workflow workflow = new StepFunctionsWorkflow(waiting.line(), waiting.machine());

  @Test
  void aGrantsWorkflowHasItsNameAndKnowsNothingElseOfIt() {
    workflow.start(GRANT, TWO_HOURS);

    assertThat(waiting.execution(GRANT.value()).input())
        .isEqualTo("{\"grant\":\"%s\",\"within\":7200}".formatted(GRANT));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT0.4S, 1", "PT1S, 1", "PT1.001S, 2", "PT2H, 7200"})
  void aWaitIsWholeSecondsAndNeverTooShort(Duration within, int seconds) {
    workflow.start(GRANT, within);

    assertThat(waiting.execution(GRANT.value()).input()).endsWith("\"within\":" + seconds + "}");
  }

  @Override
  protected Workflow workflow() {
    return workflow;
  }

  @Override
  protected void loseNextCall() {
    waiting.faults().strike(CALL_LOST);
  }

  @Override
  protected List<GrantId> running() {
    return waiting.executions().stream().map(GrantId::new).toList();
  }

  @Test
  void theFirstStartSaysHowLongToWait() {
    workflow.start(GRANT, TWO_HOURS);
    workflow.start(GRANT, Duration.ofHours(3));

    assertThat(waiting.execution(GRANT.value()).input()).contains("7200");
  }

  @Test
  void aWorkflowThatHasEndedIsNotStartedAgain() {
    workflow.start(GRANT, TWO_HOURS);
    waiting.pass(TWO_HOURS);

    workflow.start(GRANT, TWO_HOURS);

    assertThat(waiting.executions()).containsExactly(GRANT.value());
    assertThat(waiting.execution(GRANT.value()).status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void aCallThatArrivesTwiceStartsOnce() {
    waiting.faults().strike(SENT_TWICE);

    workflow.start(GRANT, TWO_HOURS);

    assertThat(waiting.executions()).containsExactly(GRANT.value());
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "THROTTLED", "BROKEN"})
  void withoutAnAnswerStartingAgainIsSafe(Fault fault) {
    waiting.faults().strike(fault);

    assertThatThrownBy(() -> workflow.start(GRANT, TWO_HOURS))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContaining(GRANT.value());
    workflow.start(GRANT, TWO_HOURS);

    assertThat(waiting.executions()).containsExactly(GRANT.value());
  }

  @Test
  void aCallThatArrivesAfterItsCallerTriedAgainStartsNothing() {
    waiting.faults().strike(LATE);
    assertThatThrownBy(() -> workflow.start(GRANT, TWO_HOURS)).isInstanceOf(OutcomeUnknown.class);
    workflow.start(GRANT, TWO_HOURS);

    waiting.faults().arrive();

    assertThat(waiting.executions()).containsExactly(GRANT.value());
  }

  @Test
  void aStateMachineThatIsNotThereIsNoStart() {
    Workflow elsewhere = new StepFunctionsWorkflow(waiting.line(), waiting.machine() + "-gone");

    assertThatThrownBy(() -> elsewhere.start(GRANT, TWO_HOURS)).isInstanceOf(OutcomeUnknown.class);
  }
}
