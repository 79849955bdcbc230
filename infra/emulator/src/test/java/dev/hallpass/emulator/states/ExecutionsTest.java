package dev.hallpass.emulator.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

final class ExecutionsTest {
  private static final String MINUTE =
      "\"A\": {\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}";
  private final SampleWorkflow workflow = new SampleWorkflow();
  private final List<StatusChange> changes = new ArrayList<>();
  private String machine = "";

  @BeforeEach
  void createAMachineThatTakesAMinute() {
    machine = workflow.create(MINUTE);
    workflow.stepFunctions.onStatusChange(changes::add);
  }

  @Test
  void theSameNameAndInputWhileItRunsIsTheSameExecution() {
    StartExecutionResponse first = start("one", "{}");
    workflow.timeline.advance(Duration.ofSeconds(30));
    assertThat(start("one", "{}")).isEqualTo(first);
    workflow.timeline.runUntilIdle();
    assertThat(workflow.eventTypes()).containsOnlyOnce("ExecutionStarted");
  }

  @Test
  void anotherInputUnderTheSameNameIsRefused() {
    start("one", "{}");
    assertThatExceptionOfType(ExecutionAlreadyExistsException.class)
        .isThrownBy(() -> start("one", "{\"other\": 1}"));
  }

  @Test
  void theNameOfAnEndedExecutionIsNotUsedAgain() {
    start("one", "{}");
    workflow.timeline.runUntilIdle();
    assertThatExceptionOfType(ExecutionAlreadyExistsException.class)
        .isThrownBy(() -> start("one", "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a:b", "a*", "a\u0007", "a{}", "#"})
  void aNameOutsideTheGrammarIsRefused(String name) {
    assertThatExceptionOfType(InvalidNameException.class).isThrownBy(() -> start(name, "{}"));
  }

  @Test
  void aNameOfMoreThan80CharactersIsRefused() {
    start("a".repeat(80), "{}");
    assertThatExceptionOfType(InvalidNameException.class)
        .isThrownBy(() -> start("a".repeat(81), "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}"})
  void anInputThatIsNotOneJsonValueIsRefused(String input) {
    assertThatExceptionOfType(InvalidExecutionInputException.class)
        .isThrownBy(() -> start("one", input));
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThatExceptionOfType(StateMachineDoesNotExistException.class)
        .isThrownBy(() -> workflow.sfn.startExecution(r -> r.stateMachineArn(machine + "x")));
    assertThatExceptionOfType(ExecutionDoesNotExistException.class)
        .isThrownBy(() -> workflow.describe("arn:none"));
  }

  @Test
  void creatingTheSameMachineAgainIsNoChangeAndAnotherUnderItsNameIsRefused() {
    assertThat(workflow.create(MINUTE)).isEqualTo(machine);
    assertThatExceptionOfType(StateMachineAlreadyExistsException.class)
        .isThrownBy(() -> workflow.create("\"A\": {\"Type\": \"Succeed\"}"));
  }

  @Test
  void aDeletedMachineIsGoneWithItsVersionsAndAliases() {
    String version =
        workflow
            .sfn
            .publishStateMachineVersion(r -> r.stateMachineArn(machine))
            .stateMachineVersionArn();
    workflow.sfn.createStateMachineAlias(r ->
        r.name("live")
            .routingConfiguration(
                RoutingConfigurationListItem.builder()
                    .stateMachineVersionArn(version)
                    .weight(100)
                    .build()));
    workflow.create("other", MINUTE);
    workflow.sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
    workflow.sfn.deleteStateMachine(r -> r.stateMachineArn(machine));

    assertThat(workflow.sfn.listStateMachinesPaginator().stateMachines())
        .extracting(StateMachineListItem::name)
        .containsExactly("other");
    for (String arn : List.of(machine, version, machine + ":live")) {
      assertThatExceptionOfType(StateMachineDoesNotExistException.class)
          .as(arn)
          .isThrownBy(() -> workflow.sfn.startExecution(r -> r.stateMachineArn(arn)));
    }
  }

  @Test
  void aMachineIsNotDeletedWhileItRuns() {
    String execution = start("one", "{}").executionArn();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> workflow.sfn.deleteStateMachine(r -> r.stateMachineArn(machine)))
        .withMessageContaining(machine);
    workflow.sfn.stopExecution(r -> r.executionArn(execution));
    workflow.sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
    assertThat(workflow.sfn.listStateMachines(_ -> {}).stateMachines()).isEmpty();
  }

  @Test
  void aStoppedExecutionIsAbortedAtOnceAndForever() {
    String execution = start("one", "{}").executionArn();
    workflow.timeline.advance(Duration.ofSeconds(3));
    workflow.sfn.stopExecution(r -> r.executionArn(execution).error("Manual").cause("by ops"));
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    workflow.timeline.runUntilIdle();
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(workflow.describe(execution).error()).isEqualTo("Manual");
    assertThat(workflow.describe(execution).stopDate())
        .isEqualTo(SampleWorkflow.START.plusSeconds(3));
    assertThat(workflow.timeline.instant()).isEqualTo(SampleWorkflow.START.plusSeconds(3));
    assertThat(workflow.eventTypes())
        .containsExactly("ExecutionStarted", "WaitStateEntered", "ExecutionAborted");
  }

  @Test
  void stoppingAnEndedExecutionChangesNothing() {
    String execution = start("one", "{}").executionArn();
    workflow.timeline.runUntilIdle();
    workflow.sfn.stopExecution(r -> r.executionArn(execution));
    assertThat(workflow.describe(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void stoppingAWaitingTaskMakesItsTokenWorthless() {
    SampleWorkflow other = new SampleWorkflow();
    String execution = other.start(SampleWorkflow.doorbell("\"End\": true"), "{}");
    other.timeline.runUntilIdle();
    other.sfn.stopExecution(r -> r.executionArn(execution));
    other.timeline.runUntilIdle();
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(() -> other.sfn.sendTaskSuccess(r -> r.taskToken(other.token()).output("1")));
  }

  @Test
  void aHistoryComesInPagesForwardsAndBackwards() {
    String execution = start("one", "{}").executionArn();
    workflow.timeline.runUntilIdle();
    GetExecutionHistoryResponse page =
        workflow.sfn.getExecutionHistory(r -> r.executionArn(execution).maxResults(3));
    assertThat(page.events()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L);
    GetExecutionHistoryResponse rest =
        workflow.sfn.getExecutionHistory(
            r -> r.executionArn(execution).maxResults(3).nextToken(page.nextToken()));
    assertThat(rest.events()).extracting(HistoryEvent::id).containsExactly(4L);
    assertThat(rest.nextToken()).isNull();
    assertThat(
            workflow
                .sfn
                .getExecutionHistory(r -> r.executionArn(execution).reverseOrder(true))
                .events())
        .extracting(HistoryEvent::id)
        .containsExactly(4L, 3L, 2L, 1L);
    assertThatExceptionOfType(InvalidTokenException.class)
        .isThrownBy(
            () -> workflow.sfn.getExecutionHistory(r -> r.executionArn(execution).nextToken("x")));
  }

  @Test
  void eachEventNamesTheOneBeforeItAndTheFirstStateComesFromNothing() {
    start("one", "{}");
    workflow.timeline.runUntilIdle();
    assertThat(workflow.history())
        .extracting(HistoryEvent::previousEventId)
        .containsExactly(0L, 0L, 2L, 3L);
  }

  @Test
  void executionsAreListedNewestFirstAndByStatus() {
    start("first", "{}");
    workflow.timeline.advance(Duration.ofSeconds(40));
    start("second", "{}");
    workflow.timeline.advance(Duration.ofSeconds(40));
    assertThat(workflow.sfn.listExecutions(r -> r.stateMachineArn(machine)).executions())
        .extracting(ExecutionListItem::name)
        .containsExactly("second", "first");
    assertThat(
            workflow
                .sfn
                .listExecutions(
                    r -> r.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
                .executions())
        .extracting(ExecutionListItem::name)
        .containsExactly("second");
  }

  @Test
  void listenersHearOfEachBeginningAndEnd() {
    start("one", "{}");
    workflow.timeline.runUntilIdle();
    assertThat(changes)
        .extracting(StatusChange::status)
        .containsExactly(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED);
    assertThat(changes.getLast().output()).contains("{}");
  }

  @Test
  void theSameSeedGivesTheSameHistory() {
    assertThat(historyOfARandomRun()).isEqualTo(historyOfARandomRun());
  }

  private static List<HistoryEvent> historyOfARandomRun() {
    SampleWorkflow fresh = new SampleWorkflow();
    fresh.run(SampleWorkflow.pass("[$uuid(), $random(), $shuffle([1..20]), $now()]"), "{}");
    return fresh.history();
  }

  @Test
  void anOperationThatIsNotEmulatedIsRefusedByName() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> workflow.sfn.startSyncExecution(r -> r.stateMachineArn(machine)))
        .withMessageContaining("StartSyncExecution");
  }

  @Test
  void eachRevisionIsAVersionOfItsOwnAndAnAliasLeadsToOne() {
    String first = published();
    assertThat(published()).isEqualTo(first);
    workflow.sfn.updateStateMachine(
        r -> r.stateMachineArn(machine).roleArn("arn:aws:iam::111111111111:role/other"));
    String second = published();
    assertThat(List.of(first, second)).containsExactly(machine + ":1", machine + ":2");
    workflow.sfn.createStateMachineAlias(r -> r.name("live").routingConfiguration(to(first)));

    workflow.sfn.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(machine + ":live").routingConfiguration(to(second)));

    assertThat(
            workflow
                .sfn
                .describeStateMachineAlias(r -> r.stateMachineAliasArn(machine + ":live"))
                .routingConfiguration())
        .containsExactly(to(second));
  }

  @Test
  void aMachineThatIsDeletedIsGoneWithItsAliases() {
    String version = published();
    workflow.sfn.createStateMachineAlias(r -> r.name("live").routingConfiguration(to(version)));

    workflow.sfn.deleteStateMachine(r -> r.stateMachineArn(machine));

    assertThatExceptionOfType(StateMachineDoesNotExistException.class)
        .isThrownBy(() -> start("one", "{}"));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() ->
            workflow.sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(machine + ":live")));
  }

  private String published() {
    return workflow
        .sfn
        .publishStateMachineVersion(r -> r.stateMachineArn(machine))
        .stateMachineVersionArn();
  }

  private static RoutingConfigurationListItem to(String version) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(100)
        .build();
  }

  private StartExecutionResponse start(String name, String input) {
    return workflow.sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input(input));
  }
}
