package dev.hallpass.handlers.api;

import static dev.hallpass.handlers.Scene.ALICE;
import static dev.hallpass.handlers.Scene.BOB;
import static dev.hallpass.handlers.Scene.CAROL;
import static dev.hallpass.handlers.Scene.DAVE;
import static dev.hallpass.handlers.Scene.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.Requesters;
import dev.hallpass.grant.GrantEvent.Requested;
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

/// Asking for more time: a grant of its own that follows on an open one.
class ExtendGrantTest {

  private final Scene scene = new Scene();
  private final ProxyCall extend = ProxyCall.of("ExtendGrant");
  private final ProxyCall keyless = extend.withoutHeader("Idempotency-Key");

  @Test
  void anExtensionIsAGrantForTheSameThatBeginsWhenTheOpenOneEnds() {
    GrantId open = scene.active();
    Requested first = request(open);

    ProxyAnswer answer = scene.answer(extend.on(open));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("../" + answer.grant());
    assertThat(answer.grant()).isNotEqualTo(open);
    JsonNode json = answer.json();
    assertThat(json.path("state").stringValue()).isEqualTo("AWAITING_APPROVAL");
    assertThat(json.path("extensionOf").stringValue()).isEqualTo(open.value());
    assertThat(json.path("startsAt").stringValue()).isEqualTo("2026-11-23T10:00:00.000Z");
    assertThat(json.path("duration").stringValue()).isEqualTo("PT30M");
    Requested longer = request(answer.grant());
    assertThat(longer.entitlement()).isEqualTo(first.entitlement());
    assertThat(longer.parameters()).isEqualTo(first.parameters());
    assertThat(longer.policyHash()).isEqualTo(first.policyHash());
    assertThat(longer.justification()).isEqualTo("The repair takes longer than thought.");
    assertThat(scene.workflow.started()).contains(new Started(answer.grant(), Duration.ofHours(2)));
    assertThat(scene.types(open)).endsWith("activated");
  }

  @Test
  void aRepeatGivesTheSameGrantAlsoWhenTheOpenOneIsOver() {
    GrantId open = scene.active();
    ProxyAnswer first = scene.answer(extend.on(open));
    scene.expire(open);
    scene.run("Retire", open);

    assertThat(scene.answer(extend.on(open))).isEqualTo(first);
    ProxyAnswer other = scene.answer(extend.on(open).json(body -> body.put("duration", "PT45M")));
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(scene.types(first.grant())).containsExactly("requested");
  }

  @Test
  void theSameKeyForAnotherGrantIsAConflict() {
    scene.answer(extend.on(scene.active()));

    assertThat(scene.answer(extend.on(scene.active())).problem())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void anExtensionIsExtended() {
    GrantId longer = scene.answer(keyless.on(scene.active())).grant();
    scene.run("SeekApproval", longer);
    scene.answer(ProxyCall.of("ApproveGrant").on(longer));
    scene.pass(Duration.ofHours(1));
    scene.run("Activate", longer);

    JsonNode longest = scene.answer(keyless.on(longer)).json();

    assertThat(longest.path("extensionOf").stringValue()).isEqualTo(longer.value());
    assertThat(longest.path("startsAt").stringValue()).isEqualTo("2026-11-23T10:30:00.000Z");
  }

  @Test
  void onlyWhatIsOpenIsExtended() {
    assertThat(scene.answer(keyless.on(scene.approved())).problem()).isEqualTo("not-active");
    GrantId open = scene.active();
    scene.expire(open);
    ProxyAnswer late = scene.answer(keyless.on(open));
    assertThat(late.problem()).isEqualTo("not-active");
    assertThat(late.json().path("detail").stringValue()).contains("GET the grant");

    GrantId returned = scene.active();
    scene.answer(ProxyCall.of("ReturnGrant").on(returned));
    assertThat(scene.answer(keyless.on(returned)).problem()).isEqualTo("not-active");
    assertThat(scene.workflow.started()).hasSize(3);
  }

  @Test
  void nobodyElseExtends() {
    GrantId open = scene.active();

    assertThat(scene.answer(keyless.on(open).by(BOB)).problem()).isEqualTo("not-requester");
    assertThat(scene.answer(keyless.on(open).by(MALLORY)).problem()).isEqualTo("unknown-grant");
  }

  @Test
  void whatIsNotOpenToTheRequesterAnyMoreIsNotExtended() {
    GrantId open = scene.active();
    Scene later =
        new Scene(Catalogs.openTo(new Requesters(List.of(BOB, CAROL), List.of())), scene.ledger);
    later.clock.set(scene.grants.now());

    assertThat(later.answer(keyless.on(open)).problem()).isEqualTo("unknown-entitlement");
  }

  @Test
  void whoDecidesIsChosenByTheRulesOfToday() {
    GrantId open = scene.active();
    Level daves = new Level(List.of(DAVE), 1, Duration.ofHours(3));
    Scene later =
        new Scene(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("anew", List.of(daves), false)),
            scene.ledger);

    JsonNode longer = later.answer(extend.on(open)).json();

    assertThat(longer.path("rule").stringValue()).isEqualTo("anew");
    assertThat(longer.at("/approval/0/approvers/0").stringValue()).isEqualTo("dave@example.com");
  }

  @Test
  void brokenGlassIsExtendedByPeopleOnly() {
    GrantId open = scene.broken();
    scene.run("SeekApproval", open);
    scene.run("Activate", open);

    JsonNode longer = scene.answer(keyless.on(open)).json();

    assertThat(longer.path("state").stringValue()).isEqualTo("AWAITING_APPROVAL");
    assertThat(longer.has("breakGlass")).isFalse();
    assertThat(scene.answer(keyless.on(open).json(body -> body.put("breakGlass", true))).problem())
        .isEqualTo("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT20H", "half an hour"})
  void aTimeThatCannotBeHadIsToldWithTheOthersMistakes(String duration) {
    ProxyAnswer answer =
        scene.answer(
            keyless
                .on(scene.active())
                .json(body -> body.put("duration", duration).put("justification", "<b>")));

    assertThat(answer.json().path("mistakes"))
        .extracting(mistake -> mistake.path("member").stringValue())
        .containsExactlyInAnyOrder("duration", "justification");
  }

  @Test
  void anExtensionIsOneOfTheRequestsOfAnHour() {
    GrantId open = scene.active();
    for (int request = 1; request < 20; request++) {
      assertThat(scene.answer(keyless.on(open).by(ALICE)).status()).isEqualTo(201);
    }

    assertThat(scene.answer(keyless.on(open)).problem()).isEqualTo("too-many-requests");
  }

  private Requested request(GrantId grant) {
    return (Requested) scene.events(grant).getFirst();
  }
}
