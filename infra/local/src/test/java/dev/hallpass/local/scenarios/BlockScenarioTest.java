package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Seal;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.Blocks;
import dev.hallpass.emulator.policy.Context;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.PersonId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Keys;
import dev.hallpass.local.scene.Scene;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/// An admin stops a person by the API, whatever the person and others do meanwhile.
class BlockScenarioTest {

  private static final String OBJECT = "arn:aws:s3:::acme-exports/customers/4711/orders.csv";
  private static final Asked ASKED = Asked.prefix("PT1H");

  @Test
  void aBlockedPersonHasNoAccessAndGetsNoneUntilUnblocked() {
    try (Scene scene = new Scene()) {
      GrantId open = scene.opened(ASKED, BOB);
      Keys keys = scene.keys(open);
      assertThat(may(scene, keys)).isTrue();

      assertThat(scene.block(CAROL, ALICE).statusCode()).isEqualTo(200);
      scene.pass(A_MOMENT);

      assertThat(may(scene, keys)).isFalse();
      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(open)).isEqualTo("REVOKED");
      assertProblem(scene.requested(ALICE, ASKED, Map.of()), 403, "blocked");
      assertProblem(
          scene.requested(
              ALICE, Asked.partition("PT15M").with(Map.of("breakGlass", true)), Map.of()),
          403,
          "blocked");
      scene.pass(LiveSessions.BETWEEN);
      assertThat(scene.credentials(ALICE, open).statusCode()).isEqualTo(409);

      assertThat(scene.unblock(CAROL, ALICE).statusCode()).isEqualTo(200);

      assertThat(may(scene, scene.keys(scene.opened(ASKED, BOB)))).isTrue();
    }
  }

  @Test
  void aBlockedApproverOpensNothing() {
    try (Scene scene = new Scene()) {
      GrantId open = scene.opened(ASKED, BOB);
      GrantId pending = scene.request(ALICE, ASKED);
      LinkInMail link = scene.linkTo(BOB, pending);
      assertThat(scene.block(CAROL, BOB).statusCode()).isEqualTo(200);

      HttpResponse<String> page = scene.approve(link);
      assertThat(page.statusCode()).isEqualTo(403);
      assertThat(page.body()).contains("You are blocked");
      assertProblem(scene.approveSigned(BOB, pending), 403, "blocked");
      assertProblem(scene.credentials(ALICE, open), 409, "refused");
      scene.pass(A_MOMENT);
      assertThat(scene.types(pending)).doesNotContain("approved");
      assertThat(scene.outcome(open)).isEqualTo("REFUSED");

      assertThat(scene.approveSigned(CAROL, pending).statusCode()).isEqualTo(200);
      scene.pass(A_MOMENT);
      assertThat(scene.state(pending)).isEqualTo("ACTIVE");
    }
  }

  @Test
  void anUnblockThatWasInsertedUnblocksNobody() {
    try (Scene scene = new Scene()) {
      assertThat(scene.block(CAROL, ALICE).statusCode()).isEqualTo(200);
      Blocks blocks = scene.system().blocks();
      for (Optional<Seal> seal :
          List.of(Optional.<Seal>empty(), Optional.of(new Seal("MEUCIQ==")))) {
        BlockHistory history = blocks.read(PersonId.of(ALICE));
        assertThat(
                blocks.append(
                    history,
                    new Unblocked(CAROL, ALICE, "forged", Channel.PROVED, seal),
                    scene.now()))
            .isPresent();
        assertProblem(scene.requested(ALICE, ASKED, Map.of()), 403, "blocked");
      }

      assertThat(scene.unblock(CAROL, ALICE).statusCode()).isEqualTo(200);
      assertThat(scene.requested(ALICE, ASKED, Map.of()).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void aRequestThatABlockOvertakesNeverOpensAndIsEnded() {
    try (Scene scene = new Scene()) {
      // Between the look at the blocks and the entry.
      blockBefore(scene, "Requests", ExecuteStatementRequest.class);

      GrantId grant = scene.request(ALICE, ASKED);

      scene.approve(scene.linkTo(BOB, grant));
      scene.pass(Duration.ofMinutes(2));
      assertThat(scene.types(grant)).doesNotContain("policy-planned");
      assertThat(scene.show(grant).path("state").asString()).isEqualTo("OVER");
      assertThat(scene.policies()).isEmpty();
    }
  }

  @Test
  void aPolicyThatABlockOvertakesGivesNoCredentialsAndIsRemoved() {
    try (Scene scene = new Scene()) {
      GrantId grant = scene.request(ALICE, ASKED);
      blockBefore(scene, "Activate", CreatePolicyRequest.class);

      scene.approve(scene.linkTo(BOB, grant));
      scene.pass(A_MOMENT);

      assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
      scene.pass(Duration.ofMinutes(2));
      assertThat(scene.policies()).isEmpty();
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    }
  }

  @Test
  void credentialsThatABlockOvertakesAreNotHandedOut() {
    try (Scene scene = new Scene()) {
      GrantId grant = scene.opened(ASKED, BOB);
      blockBefore(scene, "IssueCredentials", AssumeRoleRequest.class);

      assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);

      assertThat(scene.types(grant))
          .contains("credentials-planned")
          .doesNotContain("credentials-issued");
    }
  }

  @Test
  void onlyAnAdminBlocksAndNotWhileBlocked() {
    try (Scene scene = new Scene()) {
      assertProblem(scene.block(BOB, ALICE), 403, "not-an-admin");
      assertProblem(scene.block(CAROL, CAROL), 403, "own-block");
      assertThat(scene.block(CAROL, DAVE).statusCode()).isEqualTo(200);
      assertProblem(scene.block(DAVE, ALICE), 403, "blocked");
      assertProblem(scene.unblock(DAVE, DAVE), 403, "own-block");
    }
  }

  /// Lets Alice be blocked once, just before a function makes a call.
  private static void blockBefore(Scene scene, String function, Class<?> call) {
    AtomicBoolean done = new AtomicBoolean();
    scene.beforeRequests((caller, request) -> {
      if (caller.arn().contains(function) && call.isInstance(request) && !done.getAndSet(true)) {
        assertThat(scene.block(CAROL, ALICE).statusCode()).isEqualTo(200);
      }
    });
  }

  private static boolean may(Scene scene, Keys keys) {
    return scene.may(keys, "s3:GetObject", OBJECT, Context.empty(), scene.now()).allowed();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String problem) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.text(Json.read(answer.body()), "type"))
        .isEqualTo("urn:hallpass:problem:" + problem);
  }
}
