package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.workflow.InMemoryWorkflow.Started;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asking for access, and asking again without asking twice.
class RequestGrantTest {

  private final InMemorySystem system = new InMemorySystem(Catalogs.withPending(100));
  private final ProxyCall request = ProxyCall.of("RequestGrant");
  private final ProxyCall keyless = request.withoutHeader("Idempotency-Key");

  @Test
  void aRequestIsRecordedItsWorkflowStartedAndItsPlaceTold() {
    ProxyAnswer answer = system.answer(request);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("grants/" + answer.grant());
    assertThat(answer.json().path("state").stringValue()).isEqualTo("AWAITING_APPROVAL");
    assertThat(system.types(answer.grant())).containsExactly("requested");
    assertThat(system.workflow.started())
        .containsExactly(new Started(answer.grant(), Duration.ofHours(2)));
  }

  @Test
  void anAnswerIsKeptByNobody() {
    assertThat(system.answer(request).header("Cache-Control")).isEqualTo("no-store");
    assertThat(system.answer(request).header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameGrant() {
    ProxyAnswer first = system.answer(request);
    ProxyAnswer second = system.answer(request);

    assertThat(second).isEqualTo(first);
    assertThat(system.types(first.grant())).containsExactly("requested");
  }

  @Test
  void theOrderOfMembersMakesNoOtherBody() {
    ProxyAnswer first = system.answer(request);
    ProxyAnswer second =
        system.answer(
            request.json(body -> {
              JsonNode duration = body.remove("duration");
              JsonNode parameters = body.remove("parameters");
              body.set("parameters", parameters);
              body.set("duration", duration);
            }));

    assertThat(second.grant()).isEqualTo(first.grant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"duration", "justification", "prefix", "entitlement"})
  void theSameKeyWithAnotherBodyIsAConflict(String member) {
    GrantId grant = system.answer(request).grant();

    ProxyAnswer answer =
        system.answer(
            request.json(body -> {
              switch (member) {
                case "duration" -> body.put("duration", "PT2H");
                case "justification" -> body.put("justification", "Another reason.");
                case "prefix" -> body.withObject("parameters").put("prefix", "customers/4712");
                default -> {
                  body.put("entitlement", "read-log-group");
                  body.putObject("parameters").put("logGroup", "checkout/api");
                }
              }
            }));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("idempotency-key-reused");
    assertThat(system.types(grant)).containsExactly("requested");
    assertThat(system.workflow.started()).hasSize(1);
  }

  @Test
  void theSameKeyByAnotherPersonIsAnotherGrant() {
    GrantId alices = system.answer(request.by(ALICE)).grant();
    GrantId daves = system.answer(request.by(DAVE)).grant();

    assertThat(daves).isNotEqualTo(alices);
  }

  @Test
  void severalAccountsGetAGrantEachHoweverOftenTheCallIsRepeated() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());
    ProxyCall both = request.json(body -> inAccounts(body, "production", "staging"));

    ProxyAnswer first = accounts.answer(both);
    ProxyAnswer second = accounts.answer(both);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(first.json().path("grants").valueStream())
        .extracting(one -> one.path("parameters").path("account").stringValue())
        .containsExactly("production", "staging");
    assertThat(new HashSet<>(accounts.workflow.started())).hasSize(2);
  }

