package dev.hallpass.local;

import static dev.hallpass.local.Scene.ALICE;
import static dev.hallpass.local.Scene.A_MOMENT;
import static dev.hallpass.local.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.emulator.authorization.Line;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import dev.hallpass.local.Scene.Asked;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// The ways of a grant that together need every permission, the short ones first.
enum Story {
  LOOKED_AROUND(scene -> {
    assertThat(scene.signed(ALICE, "GET", "/entitlements", "").statusCode()).isEqualTo(200);
    assertThat(scene.signed(ALICE, "GET", "/grants", "").statusCode()).isEqualTo(200);
  }),

  FOUND_AS_IT_WAS_DEPLOYED(scene -> assertThat(scene.checkForDrift()).isEqualTo("[]")),

  CANCELLED_BEFORE_ANYBODY_WAS_ASKED(scene -> {
    GrantId grant = Scene.idIn(scene.requested(ALICE, Asked.prefix("PT15M"), Map.of()));
    assertThat(scene.cancel(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("CANCELLED");
    assertThat(scene.mailedTo()).isEmpty();
    assertWorkflowIsOver(scene, grant);
  }),

  CANCELLED(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.cancel(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("CANCELLED");
    assertWorkflowIsOver(scene, grant);
  }),

  DENIED_BY_SIGNATURE(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.denySigned(BOB, grant, "Not today.").statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("DENIED");
    assertWorkflowIsOver(scene, grant);
  }),

  DENIED_BY_LINK(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    MailedLink link = scene.linkTo(BOB, grant);
    assertThat(scene.open(link).statusCode()).isEqualTo(200);
    assertThat(scene.deny(link, "Not today.").statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("DENIED");
    assertWorkflowIsOver(scene, grant);
  }),

  STOPPED_WHILE_IT_WAITED(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    stop(scene, grant);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("FAILED");
  }),

