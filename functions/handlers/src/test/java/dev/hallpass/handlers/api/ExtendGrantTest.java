package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static dev.hallpass.grant.Examples.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Level;
import dev.hallpass.catalog.people.Requesters;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
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

  private final InMemorySystem system = new InMemorySystem(Catalogs.withPending(100));
  private final ProxyCall extend = ProxyCall.of("ExtendGrant");
  private final ProxyCall keyless = extend.withoutHeader("Idempotency-Key");

  @Test
  void anExtensionIsAGrantForTheSameThatBeginsWhenTheOpenOneEnds() {
    GrantId open = system.active();
    Requested first = request(open);

    ProxyAnswer answer = system.answer(extend.on(open));

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
    assertThat(system.workflow.started())
        .contains(new Started(answer.grant(), Duration.ofHours(2)));
    assertThat(system.types(open)).endsWith("activated");
  }

  @Test
  void aRepeatGivesTheSameGrantAlsoWhenTheOpenOneIsOver() {
    GrantId open = system.active();
    ProxyAnswer first = system.answer(extend.on(open));
    system.expire(open);
    system.run("Retire", open);

    assertThat(system.answer(extend.on(open))).isEqualTo(first);
    ProxyAnswer other = system.answer(extend.on(open).json(body -> body.put("duration", "PT45M")));
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(system.types(first.grant())).containsExactly("requested");
  }

  @Test
  void theSameKeyForAnotherGrantIsAConflict() {
    system.answer(extend.on(system.active()));

    assertThat(system.answer(extend.on(system.active())).problem())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void anExtensionIsExtended() {
    GrantId longer = system.answer(keyless.on(system.active())).grant();
    system.run("SeekApproval", longer);
    system.answer(ProxyCall.of("ApproveGrant").on(longer));
    system.pass(Duration.ofHours(1));
    system.run("Activate", longer);

    JsonNode longest = system.answer(keyless.on(longer)).json();

    assertThat(longest.path("extensionOf").stringValue()).isEqualTo(longer.value());
    assertThat(longest.path("startsAt").stringValue()).isEqualTo("2026-11-23T10:30:00.000Z");
  }

  @Test
  void onlyWhatIsOpenIsExtended() {
    assertThat(system.answer(keyless.on(system.approved())).problem()).isEqualTo("not-active");
    GrantId open = system.active();
    system.expire(open);
    ProxyAnswer late = system.answer(keyless.on(open));
    assertThat(late.problem()).isEqualTo("not-active");
    assertThat(late.json().path("detail").stringValue()).contains("GET the grant");

    GrantId returned = system.active();
    system.answer(ProxyCall.of("ReturnGrant").on(returned));
    assertThat(system.answer(keyless.on(returned)).problem()).isEqualTo("not-active");
    assertThat(system.workflow.started()).hasSize(3);
  }

  @Test
  void nobodyElseExtends() {
    GrantId open = system.active();

    assertThat(system.answer(keyless.on(open).by(BOB)).problem()).isEqualTo("not-requester");
    assertThat(system.answer(keyless.on(open).by(MALLORY)).problem()).isEqualTo("unknown-grant");
  }

  @Test
  void whatIsNotOpenToTheRequesterAnyMoreIsNotExtended() {
    GrantId open = system.active();
    InMemorySystem later =
        new InMemorySystem(
            Catalogs.openTo(new Requesters(List.of(BOB, CAROL), List.of())), system.ledger);
    later.clock.set(system.grants.now());

    assertThat(later.answer(keyless.on(open)).problem()).isEqualTo("unknown-entitlement");
  }

  @Test
  void whoDecidesIsChosenByTheRulesOfToday() {
    GrantId open = system.active();
    Level daves = new Level(List.of(DAVE), 1, Duration.ofHours(3));
    InMemorySystem later =
        new InMemorySystem(
            Catalogs.approvedBy(new ApprovalPlan.ByPeople("anew", List.of(daves), false)),
            system.ledger);

    JsonNode longer = later.answer(extend.on(open)).json();

    assertThat(longer.path("rule").stringValue()).isEqualTo("anew");
    assertThat(longer.at("/approval/0/approvers/0").stringValue()).isEqualTo("dave@example.com");
  }

  @Test
  void brokenGlassIsExtendedByPeopleOnly() {
    GrantId open = system.broken();
    system.run("SeekApproval", open);
    system.run("Activate", open);

    JsonNode longer = system.answer(keyless.on(open)).json();

    assertThat(longer.path("state").stringValue()).isEqualTo("AWAITING_APPROVAL");
    assertThat(longer.has("breakGlass")).isFalse();
    assertThat(system.answer(keyless.on(open).json(body -> body.put("breakGlass", true))).problem())
        .isEqualTo("malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT20H", "half an hour"})
  void aTimeThatCannotBeHadIsToldWithTheOthersMistakes(String duration) {
    ProxyAnswer answer =
        system.answer(
            keyless
                .on(system.active())
                .json(body -> body.put("duration", duration).put("justification", "\u202E")));

    assertThat(answer.json().path("mistakes"))
        .extracting(mistake -> mistake.path("member").stringValue())
        .containsExactlyInAnyOrder("duration", "justification");
  }

  @Test
  void anExtensionIsOneOfTheRequestsOfAnHour() {
    GrantId open = system.active();
    for (int request = 1; request < 20; request++) {
      assertThat(system.answer(keyless.on(open).by(ALICE)).status()).isEqualTo(201);
    }

    assertThat(system.answer(keyless.on(open)).problem()).isEqualTo("too-many-requests");
  }

  private Requested request(GrantId grant) {
    return (Requested) system.events(grant).getFirst();
  }
}
