package dev.hallpass.handlers.api;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.handlers.Scene;
import dev.hallpass.identity.GrantId;
import dev.hallpass.workflow.InMemoryWorkflow.Started;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Asking for access, and asking again without asking twice.
class RequestGrantTest {

  private final Scene scene = new Scene();
  private final ProxyCall request = ProxyCall.of("RequestGrant");
  private final ProxyCall keyless = request.withoutHeader("Idempotency-Key");

  @Test
  void aRequestIsRecordedItsWorkflowStartedAndItsPlaceTold() {
    ProxyAnswer answer = scene.answer(request);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("grants/" + answer.grant());
    assertThat(answer.json().path("state").stringValue()).isEqualTo("AWAITING_APPROVAL");
    assertThat(scene.types(answer.grant())).containsExactly("requested");
    assertThat(scene.workflow.started())
        .containsExactly(new Started(answer.grant(), Duration.ofHours(2)));
  }

  @Test
  void anAnswerIsKeptByNobody() {
    assertThat(scene.answer(request).header("Cache-Control")).isEqualTo("no-store");
    assertThat(scene.answer(request).header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameGrant() {
    ProxyAnswer first = scene.answer(request);
    ProxyAnswer second = scene.answer(request);

    assertThat(second).isEqualTo(first);
    assertThat(scene.types(first.grant())).containsExactly("requested");
  }

  @Test
  void theOrderOfMembersMakesNoOtherBody() {
    ProxyAnswer first = scene.answer(request);
    ProxyAnswer second =
        scene.answer(
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
    GrantId grant = scene.answer(request).grant();

    ProxyAnswer answer =
        scene.answer(
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
    assertThat(scene.types(grant)).containsExactly("requested");
    assertThat(scene.workflow.started()).hasSize(1);
  }

  @Test
  void theSameKeyByAnotherPersonIsAnotherGrant() {
    GrantId alices = scene.answer(request.by(ALICE)).grant();
    GrantId daves = scene.answer(request.by(DAVE)).grant();

    assertThat(daves).isNotEqualTo(alices);
  }

  @Test
  void withoutAKeyEveryRequestIsAnotherGrant() {
    assertThat(scene.answer(keyless).grant()).isNotEqualTo(scene.answer(keyless).grant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\nb", "<b>", "a/b"})
  void aKeyOfAnotherFormIsRefused(String key) {
    ProxyAnswer answer = scene.answer(request.header("Idempotency-Key", key));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("mistakes").path(0).path("member").stringValue())
        .isEqualTo("Idempotency-Key");
    assertThat(scene.isUntouched()).isTrue();
  }

  @Test
  void aKeyHas128CharactersAtTheMost() {
    String longest = "k".repeat(128);

    assertThat(scene.answer(request.header("Idempotency-Key", longest + "k")).status())
        .isEqualTo(400);
    assertThat(scene.answer(request.header("Idempotency-Key", longest)).status()).isEqualTo(201);
  }

  @Test
  void aLostStartIsToldAndTheRepeatStartsIt() {
    scene.workflow.reachable(false);
    Scene.printedDuring(() -> {
      ProxyAnswer lost = scene.answer(request);
      assertThat(lost.status()).isEqualTo(503);
      assertThat(lost.problem()).isEqualTo("outcome-unknown");
      assertThat(lost.header("Retry-After")).isNotEmpty();
    });
    GrantId recorded = GrantId.of(ALICE, "support-case-4711");
    assertThat(scene.types(recorded)).containsExactly("requested");

    scene.workflow.reachable(true);
    ProxyAnswer repeat = scene.answer(request);

    assertThat(repeat.grant()).isEqualTo(recorded);
    assertThat(scene.types(recorded)).containsExactly("requested");
    assertThat(scene.workflow.started()).extracting(Started::grant).containsExactly(recorded);
  }

  @Test
  void aRepeatStartsWhatWasFrozenWhateverTheCatalogueHasBecome() {
    ProxyAnswer first = scene.answer(request);
    Level longer = new Level(List.of(BOB, CAROL), 1, Duration.ofDays(7));
    Scene later =
        new Scene(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("approval", List.of(longer), false)),
            scene.ledger);

    ProxyAnswer repeat = later.answer(request);

    assertThat(repeat).isEqualTo(first);
    assertThat(later.workflow.started())
        .containsExactly(new Started(first.grant(), Duration.ofHours(2)));
  }

  @Test
  void twoOfTheSameRequestsAtOnceAreOneGrant() {
    scene.ledger.beforeNextAppend(() -> scene.answer(request));

    ProxyAnswer second = scene.answer(request);

    assertThat(second.status()).isEqualTo(201);
    assertThat(scene.types(second.grant())).containsExactly("requested");
  }

  @Test
  void anyoneWhoIsNeededForTheQuorumCannotAsk() {
    Level bothOfThem = new Level(List.of(BOB, CAROL), 2, Duration.ofHours(1));
    Scene strict =
        new Scene(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("approval", List.of(bothOfThem), false)));

    ProxyAnswer answer = strict.answer(request.by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("quorum-needs-requester");
    assertThat(strict.isUntouched()).isTrue();
    assertThat(strict.answer(request.by(ALICE)).status()).isEqualTo(201);
  }

  @Test
  void oneMoreRequestThanAnHourTakesIsRefusedUntilTheFirstIsAnHourAgo() {
    scene.requested();
    scene.pass(Duration.ofMinutes(1));
    for (int request = 1; request < 20; request++) {
      scene.requested();
    }

    ProxyAnswer refused = scene.answer(keyless);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-requests");
    assertThat(scene.workflow.started()).hasSize(20);
    assertThat(scene.answer(keyless.by(BOB)).status()).isEqualTo(201);

    scene.pass(Duration.ofMinutes(59));
    assertThat(scene.answer(keyless).status()).isEqualTo(201);
    assertThat(scene.answer(keyless).status()).isEqualTo(429);
  }

  @Test
  void aRepeatIsNoFurtherRequest() {
    ProxyAnswer first = scene.answer(ProxyCall.of("RequestGrant"));
    for (int request = 1; request < 20; request++) {
      scene.requested();
    }

    assertThat(scene.answer(ProxyCall.of("RequestGrant"))).isEqualTo(first);
    assertThat(scene.answer(keyless).status()).isEqualTo(429);
  }

  @Test
  void onesGrantsAreListedNewestFirstAndNobodyElses() {
    GrantId first = scene.requested();
    scene.pass(Duration.ofMinutes(1));
    GrantId second = scene.requested();
    scene.answer(keyless.by(CAROL));

    JsonNode listed = scene.answer(ProxyCall.of("ListGrants").by(ALICE)).json().path("grants");

    assertThat(listed.valueStream().map(one -> one.path("grant").stringValue()))
        .containsExactly(second.value(), first.value());
    assertThat(listed.path(0).has("timeline")).isFalse();
  }

  @Test
  void aGrantIsShownToItsRequesterAndItsApprovers() {
    GrantId grant = scene.active();

    for (ProxyCall call :
        List.of(
            ProxyCall.of("ShowGrant").by(ALICE),
            ProxyCall.of("ShowGrant").by(BOB),
            ProxyCall.of("ShowGrant").by(CAROL))) {
      ProxyAnswer shown = scene.answer(call.on(grant));
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.json().path("state").stringValue()).isEqualTo("ACTIVE");
      assertThat(
              shown
                  .json()
                  .path("timeline")
                  .valueStream()
                  .map(entry -> entry.path("type").stringValue()))
          .containsExactlyElementsOf(scene.types(grant));
    }
  }

  @Test
  void nobodyApprovesTheirOwnRequest() {
    GrantId grant = scene.answer(keyless.by(BOB)).grant();

    ProxyAnswer answer = scene.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("approver-is-requester");
    assertThat(scene.types(grant)).containsExactly("requested");
  }

  @Test
  void aSignedApprovalRings() {
    GrantId grant = scene.sought();

    scene.answer(ProxyCall.of("ApproveGrant").on(grant));

    assertThat(scene.types(grant)).endsWith("approved");
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  @Test
  void aSignedDenialRings() {
    GrantId grant = scene.sought();

    ProxyAnswer answer = scene.answer(ProxyCall.of("DenyGrant").on(grant));

    assertThat(answer.json().path("outcome").stringValue()).isEqualTo("DENIED");
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  @Test
  void aCancellationRings() {
    GrantId grant = scene.sought();

    ProxyAnswer answer = scene.answer(ProxyCall.of("CancelGrant").on(grant));

    assertThat(answer.json().path("outcome").stringValue()).isEqualTo("CANCELLED");
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  @Test
  void anApprovalThatLeavesTheLevelOpenDoesNotRing() {
    GrantId grant = scene.requestedOfTwo();
    scene.run("SeekApproval", grant);

    scene.answer(ProxyCall.of("ApproveGrant").on(grant).by(BOB));
    assertThat(scene.doorbells.rung()).isEmpty();

    scene.answer(ProxyCall.of("ApproveGrant").on(grant).by(CAROL));
    assertThat(scene.doorbells.rung()).hasSize(1);
  }

  @Test
  void aLostRingLosesNoAnswer() {
    GrantId grant = scene.sought();
    scene.doorbells.reachable(false);

    Scene.printedDuring(() ->
        assertThat(scene.answer(ProxyCall.of("ApproveGrant").on(grant)).status()).isEqualTo(200));

    assertThat(scene.types(grant)).endsWith("approved");
  }
}
