package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.SUCCEEDED;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/// What anyone who can ring or start can make the workflow do: nothing that the ledger does not
/// say.
class WorkflowScenarioTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[1, 2]",
        "\"Approved\"",
        "{\"next\": \"Activate\", \"approved\": true, \"within\": 1}",
        "{\"Payload\": {\"next\": \"AwaitEnd\", \"within\": 999999}}",
        "{\"next\": \"Done\"}",
        "{\"failed\": \"SeekApproval\"}"
      })
  void aRingBeforeTheDecisionOpensNothing(String output) {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    Doorbell first = scene.doorbell(grant);

    scene.ring(first, output);
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.doorbell(grant)).isNotEqualTo(first);
    assertThat(scene.mailedTo()).containsExactly(BOB.email(), CAROL.email());

    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"next\": \"Done\"}",
        "{\"within\": 999999}",
        "{\"failed\": \"Activate\"}"
      })
  void aRingWhileTheAccessIsOpenNeitherEndsNorExtendsIt(String output) {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Instant end = scene.expiresAt(grant);

    scene.ring(scene.doorbell(grant), output);
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    assertThat(scene.expiresAt(grant)).isEqualTo(end);
    assertThat(scene.policies()).containsExactly(grant.value());

    scene.passUntil(end.plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.workflow(grant)).isEqualTo(SUCCEEDED);
  }

  @Test
  void ringingForNothingDoesNotGiveTheApproversMoreTime() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    for (int ring = 0; ring < 4; ring++) {
      scene.pass(Duration.ofMinutes(25));
      scene.ring(scene.doorbell(grant), "{}");
    }

    scene.pass(Duration.ofMinutes(21));

    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
  }

  @Test
  void aFailureAtTheDoorbellBeforeTheDecisionIsAskedPast() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    scene.fail(scene.doorbell(grant));
    scene.pass(A_MOMENT);

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.mailedTo()).containsExactly(BOB.email(), CAROL.email());
    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @Test
  void aFailureAtTheDoorbellWhileTheAccessIsOpenDelaysNothing() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Instant end = scene.expiresAt(grant);
    scene.pass(Duration.ofMinutes(10));

    scene.fail(scene.doorbell(grant));
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");

    scene.passUntil(end);
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.policies()).isEmpty();
  }

  @Test
  void aStartThatIsDeliveredAgainIsTheSameWorkflow() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    String execution = scene.execution(grant);
    DescribeExecutionResponse running =
        scene.system().stepFunctions().describeExecution(one -> one.executionArn(execution));
    List<String> types = scene.types(grant);

    scene
        .system()
        .stepFunctions()
        .startExecution(again ->
            again
                .stateMachineArn(scene.system().stateMachine())
                .name(grant.value())
                .input(running.input()));
    scene.pass(A_MOMENT);

    assertThat(scene.types(grant)).isEqualTo(types);
  }

  @Test
  void aWorkflowThatSomebodyStartsForAnOpenGrantChangesNothing() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Instant end = scene.expiresAt(grant);

    startByHand("forged-1", grant);
    scene.pass(A_MOMENT);

    assertThat(scene.expiresAt(grant)).isEqualTo(end);
    assertThat(scene.types(grant)).containsOnlyOnce("policy-planned", "activated");
    scene.passUntil(end.plus(Duration.ofMinutes(1)));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.types(grant)).containsOnlyOnce("ended", "policy-deleted");
    assertThat(scene.policies()).isEmpty();
  }

  @Test
  void aWorkflowThatSomebodyStartsForNoGrantMakesNone() {
    GrantId unknown = new GrantId("grant-00000000000000000000000000004711");

    startByHand("forged-1", unknown);
    scene.pass(Duration.ofDays(1));

    assertThat(scene.events(unknown)).isEmpty();
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.system().mails()).isEmpty();
  }

  private void startByHand(String name, GrantId grant) {
    scene
        .system()
        .stepFunctions()
        .startExecution(forged ->
            forged
                .stateMachineArn(scene.system().stateMachine())
                .name(name)
                .input("{\"grant\": \"%s\", \"within\": 7200}".formatted(grant)));
  }
}
