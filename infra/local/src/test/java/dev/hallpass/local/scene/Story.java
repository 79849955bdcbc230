package dev.hallpass.local.scene;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.local.scene.PolicyTexts.EVERY_OBJECT;
import static dev.hallpass.local.scene.PolicyTexts.TRUSTING_EC2;
import static dev.hallpass.local.scene.Scene.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.authorization.NetworkLink;
import dev.hallpass.emulator.policy.Principal;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.local.LinkInMail;
import dev.hallpass.reconciliation.Retirement;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SendTaskSuccessRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import tools.jackson.databind.node.ObjectNode;

/// The ways of a grant that together need every permission, the short ones first.
public enum Story {
  LOOKED_AROUND(scene -> {
    assertThat(scene.signed(ALICE, "GET", "/entitlements", "").statusCode()).isEqualTo(200);
    assertThat(scene.signed(ALICE, "GET", "/grants", "").statusCode()).isEqualTo(200);
  }),

  FOUND_AS_IT_WAS_DEPLOYED(scene -> assertThat(scene.checkForDrift()).isEqualTo("[]")),

  LOGGED(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Scene.AN_INTERVAL);
    assertThat(scene.signed(ALICE, "GET", "/grants/" + grant.value(), "").body())
        .contains("\"root\"");
    // The second interval reads the ledger's stream, and what the first one found in the table.
    assertThat(scene.cancel(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(Scene.AN_INTERVAL);
    List<String> logged = scene.logged();
    assertThat(logged).anySatisfy(line -> assertThat(line).contains("\"type\":\"cancelled\""));
    assertThat(logged).doesNotHaveDuplicates();
  }),