  LISTED_WHAT_WAITS(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.signed(BOB, "GET", "/approvals", "").body()).contains(grant.value());
  }),

  MISTYPED_THE_CODE(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    MailedLink link = scene.linkTo(BOB, grant);
    String wrong = link.code().equals("000000") ? "000001" : "000000";
    assertThat(scene.answer(link, wrong, "approve", "").body()).contains("never had this before");
  }),

  TOLD_OF_THE_LAPSE(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Duration.ofHours(2).plusMinutes(1));
    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
    assertThat(scene.types(grant)).endsWith("lapsed", "told");
    assertThat(scene.mailedTo()).endsWith(ALICE.email());
  }),

  THE_MAIL_CAME_BACK(scene -> {
    scene.bounce(BOB);
    GrantId grant = scene.request(ALICE, console("support_write"));
    scene.pass(A_MOMENT);
    assertThat(scene.types(grant)).contains("mail-bounced", "escalated");
    assertThat(scene.mailedTo()).contains(Scene.CAROL.email());
  }),

  DECIDED_BY_A_RULE(scene -> {
    scene.openTicket("INC-99");
    Asked asked = Asked.logGroup("PT15M").with(Map.of("ticket", "INC-99"));
    GrantId grant = scene.request(ALICE, asked);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }),

  BROKEN_AND_REVIEWED(scene -> {
    GrantId grant = broken(scene);
    scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
    assertThat(scene.types(grant))
        .containsSubsequence("policy-deleted", "review-sought", "mail-sent");
    review(scene, grant);
    assertWorkflowIsOver(scene, grant);
  }),

  REVIEWED_BEFORE_ANYBODY_WAS_ASKED(scene -> {
    GrantId grant = broken(scene);
    Instant end = scene.expiresAt(grant);
    // The first calls that ask for the review do not come through, the next one is too late.
    lose(scene, "SeekReview", 5);
    scene.passUntil(end.plusSeconds(1));
    review(scene, grant);
    scene.pass(Duration.ofMinutes(2));
    assertThat(scene.types(grant)).doesNotContain("review-sought");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }),

  USED_IN_THE_HUB(scene -> {
    used(scene, console("support_read"), BOB);
    for (Asked asked : List.of(Asked.prefix("PT15M"), Asked.logGroup("PT15M"))) {
      used(scene, asked, BOB);
    }
    used(scene, Asked.partition("PT15M"), BOB, Scene.CAROL);
  }),

  APPROVED_BY_SIGNATURE(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }),

  RETURNED(scene -> {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("RETURNED");
    assertWorkflowIsOver(scene, grant);
  }),

  REVOKED_BY_SIGNATURE(scene -> {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    assertThat(scene.revokeSigned(BOB, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    assertWorkflowIsOver(scene, grant);
  }),

  REVOKED_BY_LINK(scene -> {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    assertThat(scene.revoke(scene.linkTo(BOB, grant)).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
    assertWorkflowIsOver(scene, grant);
  }),

  EXTENDED_FOR_A_TICKET(scene -> {
    scene.openTicket("INC-99");
    Map<String, Object> ticket = Map.of("ticket", "INC-99");
    GrantId grant = scene.request(ALICE, Asked.logGroup("PT15M").with(ticket));
    GrantId longer = scene.extend(ALICE, grant, ticket);
    scene.passUntil(scene.expiresAt(grant).plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.state(longer)).isEqualTo("ACTIVE");
    assertThat(scene.policies()).containsExactly(longer.value());
  }),

  USED_IN_ANOTHER_ACCOUNT(scene -> used(scene, elsewhere(), BOB)),

  MADE_BUT_THE_ANSWER_WAS_LOST(scene -> madeWithoutAnswer(scene, Asked.prefix("PT15M"))),

  MADE_IN_ANOTHER_ACCOUNT_BUT_THE_ANSWER_WAS_LOST(scene -> madeWithoutAnswer(scene, elsewhere())),

  STOPPED_WHILE_IT_WAS_OPEN(scene -> stoppedWhileOpen(scene, Asked.prefix("PT15M"))),

  STOPPED_WHILE_IT_WAS_OPEN_IN_ANOTHER_ACCOUNT(scene -> stoppedWhileOpen(scene, elsewhere())),

  TOO_LATE_TO_WAIT_FOR_THE_END(scene -> {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Instant end = scene.expiresAt(grant);
    scene.passUntil(end.minusMillis(1));
    // The wait of this workflow begins before the end at first, and after it when tried again.
    lose(scene, "AwaitEnd", 1);
    scene
        .system()
        .stepFunctions()
        .startExecution(second ->
            second
                .stateMachineArn(scene.system().stateMachine())
                .name("second")
                .input("{\"grant\": \"%s\", \"within\": 7200}".formatted(grant)));
    scene.pass(Duration.ofMinutes(2));
    String execution = scene.execution(grant).replace(grant.value(), "second");
    var history =
        scene
            .system()
            .stepFunctions()
            .getExecutionHistory(all -> all.executionArn(execution).maxResults(1000))
            .events();
    assertThat(history)
        .extracting(one -> one.type())
        .contains(HistoryEventType.EXECUTION_SUCCEEDED);
    assertThat(history).filteredOn(one -> one.type() == HistoryEventType.TASK_FAILED).hasSize(1);
  });

  /// Holds nothing of its own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Consumer<Scene> plot;

  Story(Consumer<Scene> plot) {
    this.plot = plot;
  }

  /// Plays it.
  ///
  /// @throws AssertionError if something is not as it must be
  void play(Scene scene) {
    plot.accept(scene);
  }

  private static Asked console(String user) {
    return new Asked("open-database-console", Map.of("user", user), "PT15M");
  }

  private static GrantId broken(Scene scene) {
    Asked asked = Asked.partition("PT15M").with(Map.of("breakGlass", true));
    GrantId grant = scene.request(ALICE, asked);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    return grant;
  }

  private static void review(Scene scene, GrantId grant) {
    String body = "{\"verdict\":\"JUSTIFIED\",\"remarks\":\"It was down.\"}";
    HttpResponse<String> answer =
        scene.signed(Scene.CAROL, "POST", "/grants/" + grant + "/review", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
  }

  /// Lets as many requests of a function's be lost on their way.
  private static void lose(Scene scene, String function, int requests) {
    AtomicInteger left = new AtomicInteger(requests);
    scene
        .system()
        .connectBy(
            new Line() {
              @Override
              public void request(Principal from, SdkRequest request) {
                if (from.arn().contains(function) && left.getAndDecrement() > 0) {
                  throw SdkClientException.create("The request was lost");
                }
              }
            });
  }

  private static Asked elsewhere() {
    return new Asked("read-parameters", Map.of("path", "checkout/api"), "PT15M");
  }

  private static void used(Scene scene, Asked asked, Person... approvers) {
    GrantId grant = scene.opened(asked, approvers);
    assertThat(scene.types(grant)).contains("activated");
    scene.keys(grant);
    Instant end = scene.expiresAt(grant);
    scene.passUntil(end.plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.types(grant)).contains("policy-deleted");
    assertWorkflowIsOver(scene, grant);
  }

  private static void madeWithoutAnswer(Scene scene, Asked asked) {
    GrantId grant = scene.request(ALICE, asked);
    AtomicInteger left = new AtomicInteger(1);
    scene
        .system()
        .connectBy(
            new Line() {
              @Override
              public void answer(Principal from, SdkRequest request) {
                if (request instanceof CreatePolicyRequest && left.getAndSet(0) > 0) {
                  throw SdkClientException.create("The answer was lost");
                }
              }
            });
    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(A_MOMENT);
    assertThat(left).hasValue(0);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }

  private static void stoppedWhileOpen(Scene scene, Asked asked) {
    GrantId grant = scene.opened(asked, BOB);
    Instant end = scene.expiresAt(grant);
    stop(scene, grant);
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    scene.passUntil(end.plus(Duration.ofMinutes(2)));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    assertThat(scene.types(grant)).contains("policy-deleted");
  }

  private static void stop(Scene scene, GrantId grant) {
    scene.system().stepFunctions().stopExecution(one -> one.executionArn(scene.execution(grant)));
  }

  private static void assertWorkflowIsOver(Scene scene, GrantId grant) {
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(scene.workflowHistory(grant))
        .extracting(one -> one.type())
        .doesNotContain(HistoryEventType.TASK_FAILED);
  }
}
