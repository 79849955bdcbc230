package dev.hallpass.adapters.states;

import static dev.hallpass.adapters.faults.Fault.ANSWER_LOST;
import static dev.hallpass.adapters.faults.Fault.CALL_LOST;
import static dev.hallpass.adapters.faults.Fault.SENT_TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.FAILED;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.RUNNING;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.SUCCEEDED;

import dev.hallpass.adapters.faults.Fault;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.DoorbellsContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class StepFunctionsDoorbellsTest extends DoorbellsContract {

  private static final GrantId GRANT = new GrantId("grant-00000000000000000000000000004711");
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final Waiting waiting = new Waiting(4711);
  private final Doorbells doorbells = new StepFunctionsDoorbells(waiting.line());
  private final Doorbell doorbell = hung(waiting);

  @Test
  void aRingWakesAnyoneWhoWaitsAndSaysNothing() {
    doorbells.ring(doorbell);

    assertThat(status()).isEqualTo(SUCCEEDED);
    assertThat(waiting.execution(GRANT.value()).output()).isEqualTo("{}");
  }

  @Override
  protected Doorbells doorbells() {
    return doorbells;
  }

  @Override
  protected Doorbell hung() {
    return doorbell;
  }

  @Override
  protected boolean isAwake() {
    return status() != RUNNING;
  }

  @Override
  protected void loseNextCall() {
    waiting.faults().strike(CALL_LOST);
  }

  @Test
  void aRingThatArrivesTwiceIsOne() {
    waiting.faults().strike(SENT_TWICE);

    doorbells.ring(doorbell);

    assertThat(status()).isEqualTo(SUCCEEDED);
  }

  @Test
  void aRingAfterTheTimeIsUpChangesNothing() {
    waiting.pass(Duration.ofMinutes(1));

    doorbells.ring(doorbell);

    assertThat(status()).isEqualTo(FAILED);
    assertThat(waiting.execution(GRANT.value()).error()).isEqualTo("States.Timeout");
  }

  @Test
  void aDoorbellOfAnotherStateMachineWakesNobody() {
    doorbells.ring(hung(new Waiting(4712)));

    assertThat(status()).isEqualTo(RUNNING);
  }

  @Test
  void aRingWhoseAnswerIsLostIsUnknownAndCanBeRepeated() {
    waiting.faults().strike(ANSWER_LOST);

    assertThatThrownBy(() -> doorbells.ring(doorbell)).isInstanceOf(OutcomeUnknown.class);
    doorbells.ring(doorbell);

    assertThat(status()).isEqualTo(SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "BROKEN", "LATE"})
  void aRingThatDidNotArriveIsNotClaimed(Fault fault) {
    waiting.faults().strike(fault);

    assertThatThrownBy(() -> doorbells.ring(doorbell))
        .isInstanceOf(OutcomeUnknown.class)
        .message()
        .doesNotContain(doorbell.token());
    assertThat(status()).isEqualTo(RUNNING);
  }

  private ExecutionStatus status() {
    waiting.pass(A_MOMENT);
    return waiting.execution(GRANT.value()).status();
  }

  private static Doorbell hung(Waiting waiting) {
    new StepFunctionsWorkflow(waiting.line(), waiting.machine()).start(GRANT, A_MOMENT);
    waiting.pass(A_MOMENT);
    return waiting.doorbells().getFirst();
  }
}
