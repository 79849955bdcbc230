package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Outages;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.SsmRequest;
import software.amazon.awssdk.services.ssm.model.TerminateSessionRequest;

/// Shells that are open when the access ends.
class ShellScenarioTest {

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void atThePlannedEndAShellIsTerminatedAndNoOtherCanBeOpened() {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT15M"));
    Keys keys = scene.keys(grant);
    scene.openShell(keys);
    Instant end = scene.expiresAt(grant);
    scene.passUntil(end.minusMillis(1));
    assertThat(scene.shells()).hasSize(1);

    scene.passUntil(end.plus(A_MOMENT));

    assertThat(scene.shells()).isEmpty();
    assertThatExceptionOfType(SsmException.class).isThrownBy(() -> scene.openShell(keys));
    scene.passUntil(end.plus(LiveSessions.OVER_AFTER_END).plus(A_MOMENT));
    assertThat(scene.types(grant))
        .containsSubsequence("ended", "shells-found", "shells-terminated", "shells-over");
    assertThat(scene.types(grant)).contains("policy-deleted");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void atARevocationAShellIsTerminatedInSeconds() {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT1H"));
    scene.openShell(scene.keys(grant));

    assertThat(scene.revokeSigned(BOB, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.shells()).isEmpty();
  }

  @Test
  void theShellsOfAnotherGrantOfTheSameRoleGoOn() {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT1H"));
    GrantId other = scene.openedBySignature(Asked.instanceShell("PT1H"));
    scene.openShell(scene.keys(grant));
    String goesOn = scene.openShell(scene.keys(other));

    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(Duration.ofMinutes(5));

    assertThat(scene.shells()).containsExactly(goesOn);
  }

  @Test
  void aShellThatIsOpenedBeforeIamShowsTheDenialIsTerminatedToo() {
    try (Scene slow = new Scene(Scene.SYNTHESIZED, Duration.ofSeconds(20))) {
      slow.pass(Duration.ofMinutes(1));
      GrantId grant = slow.request(ALICE, Asked.instanceShell("PT1H"));
      assertThat(slow.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
      slow.pass(Duration.ofMinutes(1));
      Keys keys = slow.keys(grant);
      slow.pass(Duration.ofSeconds(35));
      assertThat(slow.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
      slow.pass(Duration.ofSeconds(2));
      slow.openShell(keys);

      slow.pass(Duration.ofMinutes(3));

      assertThat(slow.shells()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallThatIsLostIsMadeAgain(boolean afterItsEffect) {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT1H"));
    scene.openShell(scene.keys(grant));
    AtomicInteger left = new AtomicInteger(2);
    scene.system().connectBy(losing(left, afterItsEffect));

    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(Duration.ofMinutes(3));

    assertThat(left).hasValueLessThanOrEqualTo(0);
    assertThat(scene.shells()).isEmpty();
    assertThat(scene.types(grant)).containsOnlyOnce("shells-terminated");
  }

  private static NetworkLink losing(AtomicInteger left, boolean afterItsEffect) {
    return new NetworkLink() {
      @Override
      public void request(Principal from, SdkRequest request) {
        lose(request, !afterItsEffect);
      }

      @Override
      public void answer(Principal from, SdkRequest request) {
        lose(request, afterItsEffect);
      }

      private void lose(SdkRequest request, boolean now) {
        boolean isCall =
            request instanceof TerminateSessionRequest
                || request instanceof DescribeSessionsRequest;
        if (isCall && now && left.getAndDecrement() > 0) {
          throw SdkClientException.create("Lost");
        }
      }
    };
  }

  @Test
  void aSessionManagerThatIsDownHoldsUpNeitherDenialNorDeletion() {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT1H"));
    scene.openShell(scene.keys(grant));
    Outages outages = new Outages(scene.timeline());
    outages.losing(
        SsmRequest.class, scene.now(), scene.now().plus(Duration.ofMinutes(10)), _ -> {});
    scene.system().connectBy(outages);

    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.types(grant)).contains("sessions-denied", "policy-deleted");
    assertThat(scene.shells()).hasSize(1);

    scene.pass(Duration.ofMinutes(12));
    assertThat(scene.shells()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "GIVEN_BACK_WITH_AN_OPEN_SHELL",
        "STOPPED_WITH_AN_OPEN_SHELL",
        "GIVEN_BACK_WITH_AN_OPEN_SHELL_IN_A_CONTAINER"
      })
  void itHoldsInEachOfTheseWays(Story story) {
    story.play(scene);
  }
}
