package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.LiveSessions;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the functions say while a grant goes through them.
class LogTest {

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void aGrantCanBeFollowedThroughAllFunctionsByItsId() {
    GrantId grant = system.active();
    system.run("AwaitEnd", grant);
    system.answer(ProxyCall.of("IssueCredentials").on(grant));
    system.expire(grant);
    system.pass(LiveSessions.OVER_AFTER_END);
    system.run("Retire", grant);

    assertThat(system.log.lines())
        .filteredOn(line -> line.path("grant").asString("").equals(grant.value()))
        .extracting(line -> Json.text(line, "function") + ": " + Json.text(line, "message"))
        .containsExactly(
            "Requests: Answered 201",
            "SeekAnswers: The ledger calls for SeekApproval",
            "Commands: Answered 200",
            "Activate: The ledger calls for AwaitEnd",
            "AwaitEnd: The ledger calls for AwaitEnd",
            "IssueCredentials: Answered 200",
            "Retire: The ledger calls for Done");
  }

  @Test
  void everyLineHasALevelAMessageAndWhoSaysIt() {
    system.active();
    system.answer(ProxyCall.of("ListGrants"));

    assertThat(system.log.lines())
        .hasSize(5)
        .allSatisfy(line -> {
          assertThat(Json.text(line, "level")).isEqualTo("INFO");
          assertThat(Json.text(line, "message")).isNotBlank();
          assertThat(Json.text(line, "function")).isNotBlank();
          assertThat(Json.text(line, "version")).isEqualTo("7");
          assertThat(Json.text(line, "call")).startsWith("call-");
        });
  }

  @Test
  void aCallThatIsAboutNoGrantNamesNone() {
    system.answer(ProxyCall.of("ListGrants"));

    assertThat(system.log.lines()).singleElement().matches(line -> !line.has("grant"));
  }

  @Test
  void whatFailedIsSaidWithItsGrantAndTheKindsOfItsCauses() {
    GrantId grant = system.approved();
    system.policies.reachable(false);

    String printed =
        InMemorySystem.printedDuring(() ->
            assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> system.run("Activate", grant)));

    JsonNode line = Json.read(printed);
    assertThat(Json.text(line, "level")).isEqualTo("ERROR");
    assertThat(Json.text(line, "grant")).isEqualTo(grant.value());
    assertThat(Json.texts(line, "causes")).contains(OutcomeUnknown.class.getName());
    assertThat(Json.text(line, "function")).isEqualTo("Activate");
    assertThat(Json.text(line, "call")).startsWith("call-");
    assertThat(system.log.lines().getLast().path("function").asString()).isNotEqualTo("Activate");
  }

  @Test
  void whatFailedInACallIsSaidWithItsGrant() {
    GrantId grant = system.active();
    system.sessions.reachable(false);

    String printed =
        InMemorySystem.printedDuring(
            () -> system.answer(ProxyCall.of("IssueCredentials").on(grant)));

    assertThat(Json.text(Json.read(printed), "grant")).isEqualTo(grant.value());
    assertThat(system.log.lines().getLast().path("message").asString()).isEqualTo("Answered 503");
  }

  @Test
  void noSecretAndNoJustificationIsSaid() {
    GrantId grant = system.sought();
    MailedLink bobs = system.mailed(BOB);
    system.doorbells.reachable(false);
    String justification = ProxyCall.of("RequestGrant").event().path("body").asString();
    String printed =
        InMemorySystem.printedDuring(() -> {
          system.answer(ProxyCall.of("ApproveGrant").on(grant));
          system.run("Activate", grant);
          system.run("AwaitEnd", grant, Map.of("doorbell", "secret-token"));
          system.answer(ProxyCall.of("IssueCredentials").on(grant));
        });

    List<String> secrets =
        List.of(
            bobs.link().token(),
            bobs.code().digits(),
            new Doorbell("secret-token").token(),
            Json.text(Json.read(justification), "justification"));
    assertThat(printed).contains("The workflow was not woken").doesNotContain(secrets);
    assertThat(system.log.text()).contains(grant.value()).doesNotContain(secrets);
  }
}
