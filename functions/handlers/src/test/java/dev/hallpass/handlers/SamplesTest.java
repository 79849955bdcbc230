package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.contract.Contract;
import dev.hallpass.identity.GrantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The samples in `events/http`, `events/lifecycle` and `events/upkeep` are what the functions are
/// called with.
class SamplesTest {

  private static final Path STATE_MACHINE = Path.of("../../statemachines/grant-lifecycle.asl.json");

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void everyOperationHasASampleAndEverySampleAnOperation() {
    assertThat(Sample.names("http"))
        .containsExactlyInAnyOrderElementsOf(
            Contract.read().operations().stream().map(Sample::name).toList());
  }

  @Test
  void everyFunctionOfTheStateMachineHasASampleAndEverySampleAFunction() throws IOException {
    assertThat(Sample.names("lifecycle"))
        .containsExactlyInAnyOrderElementsOf(
            payloads().stream().map(payload -> Sample.name(payload.function())).toList());
  }

  @Test
  void upkeepTakesItsSamplesAndThereAreNoOthers() {
    assertThat(Sample.names("upkeep"))
        .containsExactlyInAnyOrder(
            "reap.json",
            "reap-changed.json",
            "reap-stopped.json",
            "notify.json",
            "note-bounce.json",
            "find-drift.json");
    GrantId grant = system.requested();

    assertThat(system.checkForDrift().isArray()).isTrue();
    assertThat(system.reap().path("Incomplete").intValue()).isZero();
    system.tellOfChange(HUB);
    system.tellOfWorkflow(grant.value(), "ABORTED");
    assertThat(system.types(grant)).endsWith("failed");
    system.notifyOf(grant);
    assertThat(system.mailer.recipients()).endsWith(ALICE);
    system.bounce(grant, ALICE, _ -> {});
    assertThat(system.types(grant)).endsWith("failed");
    system.bounce(
        grant, ALICE, detail -> ((ObjectNode) detail.path("mail").path("tags")).remove("link"));
    assertThat(system.types(grant)).endsWith("failed", "mail-bounced");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void aSampleHasTheMembersThatTheStateMachineSends(Payload payload) {
    assertThat(Sample.lifecycle(payload.function()).propertyNames())
        .containsExactlyInAnyOrderElementsOf(payload.members());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void aFunctionTakesItsSample(Payload payload) {
    GrantId grant = system.requested();

    assertThat(system.run(payload.function(), grant).isObject()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anOperationTakesItsSample(String operation) {
    GrantId grant =
        switch (operation) {
          case "IssueCredentials", "ReturnGrant", "RevokeGrant", "ExtendGrant" -> system.active();
          case "ReviewGrant" -> system.unreviewed();
          case "WithdrawApproval" -> system.approved();
          default -> system.sought();
        };
    ProxyCall call = ProxyCall.of(operation);
    if (call.event().path("pathParameters").has("grant")) {
      call = call.on(grant);
    }
    if (operation.equals("ShowDecision") || operation.equals("Decide")) {
      // Its link was made up, so it opens nothing.
      assertThat(system.answer(call).status()).isEqualTo(404);
    } else {
      assertThat(system.answer(call).status()).isBetween(200, 299);
    }
  }

  static Set<String> operations() {
    return Contract.read().operations();
  }

  static List<Payload> payloads() throws IOException {
    List<Payload> payloads = new ArrayList<>();
    Json.read(Files.readString(STATE_MACHINE))
        .path("States")
        .forEachEntry((name, state) -> {
          if (state.path("Type").stringValue().equals("Task")) {
            JsonNode payload = state.path("Arguments").path("Payload");
            payloads.add(new Payload(name, new TreeSet<>(payload.propertyNames())));
          }
        });
    return payloads;
  }

  /// What a task of the state machine sends.
  record Payload(String function, Set<String> members) {
    @Override
    public String toString() {
      return function;
    }
  }
}