  LOGGED_AND_FOUND_WHOLE(scene -> {
    scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Scene.AN_INTERVAL.multipliedBy(2));
    assertThat(scene.checkArchive()).isEmpty();
  }),

  ASKED_WITH_THE_STATE_OF_THE_LEDGER(scene -> {
    scene.pass(Scene.AN_INTERVAL);
    scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.system().mails().getLast().text()).contains("Ledger: ", ", root ");
  }),

  TOLD_OF_ACCOUNTS_THAT_ARE_NEARLY_FULL(scene -> {
    fill(scene.system().account().iam(), 1430);
    fill(elsewhereIn(scene), 1430);
    Printed printed = Printed.during(() -> scene.pass(Duration.ofMinutes(2)));
    assertThat(printed.lines()).anyMatch(line -> line.path("PoliciesNearlyFull").asInt(0) == 2);
  }),

  REFUSED_BECAUSE_THE_ACCOUNT_HAS_NO_ROOM(scene -> {
    IamClient iam = scene.system().account().iam();
    Map<SummaryKeyType, Integer> summary = iam.getAccountSummary().summaryMap();
    fill(
        iam,
        summary.getOrDefault(SummaryKeyType.POLICIES_QUOTA, 0)
            - summary.getOrDefault(SummaryKeyType.POLICIES, 0));
    scene.pass(Duration.ofMinutes(2));
    HttpResponse<String> answer = scene.requested(ALICE, Asked.prefix("PT15M"), Map.of());
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("account-opens-nothing");
    assertThat(scene.mailedTo()).isEmpty();
  }),

  TOLD_OF_A_POLICY_THAT_OTHERS_MADE(scene -> {
    scene.pass(Duration.ofMinutes(2));
    IamClient iam = elsewhereIn(scene);
    iam.createPolicy(policy ->
        policy
            .path("/hallpass/")
            .policyName("grant-00000000000000000000000000004711")
            .policyDocument(EVERY_OBJECT));
    scene
        .system()
        .region()
        .deliver((ObjectNode) Json.read(Scene.sample("upkeep/reap-changed.json")));
    scene.pass(A_MOMENT);
    assertThat(iam.listPolicies(all -> all.pathPrefix("/hallpass/")).policies()).isEmpty();
  }),

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
    LinkInMail link = scene.linkTo(BOB, grant);
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
    LinkInMail link = scene.linkTo(BOB, grant);
    String wrong = link.code().equals("000000") ? "000001" : "000000";
    assertThat(scene.answer(link, wrong, "approve", "").body()).contains("never had this before");
  }),

  TOLD_OF_THE_LAPSE(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    scene.pass(Duration.ofHours(2).plusMinutes(1));
    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
    assertThat(scene.types(grant)).endsWith("lapsed");
    assertThat(scene.mailedTo()).endsWith(ALICE.email());
  }),

  THE_MAIL_CAME_BACK(scene -> {
    scene.bounce(BOB);
    GrantId grant = scene.request(ALICE, Asked.console("support_write", "PT15M"));
    scene.pass(A_MOMENT);
    assertThat(scene.types(grant)).contains("mail-bounced", "escalated");
    assertThat(scene.mailedTo()).contains(CAROL.email());
  }),

  DECIDED_BY_A_RULE(scene -> {
    scene.openTicket("INC-99");
    Asked asked = Asked.logGroup("PT15M").with(Map.of("ticket", "INC-99"));
    GrantId grant = scene.request(ALICE, asked);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    scene.keys(grant);
  }),

  ENDED_WITH_ITS_TICKET(scene -> {
    scene.openTicket("INC-99");
    Asked asked = Asked.logGroup("PT15M").with(Map.of("ticket", "INC-99"));
    GrantId grant = scene.request(ALICE, asked);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    scene.closeTicket("INC-99");
    scene.pass(Duration.ofMinutes(2));
    assertThat(scene.outcome(grant)).isEqualTo("REFUSED");
    assertWorkflowIsOver(scene, grant);
  }),

  TAKEN_BACK(scene -> {
    GrantId grant = scene.request(ALICE, Asked.partition("PT15M"));
    assertThat(scene.approveSigned(BOB, grant).statusCode()).isEqualTo(200);
    assertThat(scene.withdraw(BOB, grant).statusCode()).isEqualTo(200);
    assertThat(scene.approveSigned(CAROL, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.state(grant)).isEqualTo("AWAITING_APPROVAL");
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
    lose(scene, "SeekAnswers", 5);
    scene.passUntil(end.plusSeconds(1));
    review(scene, grant);
    scene.pass(Duration.ofMinutes(2));
    assertThat(scene.types(grant)).doesNotContain("review-sought");
    assertThat(scene.workflow(grant)).isEqualTo(ExecutionStatus.SUCCEEDED);
  }),

  USED_IN_THE_HUB(scene -> {
    for (Asked asked : List.of(Asked.prefix("PT15M"), Asked.logGroup("PT15M"))) {
      used(scene, asked, BOB);
    }
    used(scene, Asked.partition("PT15M"), BOB, CAROL);
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

  BLOCKED(scene -> {
    GrantId open = scene.opened(Asked.prefix("PT15M"), BOB);
    GrantId pending = scene.request(ALICE, Asked.prefix("PT15M"));
    HttpResponse<String> answer = scene.block(CAROL, ALICE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(open.value(), pending.value());
    scene.pass(A_MOMENT);
    for (GrantId grant : List.of(open, pending)) {
      assertThat(scene.outcome(grant)).isEqualTo("REVOKED");
      assertWorkflowIsOver(scene, grant);
    }
  }),

  BLOCKED_AND_UNBLOCKED(scene -> {
    for (Person person : List.of(ALICE, BOB)) {
      assertThat(scene.block(CAROL, person).statusCode()).isEqualTo(200);
      assertThat(scene.unblock(CAROL, person).statusCode()).isEqualTo(200);
    }
    scene.pass(A_MOMENT);
    assertThat(toldOnTheBus(scene)).contains("blocked", "unblocked");
    scene.keys(scene.opened(Asked.prefix("PT15M"), BOB));
    GrantId signed = scene.request(ALICE, Asked.prefix("PT15M"));
    assertThat(scene.approveSigned(BOB, signed).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.state(signed)).isEqualTo("ACTIVE");
  }),

  BLOCKED_WITHOUT_ITS_INDEX(scene -> {
    assertThat(scene.block(CAROL, ALICE).statusCode()).isEqualTo(200);
    assertThat(scene.unblock(CAROL, ALICE).statusCode()).isEqualTo(200);
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    // The block is recorded, and then its function cannot list what it has to end.
    lose(
        scene,
        (from, request) ->
            isOf("Commands", from)
                && request instanceof QueryRequest query
                && "requester".equals(query.indexName()));
    assertThat(scene.block(CAROL, ALICE).statusCode()).isEqualTo(503);
    scene.pass(Duration.ofMinutes(2));
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

  USED_IN_ANOTHER_ACCOUNT_AFTER_A_SIGNED_YES(
      scene -> scene.keys(scene.openedBySignature(Asked.console("support_read", "PT15M")))),

  USED_WITH_A_MANAGED_POLICY(scene -> scene.keys(scene.openedBySignature(Asked.bills("PT15M")))),

  USED_IN_ANOTHER_ACCOUNT(scene -> used(scene, Asked.parameters("PT15M"), BOB)),

  MADE_BUT_THE_ANSWER_WAS_LOST(scene -> madeWithoutAnswer(scene, Asked.prefix("PT15M"))),

  MADE_IN_ANOTHER_ACCOUNT_BUT_THE_ANSWER_WAS_LOST(
      scene -> madeWithoutAnswer(scene, Asked.parameters("PT15M"))),

  STOPPED_WHILE_IT_WAS_OPEN(scene -> stoppedWhileOpen(scene, Asked.prefix("PT15M"))),

  STOPPED_WHILE_IT_WAS_OPEN_IN_ANOTHER_ACCOUNT(
      scene -> stoppedWhileOpen(scene, Asked.parameters("PT15M"))),

  STARTED_AGAIN_BECAUSE_THE_START_WAS_LOST(scene -> {
    lose(scene, StartExecutionRequest.class, 1);
    int status = scene.requested(ALICE, Asked.prefix("PT15M"), Map.of()).statusCode();
    assertThat(status).isGreaterThanOrEqualTo(500);
    scene.pass(Duration.ofMinutes(4));
    assertThat(scene.mailedTo()).containsExactly(BOB.email(), CAROL.email());
  }),

  WOKEN_AGAIN_BECAUSE_THE_RING_WAS_LOST(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    lose(scene, SendTaskSuccessRequest.class, 1);
    scene.approve(scene.linkTo(BOB, grant));
    scene.pass(Duration.ofMinutes(4));
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
  }),

  LAPSED_WITHOUT_ITS_WORKFLOW(scene -> {
    GrantId grant = scene.request(ALICE, Asked.prefix("PT15M"));
    lose(scene, "Retire", Integer.MAX_VALUE);
    scene.pass(Duration.ofHours(2).plusMinutes(2));
    assertThat(scene.outcome(grant)).isEqualTo("LAPSED");
  }),

  CHANGED_BY_SOMEBODY(
      scene -> changed(scene, scene.system().account().iam(), Asked.prefix("PT15M"))),

  CHANGED_BY_SOMEBODY_IN_ANOTHER_ACCOUNT(
      scene -> changed(scene, elsewhereIn(scene), Asked.parameters("PT15M"))),

  READ_AS_A_WHOLE(
      scene -> readAsAWhole(scene, scene.system().account().iam(), Asked.prefix("PT1H"))),

  READ_AS_A_WHOLE_IN_ANOTHER_ACCOUNT(
      scene -> readAsAWhole(scene, elsewhereIn(scene), Asked.parameters("PT1H"))),

  GIVEN_BACK_WITH_AN_OPEN_SHELL(scene -> {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT15M"));
    scene.openShell(scene.keys(grant));
    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.shells()).isEmpty();
    assertThat(scene.types(grant)).containsSubsequence("shells-found", "shells-terminated");
    assertWorkflowIsOver(scene, grant);
  }),

  STOPPED_WITH_AN_OPEN_SHELL(scene -> {
    GrantId grant = scene.openedBySignature(Asked.instanceShell("PT15M"));
    scene.openShell(scene.keys(grant));
    Instant end = scene.expiresAt(grant);
    stop(scene, grant);
    scene.passUntil(end.plus(Duration.ofMinutes(2)));
    assertThat(scene.shells()).isEmpty();
    assertThat(scene.types(grant)).containsSubsequence("shells-found", "shells-terminated");
  }),

  GIVEN_BACK_WITH_AN_OPEN_SHELL_IN_A_CONTAINER(scene -> {
    GrantId grant = scene.openedBySignature(Asked.containerShell("PT15M"));
    scene.openContainerShell(scene.keys(grant));
    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.shells()).isEmpty();
    assertThat(scene.types(grant)).containsSubsequence("shells-found", "shells-terminated");
  }),

  GIVEN_BACK_WHILE_A_SESSION_LIVED(scene -> givenBack(scene, Asked.prefix("PT15M"))),

  GIVEN_BACK_IN_ANOTHER_ACCOUNT(scene -> givenBack(scene, Asked.parameters("PT15M"))),

  REVOKED_ON_A_ROLE_WITHOUT_ROOM(scene -> {
    IamClient iam = scene.system().account().iam();
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    scene.keys(grant);
    // Enough for a denial by time, and not for one of a single grant.
    FilledRole.leaving(200, iam, "read-bucket-prefix");
    scene.giveBack(ALICE, grant);
    scene.pass(Duration.ofMinutes(3));
    assertThat(iam.listRolePolicies(role -> role.roleName("read-bucket-prefix")).policyNames())
        .anyMatch(name -> name.startsWith("denied-before-"));
  }),

  ENDED_WHILE_THE_LEDGER_WAS_SILENT(scene -> silent(scene, Asked.prefix("PT15M"))),

  ENDED_BY_CLEAN_UP_WHILE_THE_LEDGER_WAS_SILENT(scene -> {
    GrantId grant = scene.opened(Asked.prefix("PT15M"), BOB);
    Instant end = scene.expiresAt(grant);
    lose(
        scene,
        (from, request) ->
            (isOf("Reap", from) || isOf("Retire", from)) && request instanceof DynamoDbRequest);
    stop(scene, grant);
    scene.passUntil(end.plus(Retirement.GONE_WITHIN));
    assertThat(scene.policies()).doesNotContain(grant.value());
  }),

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
  public void play(Scene scene) {
    plot.accept(scene);
  }

  private static GrantId broken(Scene scene) {
    Asked asked = Asked.partition("PT15M").with(Map.of("breakGlass", true));
    GrantId grant = scene.request(ALICE, asked);
    assertThat(scene.state(grant)).isEqualTo("ACTIVE");
    return grant;
  }

  private static void review(Scene scene, GrantId grant) {
    String body = "{\"verdict\":\"JUSTIFIED\",\"remarks\":\"It was down.\"}";
    HttpResponse<String> answer = scene.signed(CAROL, "POST", "/grants/" + grant + "/review", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
  }

  /// Lets as many requests of a function's be lost on their way.
  private static void lose(Scene scene, String function, int requests) {
    AtomicInteger left = new AtomicInteger(requests);
    lose(scene, (from, _) -> isOf(function, from) && left.getAndDecrement() > 0);
  }

  /// Lets as many requests of a kind be lost on their way.
  private static void lose(Scene scene, Class<?> kind, int requests) {
    AtomicInteger left = new AtomicInteger(requests);
    lose(scene, (_, request) -> kind.isInstance(request) && left.getAndDecrement() > 0);
  }

  private static void lose(Scene scene, BiPredicate<Principal, SdkRequest> which) {
    scene.beforeRequests((from, request) -> {
      if (which.test(from, request)) {
        throw SdkClientException.create("The request was lost");
      }
    });
  }

  private static boolean isOf(String function, Principal from) {
    return from.arn().contains(function);
  }

  private static void silent(Scene scene, Asked asked) {
    GrantId grant = scene.opened(asked, BOB);
    Instant end = scene.expiresAt(grant);
    lose(
        scene,
        (from, request) ->
            isOf("Reap", from) || (isOf("Retire", from) && request instanceof DynamoDbRequest));
    scene.passUntil(end.plus(Retirement.GONE_WITHIN).plus(Duration.ofMinutes(10)));
    assertThat(scene.policies()).doesNotContain(grant.value());
  }

  /// Adds whatever can be added to a grant's policy, one thing after the other.
  private static void changed(Scene scene, IamClient iam, Asked asked) {
    iam.createUser(user -> user.userName("intruder"));
    iam.createGroup(group -> group.groupName("intruders"));
    iam.createRole(role -> role.roleName("intruder").assumeRolePolicyDocument(TRUSTING_EC2));
    changed(
        scene,
        iam,
        asked,
        arn -> iam.attachUserPolicy(to -> to.userName("intruder").policyArn(arn)));
    changed(
        scene,
        iam,
        asked,
        arn -> iam.attachGroupPolicy(to -> to.groupName("intruders").policyArn(arn)));
    changed(
        scene,
        iam,
        asked,
        arn -> iam.attachRolePolicy(to -> to.roleName("intruder").policyArn(arn)));
    changed(
        scene,
        iam,
        asked,
        arn ->
            iam.createPolicyVersion(
                version -> version.policyArn(arn).policyDocument(EVERY_OBJECT).setAsDefault(true)));
  }

  private static void changed(Scene scene, IamClient iam, Asked asked, Consumer<String> change) {
    GrantId grant = scene.opened(asked, BOB);
    change.accept(arnOf(iam, grant));
    scene.pass(Duration.ofSeconds(90));
    assertThat(scene.outcome(grant)).isEqualTo("DRIFTED");
    assertThat(scene.types(grant)).containsSubsequence("drift-found", "ended", "policy-deleted");
  }

  /// Makes a grant's policy anew with another document: only who reads it can tell.
  private static void readAsAWhole(Scene scene, IamClient iam, Asked asked) {
    GrantId grant = scene.opened(asked, BOB);
    String arn = arnOf(iam, grant);
    iam.deletePolicy(policy -> policy.policyArn(arn));
    iam.createPolicy(
        policy -> policy.path("/hallpass/").policyName(grant.value()).policyDocument(EVERY_OBJECT));
    scene.pass(Duration.ofMinutes(31));
    assertThat(scene.outcome(grant)).isEqualTo("DRIFTED");
  }

  private static String arnOf(IamClient iam, GrantId grant) {
    return iam.listPolicies(all -> all.pathPrefix("/hallpass/").maxItems(1000)).policies().stream()
        .filter(policy -> policy.policyName().equals(grant.value()))
        .findFirst()
        .orElseThrow()
        .arn();
  }

  /// Makes so many policies that few more have room (source: IAM quotas, 1,500 in an account).
  private static List<String> toldOnTheBus(Scene scene) {
    Stack hub = scene.system().hub();
    String bus = hub.ref(hub.resources("AWS::Events::EventBus").getFirst().id());
    return scene.system().region().taken(bus).stream()
        .map(event -> event.path("detail-type").asString())
        .toList();
  }

  private static void fill(IamClient iam, int policies) {
    for (int number = 0; number < policies; number++) {
      String name = "others-" + number;
      iam.createPolicy(policy -> policy.policyName(name).policyDocument(EVERY_OBJECT));
    }
  }

  private static IamClient elsewhereIn(Scene scene) {
    return scene.system().accounts().account("444455556666").iam();
  }

  private static void used(Scene scene, Asked asked, Person... approvers) {
    GrantId grant = scene.opened(asked, approvers);
    assertThat(scene.types(grant)).contains("activated");
    scene.keys(grant);
    Instant end = scene.expiresAt(grant);
    scene.passUntil(end.plus(A_MOMENT));
    assertThat(scene.outcome(grant)).isEqualTo("EXPIRED");
    // The session may live a little longer than the grant, and the policy denies it everything.
    scene.passUntil(end.plus(LiveSessions.OVER_AFTER_END).plus(A_MOMENT));
    assertThat(scene.types(grant)).contains("policy-deleted");
    assertWorkflowIsOver(scene, grant);
  }

  private static void givenBack(Scene scene, Asked asked) {
    GrantId grant = scene.opened(asked, BOB);
    scene.keys(grant);
    assertThat(scene.giveBack(ALICE, grant).statusCode()).isEqualTo(200);
    scene.pass(A_MOMENT);
    assertThat(scene.types(grant)).contains("sessions-denied", "policy-deleted");
    // Until the session is over on every clock.
    scene.pass(Duration.ofMinutes(45));
    assertThat(scene.types(grant)).contains("session-denial-removed");
  }

  private static void madeWithoutAnswer(Scene scene, Asked asked) {
    GrantId grant = scene.request(ALICE, asked);
    AtomicInteger left = new AtomicInteger(1);
    scene
        .system()
        .connectBy(
            new NetworkLink() {
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
