package dev.hallpass.handlers;

import static dev.hallpass.grant.Examples.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.handlers.api.Reads;
import dev.hallpass.identity.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a function reads from its environment, and what it says when something is missing.
class WiringTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          entry("AWS_REGION", "eu-central-1"),
          entry("AWS_ACCESS_KEY_ID", "made-up"),
          entry("AWS_SECRET_ACCESS_KEY", "made-up"),
          entry("AWS_SESSION_TOKEN", "made-up"),
          entry("LEDGER_TABLE", "ledger"),
          entry("TICKETS_TABLE", "tickets"),
          entry("OBSTACLES_TABLE", "obstacles"),
          entry("STATE_MACHINE", "arn:aws:states:eu-central-1:111122223333:stateMachine:grants"),
          entry("CATALOG", "target/classes/catalog"),
          entry("ACCOUNT", "111122223333"),
          entry("PARTITION", "aws"),
          entry("CONFIGURATION_SET", "hallpass"),
          entry("STACK", "arn:aws:cloudformation:eu-central-1:111122223333:stack/Hallpass/0"),
          entry("ARCHIVE", "hallpass-archive"),
          entry("POSTMARK", "made-up-postmark"),
          entry("PUBLIC_URL", "https://hallpass.example.com/live"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void aPartIsMadeFromTheVariablesItNeeds(Part part) {
    Map<String, String> needed = new HashMap<>(ENVIRONMENT);
    needed.keySet().retainAll(part.variables());

    assertThatCode(() -> part.ask().accept(Wiring.onLambda(needed))).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void aMissingVariableIsNamed(Part part) {
    for (String variable : part.variables()) {
      Map<String, String> missing = new HashMap<>(ENVIRONMENT);
      missing.remove(variable);
      assertThatExceptionOfType(IllegalStateException.class)
          .as(variable)
          .isThrownBy(() -> part.ask().accept(Wiring.onLambda(missing)))
          .withMessageContaining(variable)
          .withMessageNotContaining("made-up");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void aBlankVariableIsAMissingOne(Part part) {
    for (String variable : part.variables()) {
      Map<String, String> blank = new HashMap<>(ENVIRONMENT);
      blank.put(variable, " ");
      assertThatExceptionOfType(IllegalStateException.class)
          .as(variable)
          .isThrownBy(() -> part.ask().accept(Wiring.onLambda(blank)))
          .withMessageContaining(variable);
    }
  }

  @Test
  void entitlementsAreListedWithoutAClientOfAws() throws IOException {
    Map<String, String> needed = new HashMap<>(ENVIRONMENT);
    needed
        .keySet()
        .retainAll(Set.of("ACCOUNT", "AWS_REGION", "CATALOG", "PARTITION", "PUBLIC_URL"));
    var answer = new ByteArrayOutputStream();

    new Reads(Wiring.onLambda(needed))
        .handleRequest(
            new ByteArrayInputStream(
                ProxyCall.of("ListEntitlements").event().toString().getBytes(UTF_8)),
            answer,
            new InMemoryLog().of("Reads"));

    assertThat(Json.read(answer.toString(UTF_8)).path("statusCode").intValue()).isEqualTo(200);
  }

  @Test
  void nothingStartsWithoutItsCatalogue() {
    Map<String, String> elsewhere = new HashMap<>(ENVIRONMENT);
    elsewhere.put("CATALOG", "no-such-folder");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Wiring.onLambda(elsewhere).catalog());
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Wiring.onLambda(elsewhere).settings());
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Wiring.onLambda(elsewhere).grants());
  }

  @Test
  void anEntitlementsRoleIsInTheAccountAndPartitionOfTheSystem() {
    assertThat(roleOf("read-log-group"))
        .isEqualTo("arn:aws:iam::111122223333:role/hallpass/read-log-group");
  }

  @Test
  void theRoleOfAnEntitlementInAnotherAccountIsThere() {
    assertThat(roleOf("read-parameters"))
        .isEqualTo("arn:aws:iam::444455556666:role/hallpass/read-parameters");
  }

  private static String roleOf(String entitlement) {
    Wiring wiring = Wiring.onLambda(ENVIRONMENT);
    return wiring
        .catalog()
        .entitlement(entitlement, ALICE, Groups.NONE)
        .map(one -> wiring.roles().of(one, Map.of()))
        .orElseThrow()
        .value();
  }

  @Test
  void theHubComesFirstAmongTheAccounts() {
    assertThat(Wiring.onLambda(ENVIRONMENT).accounts())
        .containsExactly(new AccountId("111122223333"), new AccountId("444455556666"));
  }

  @Test
  void theCommitOfThisBuildIsAFullHashOrSaysThatThereIsNone() {
    assertThat(Commit.ofThisBuild()).matches("[0-9a-f]{40}(-dirty)?|unversioned");
  }

  static Stream<Part> parts() {
    List<String> client =
        List.of("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
    return Stream.of(
        part("catalog", Wiring::catalog, List.of("CATALOG")),
        part("settings", Wiring::settings, List.of("CATALOG")),
        part("grants", Wiring::grants, client, "LEDGER_TABLE", "CATALOG"),
        part("tickets", Wiring::tickets, client, "TICKETS_TABLE"),
        part("obstacles", Wiring::obstacles, client, "OBSTACLES_TABLE"),
        part("workflow", Wiring::workflow, client, "STATE_MACHINE"),
        part("doorbells", Wiring::doorbells, client),
        part("sessionPolicies", Wiring::sessionPolicies, client, "ACCOUNT", "PARTITION"),
        part("managed policies", Wiring::managedPolicies, client, "ACCOUNT"),
        part("session denials", Wiring::sessionDenials, client, "ACCOUNT"),
        part("sessions", Wiring::sessions, client),
        part("mailer", Wiring::mailer, client, "CATALOG", "CONFIGURATION_SET"),
        part("accounts", Wiring::accounts, List.of("ACCOUNT", "CATALOG")),
        part("roles", Wiring::roles, List.of("ACCOUNT", "PARTITION")),
        part("audit", Wiring::audit, client, "ARCHIVE"),
        part("deployed", Wiring::deployed, client, "STACK", "CATALOG"),
        part("postmark", Wiring::postmark, List.of("POSTMARK")),
        part("publicUrl", Wiring::publicUrl, List.of("PUBLIC_URL")));
  }

  private static Part part(
      String name, Consumer<Wiring> ask, List<String> variables, String... more) {
    return new Part(name, ask, Stream.concat(variables.stream(), Stream.of(more)).toList());
  }

  /// A part and the variables it is made from.
  record Part(String name, Consumer<Wiring> ask, List<String> variables) {
    @Override
    public String toString() {
      return name;
    }
  }
}
