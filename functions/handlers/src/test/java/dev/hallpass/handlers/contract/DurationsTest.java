package dev.hallpass.handlers.contract;

import static dev.hallpass.grant.Examples.BOB;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A duration is written in one way, wherever the OpenAPI document has one.
class DurationsTest {

  private static final Contract CONTRACT = Contract.read();
  private static final String GRAMMAR =
      "^P(?=.)([0-9]{1,5}D)?(T(?=.)([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?$";

  @Test
  void everyMemberThatHoldsADurationHasItsPatternWhereverItStands() {
    Set<String> durations = new TreeSet<>(inAnswersAndBodies());
    durations.addAll(CONTRACT.propertiesWith("example", DurationsTest::isDuration));
    durations.addAll(CONTRACT.propertiesWith("pattern", GRAMMAR::equals));

    assertThat(durations)
        .contains("duration", "approvedFor", "shortest", "longest", "answerWithin", "chaseEach");
    for (String name : durations) {
      assertThat(CONTRACT.properties(name))
          .isNotEmpty()
          .allSatisfy(schema ->
              assertThat(schema.path("pattern").asString(""))
                  .as("%s: %s", name, schema)
                  .isEqualTo(GRAMMAR));
    }
  }

  @Test
  void membersOfOneNameHaveOnePattern() {
    for (String name : CONTRACT.propertiesWith("pattern", pattern -> !pattern.isEmpty())) {
      assertThat(CONTRACT.properties(name))
          .extracting(schema -> schema.path("pattern").asString(""))
          .as(name)
          .containsOnly(CONTRACT.properties(name).getFirst().path("pattern").asString(""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT30M, true",
    "PT0H30M, true",
    "P0DT30M, true",
    "PT1800S, true",
    "pt30m, false",
    "PT+30M, false",
    "+PT30M, false",
    "-PT-30M, false",
    "PT30M0.0S, false",
    "PT000030M, false",
    "P0DT, false",
    "' PT30M', false"
  })
  void handlersReadWhatThePatternTakesAndNothingElse(String text, boolean isTaken) {
    InMemorySystem system = new InMemorySystem();
    ProxyCall request = ProxyCall.of("RequestGrant").json(body -> body.put("duration", text));
    ProxyCall extension =
        ProxyCall.of("ExtendGrant").on(system.active()).json(body -> body.put("duration", text));
    ProxyCall approval = ProxyCall.of("ApproveGrant").on(system.sought()).shorter(text);
    GrantId asked = system.sought();
    MailedLink mailed = system.mailed(BOB);
    ProxyCall decision =
        ProxyCall.of("Decide")
            .on(asked)
            .form(
                mailed, mailed.code().digits(), "approve", Map.of("reason", "", "duration", text));

    assertThat(text.matches(GRAMMAR)).isEqualTo(isTaken);
    for (ProxyCall call : Stream.of(request, extension, approval, decision).toList()) {
      assertThat(system.answer(call).status() < 300).as(call.operation()).isEqualTo(isTaken);
    }
  }

  /// The names of all members that have a duration in the calls and answers of the contract.
  private static Set<String> inAnswersAndBodies() {
    return ContractTest.answers()
        .filter(listed -> listed.status() < 300)
        .flatMap(listed -> {
          InMemorySystem system = new InMemorySystem();
          ProxyCall call = listed.call().apply(system);
          return Stream.of(system.answer(call).body(), call.event().path("body").asString(""));
        })
        .filter(body -> body.startsWith("{"))
        .map(Json::read)
        .flatMap(DurationsTest::members)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> members(JsonNode node) {
    return Stream.concat(
        node.properties().stream()
            .filter(member -> isDuration(member.getValue().stringValue("")))
            .map(Entry::getKey),
        node.valueStream().flatMap(DurationsTest::members));
  }

  private static boolean isDuration(String text) {
    try {
      return text.startsWith("P") && Duration.parse(text) != null;
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
