package dev.hallpass.local.scenarios;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sfn.model.ExecutionStatus.SUCCEEDED;

import dev.hallpass.approval.Channel;
import dev.hallpass.figures.Figures;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.local.scene.Asked;
import dev.hallpass.local.scene.Scene;
import dev.hallpass.local.scene.Venue;
import dev.hallpass.local.scene.VirtualVenue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// The ways that a grant's life can take: those that are the same wherever the system runs, and
/// what can be looked at in one JVM only.
class GrantScenarioTest implements GrantScenarios {

  private final Scene scene = Scene.onDynamoDbLocal(Scene.SYNTHESIZED);
  private final Venue venue = new VirtualVenue(scene);

  @AfterEach
  void close() {
    scene.close();
  }

  @Override
  public Venue venue() {
    return venue;
  }

  @Test
  void anApprovedGrantLeavesTheseEntriesAndNoOthers() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    scene.keys(grant);

    scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
    assertThat(scene.types(grant)).endsWith("ended");
    // The credentials were for a little longer than the grant, as far as clocks tell.
    scene.passUntil(scene.expiresAt(grant).plus(LiveSessions.OVER_AFTER_END).plus(A_MOMENT));

    assertThat(scene.policies()).isEmpty();
    assertThat(scene.workflow(grant)).isEqualTo(SUCCEEDED);
    assertThat(scene.types(grant))
        .containsExactly(
            "requested",
            "approval-sought",
            "approval-sought",
            "mail-sent",
            "mail-sent",
            "approved",
            "policy-planned",
            "activated",
            "doorbell-hung",
            "credentials-planned",
            "credentials-issued",
            "end-neared",
            "ended",
            "policy-deleted");
  }

  @Test
  void anOrdinaryApprovedGrantLeavesTheRoleAlone() {
    List<String> calls = new ArrayList<>();
    scene.beforeRequests((caller, request) -> {
      // The log is signed beside all grants.
      if (!caller.arn().contains("sign-checkpoint")) {
        calls.add(request.getClass().getSimpleName());
      }
    });
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    scene.keys(grant);
    scene.passUntil(scene.expiresAt(grant).plus(Duration.ofMinutes(90)));

    assertThat(scene.policies()).isEmpty();
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(calls)
        .contains("CreatePolicyRequest", "AssumeRoleRequest", "DeletePolicyRequest")
        .doesNotContain("PutRolePolicyRequest", "DeleteRolePolicyRequest");
    List<String> ofKms =
        calls.stream().filter(call -> call.matches("SignRequest|GetPublicKeyRequest")).toList();
    Figures.note("calls of KMS for an ordinary grant: %s", ofKms);
    assertThat(ofKms).startsWith("SignRequest").hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void anApprovedGrantCostsFewTransitionsAndFewInvocations() {
    GrantId grant = scene.opened(Asked.partition("PT15M"), BOB, CAROL);
    scene.pass(Duration.ofMinutes(16));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");

    List<HistoryEventType> history =
        scene.workflowHistory(grant).stream().map(HistoryEvent::type).toList();
    long transitions = history.stream().filter(type -> type.name().endsWith("ENTERED")).count();
    long invocations = history.stream().filter(HistoryEventType.TASK_SCHEDULED::equals).count();
    Figures.note("state transitions of an approved grant: %s", transitions);
    Figures.note("invocations by its workflow: %s", invocations);
    assertThat(transitions).isBetween(1L, 8L);
    assertThat(invocations).isBetween(1L, 5L);
  }

  @Test
  void aNoByLinkEndsARequestWithItsReason() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    assertThat(scene.deny(scene.linkTo(BOB, grant), "Not without a ticket.").body())
        .contains("You denied");
    scene.pass(A_MOMENT);

    assertThat(scene.events(grant))
        .contains(new GrantEvent.Denied(0, BOB, "Not without a ticket.", Channel.LINK));
    assertOverWithoutAccess(grant, "DENIED");
  }

  @Test
  void aSignedNoEndsARequest() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    assertThat(scene.denySigned(CAROL, grant, "Ask for less.").statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertThat(scene.events(grant))
        .contains(new GrantEvent.Denied(0, CAROL, "Ask for less.", Channel.SIGNED));
    assertOverWithoutAccess(grant, "DENIED");
  }

  @Test
  void aNoWithoutAReasonDecidesNothing() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    assertThat(scene.deny(scene.linkTo(BOB, grant), " ").statusCode()).isEqualTo(422);
    assertThat(scene.denySigned(BOB, grant, "").statusCode()).isEqualTo(400);

    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
  }

  @Test
  void aRequestLapsesToTheSecond() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));

    scene.pass(Duration.ofHours(2).minus(A_MOMENT).minusSeconds(1));
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
    scene.pass(Duration.ofMinutes(1));

    assertOverWithoutAccess(grant, "LAPSED");
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(409);
  }

  @Test
  void aRequestThatIsTakenBackIsOver() {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    LinkInMail link = scene.linkTo(BOB, grant);

    assertThat(scene.cancel(BOB, grant).statusCode()).isEqualTo(403);
    assertThat(scene.cancel(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);

    assertOverWithoutAccess(grant, "CANCELLED");
    assertThat(scene.approve(link).body()).contains("This is already decided");
  }

  @Test
  void anOpenGrantIsNotTakenBackAsIfItHadNeverBeen() {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);

    assertThat(scene.cancel(ALICE, grant).statusCode()).isEqualTo(409);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  @Test
  void theSameRequestSentTwiceIsOneGrant() {
    Map<String, String> key = Map.of("Idempotency-Key", "case-4711");
    GrantId grant = Scene.idIn(scene.requested(ALICE, Asked.prefix("PT15M"), key));
    scene.pass(A_MOMENT);

    assertThat(Scene.idIn(scene.requested(ALICE, Asked.prefix("PT15M"), key))).isEqualTo(grant);
    assertThat(scene.requested(ALICE, Asked.prefix("PT20M"), key).statusCode()).isEqualTo(409);
    assertThat(Scene.idIn(scene.requested(CAROL, Asked.prefix("PT15M"), key))).isNotEqualTo(grant);
    scene.pass(A_MOMENT);

    assertThat(scene.types(grant)).containsOnlyOnce("requested").doesNotContain("doorbell-hung");
    assertThat(scene.system().mails()).hasSize(3);
  }

  @Test
  void aRequestThatIsRepeatedAfterItsEndStartsNothing() {
    Map<String, String> key = Map.of("Idempotency-Key", "case-4711");
    GrantId grant = Scene.idIn(scene.requested(ALICE, Asked.prefix("PT15M"), key));
    scene.pass(Duration.ofHours(3));
    List<String> types = scene.types(grant);

    assertThat(scene.requested(ALICE, Asked.prefix("PT15M"), key).statusCode()).isEqualTo(201);
    scene.pass(Duration.ofHours(3));

    assertThat(scene.types(grant)).isEqualTo(types);
    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
  }

  private void assertOverWithoutAccess(GrantId grant, String outcome) {
    assertThat(scene.state(grant)).isEqualTo("OVER");
    assertThat(scene.outcome(grant)).isEqualTo(outcome);
    assertThat(scene.types(grant)).doesNotContain("policy-planned", "credentials-planned");
    assertThat(scene.policies()).isEmpty();
    assertThat(scene.workflow(grant)).isEqualTo(SUCCEEDED);
    assertThat(scene.credentials(ALICE, grant).statusCode()).isEqualTo(409);
  }
}