  @Test
  void aMistakeInOneOfSeveralAccountsRequestsNone() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());

    ProxyAnswer answer =
        accounts.answer(request.json(body -> inAccounts(body, "production", "moon")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("mistakes").path(0).path("says").stringValue())
        .isEqualTo("is moon, which it cannot be; give one of production, staging");
    assertThat(accounts.isUntouched()).isTrue();
  }

  @Test
  void whereThereIsNoRoomForAllOfSeveralAccountsNoneIsRequested() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());
    for (int pending = 0; pending < 9; pending++) {
      assertThat(accounts.answer(inProduction()).status()).isEqualTo(201);
    }

    ProxyAnswer refused =
        accounts.answer(request.json(body -> inAccounts(body, "staging", "production")));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-pending");
    assertThat(accounts.workflow.started()).hasSize(9);
    assertThat(accounts.answer(request.json(body -> inAccounts(body, "staging"))).status())
        .isEqualTo(201);
  }

  @Test
  void whereTheHourHasNoRoomForAllOfSeveralAccountsNoneIsRequested() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());
    for (int before = 0; before < 19; before++) {
      GrantId grant = accounts.answer(inProduction()).grant();
      assertThat(accounts.answer(ProxyCall.of("CancelGrant").on(grant)).status()).isEqualTo(200);
    }

    ProxyAnswer refused =
        accounts.answer(request.json(body -> inAccounts(body, "staging", "production")));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-requests");
    assertThat(accounts.workflow.started()).hasSize(19);
  }

  @Test
  void aKeyThatOneOfSeveralAccountsHasForAnotherRequestRequestsNone() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());
    accounts.answer(request.json(body -> inAccounts(body, "production")));

    ProxyAnswer refused =
        accounts.answer(
            request.json(body -> {
              body.put("duration", "PT2H");
              inAccounts(body, "staging", "production");
            }));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("idempotency-key-reused");
    assertThat(accounts.workflow.started()).hasSize(1);
  }

  private ProxyCall inProduction() {
    return keyless.json(body -> body.withObject("parameters").put("account", "production"));
  }

  @Test
  void severalAccountsNeedAKey() {
    InMemorySystem accounts = new InMemorySystem(Catalogs.withAccounts());

    ProxyAnswer answer =
        accounts.answer(keyless.json(body -> inAccounts(body, "production", "staging")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("mistakes").path(0).path("member").stringValue())
        .isEqualTo("Idempotency-Key");
    assertThat(accounts.isUntouched()).isTrue();
  }

  private static void inAccounts(ObjectNode body, String... accounts) {
    List.of(accounts).forEach(body.withObject("parameters").putArray("account")::add);
  }

  @Test
  void withoutAKeyEveryRequestIsAnotherGrant() {
    assertThat(system.answer(keyless).grant()).isNotEqualTo(system.answer(keyless).grant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\nb", "<b>", "a/b"})
  void aKeyOfAnotherFormIsRefused(String key) {
    ProxyAnswer answer = system.answer(request.header("Idempotency-Key", key));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("mistakes").path(0).path("member").stringValue())
        .isEqualTo("Idempotency-Key");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aKeyHas128CharactersAtTheMost() {
    String longest = "k".repeat(128);

    assertThat(system.answer(request.header("Idempotency-Key", longest + "k")).status())
        .isEqualTo(400);
    assertThat(system.answer(request.header("Idempotency-Key", longest)).status()).isEqualTo(201);
  }

  @Test
  void aLostStartIsToldAndTheRepeatStartsIt() {
    system.workflow.reachable(false);
    InMemorySystem.printedDuring(() -> {
      ProxyAnswer lost = system.answer(request);
      assertThat(lost.status()).isEqualTo(503);
      assertThat(lost.problem()).isEqualTo("outcome-unknown");
      assertThat(lost.header("Retry-After")).isNotEmpty();
    });
    GrantId recorded = GrantId.of(ALICE, "support-case-4711");
    assertThat(system.types(recorded)).containsExactly("requested");

    system.workflow.reachable(true);
    ProxyAnswer repeat = system.answer(request);

    assertThat(repeat.grant()).isEqualTo(recorded);
    assertThat(system.types(recorded)).containsExactly("requested");
    assertThat(system.workflow.started()).extracting(Started::grant).containsExactly(recorded);
  }

  @Test
  void aRepeatStartsWhatWasFrozenWhateverTheCatalogueHasBecome() {
    ProxyAnswer first = system.answer(request);
    Level longer = new Level(List.of(BOB, CAROL), 1, Duration.ofDays(7));
    InMemorySystem later =
        new InMemorySystem(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("approval", List.of(longer), false)),
            system.ledger);

    ProxyAnswer repeat = later.answer(request);

    assertThat(repeat).isEqualTo(first);
    assertThat(later.workflow.started())
        .containsExactly(new Started(first.grant(), Duration.ofHours(2)));
  }

  @Test
  void twoOfTheSameRequestsAtOnceAreOneGrant() {
    system.ledger.beforeNextAppend(() -> system.answer(request));

    ProxyAnswer second = system.answer(request);

    assertThat(second.status()).isEqualTo(201);
    assertThat(system.types(second.grant())).containsExactly("requested");
  }

  @Test
  void anyoneWhoIsNeededForTheQuorumCannotAsk() {
    Level bothOfThem = new Level(List.of(BOB, CAROL), 2, Duration.ofHours(1));
    InMemorySystem strict =
        new InMemorySystem(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("approval", List.of(bothOfThem), false)));

    ProxyAnswer answer = strict.answer(request.by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("quorum-needs-requester");
    assertThat(strict.isUntouched()).isTrue();
    assertThat(strict.answer(request.by(ALICE)).status()).isEqualTo(201);
  }

  @Test
  void oneMoreRequestThanAnHourTakesIsRefusedUntilTheFirstIsAnHourAgo() {
    system.requested();
    system.pass(Duration.ofMinutes(1));
    for (int request = 1; request < 20; request++) {
      system.requested();
    }

    ProxyAnswer refused = system.answer(keyless);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-requests");
    assertThat(system.workflow.started()).hasSize(20);
    assertThat(system.answer(keyless.by(BOB)).status()).isEqualTo(201);

    system.pass(Duration.ofMinutes(59));
    assertThat(system.answer(keyless).status()).isEqualTo(201);
    assertThat(system.answer(keyless).status()).isEqualTo(429);
  }

  @Test
  void aRepeatIsNoFurtherRequest() {
    ProxyAnswer first = system.answer(ProxyCall.of("RequestGrant"));
    for (int request = 1; request < 20; request++) {
      system.requested();
    }

    assertThat(system.answer(ProxyCall.of("RequestGrant"))).isEqualTo(first);
    assertThat(system.answer(keyless).status()).isEqualTo(429);
  }

  @Test
  void onesGrantsAreListedNewestFirstAndNobodyElses() {
    GrantId first = system.requested();
    system.pass(Duration.ofMinutes(1));
    GrantId second = system.requested();
    system.answer(keyless.by(CAROL));

    JsonNode listed = system.answer(ProxyCall.of("ListGrants").by(ALICE)).json().path("grants");

    assertThat(listed.valueStream().map(one -> one.path("grant").stringValue()))
        .containsExactly(second.value(), first.value());
    assertThat(listed.path(0).has("timeline")).isFalse();
  }

  @Test
  void aGrantIsShownToItsRequesterAndItsApprovers() {
    GrantId grant = system.active();

    for (ProxyCall call :
        List.of(
            ProxyCall.of("ShowGrant").by(ALICE),
            ProxyCall.of("ShowGrant").by(BOB),
            ProxyCall.of("ShowGrant").by(CAROL))) {
      ProxyAnswer shown = system.answer(call.on(grant));
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.json().path("state").stringValue()).isEqualTo("ACTIVE");
      assertThat(
              shown
                  .json()
                  .path("timeline")
                  .valueStream()
                  .map(entry -> entry.path("type").stringValue()))
          .containsExactlyElementsOf(system.types(grant));
    }
  }

  @Test
  void nobodyApprovesTheirOwnRequest() {
    GrantId grant = system.answer(keyless.by(BOB)).grant();

    ProxyAnswer answer = system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("approver-is-requester");
    assertThat(system.types(grant)).containsExactly("requested");
  }

  @Test
  void aSignedApprovalRings() {
    GrantId grant = system.sought();

    system.answer(ProxyCall.of("ApproveGrant").on(grant));

    assertThat(system.types(grant)).endsWith("approved");
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aSignedDenialRings() {
    GrantId grant = system.sought();

    ProxyAnswer answer = system.answer(ProxyCall.of("DenyGrant").on(grant));

    assertThat(answer.json().path("outcome").stringValue()).isEqualTo("DENIED");
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aCancellationRings() {
    GrantId grant = system.sought();

    ProxyAnswer answer = system.answer(ProxyCall.of("CancelGrant").on(grant));

    assertThat(answer.json().path("outcome").stringValue()).isEqualTo("CANCELLED");
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void anApprovalThatLeavesTheLevelOpenDoesNotRing() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);

    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));
    assertThat(system.doorbells.rung()).isEmpty();

    system.answer(ProxyCall.of("ApproveGrant").on(grant).by(CAROL));
    assertThat(system.doorbells.rung()).hasSize(1);
  }

  @Test
  void aLostRingLosesNoAnswer() {
    GrantId grant = system.sought();
    system.doorbells.reachable(false);

    InMemorySystem.printedDuring(() ->
        assertThat(system.answer(ProxyCall.of("ApproveGrant").on(grant)).status()).isEqualTo(200));

    assertThat(system.types(grant)).endsWith("approved");
  }
}
