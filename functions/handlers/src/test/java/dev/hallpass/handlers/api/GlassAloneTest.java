package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyAnswer;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.Person;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Access that only break-glass opens.
class GlassAloneTest {

  private static final String EMERGENCY = "edit-table-partition";

  private final InMemorySystem system = new InMemorySystem(Catalogs.openedByGlassAlone());
  private final ProxyCall ordinary =
      ProxyCall.of("RequestGrant")
          .withoutHeader("Idempotency-Key")
          .json(body -> {
            body.put("entitlement", EMERGENCY).put("duration", "PT30M");
            body.putObject("parameters").put("table", "orders").put("key", "c#4711");
          });
  private final ProxyCall emergency = ordinary.json(body -> body.put("breakGlass", true));

  @Test
  void aRequestThatLeavesTheGlassAloneIsRefusedWithTheNextStep() {
    assertThat(mistake(ordinary.by(ALICE)))
        .contains("only break-glass opens this access", "send breakGlass: true");
    assertThat(mistake(ordinary.by(BOB)))
        .contains("only break-glass opens this access")
        .endsWith("let one of alice@example.com, erin@example.com ask");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void noRefusalOffersTheYesOfPeople() {
    assertThat(mistake(emergency.by(BOB))).endsWith("let one of them ask");
    assertThat(mistake(emergency.by(ALICE).json(body -> body.put("duration", "PT31M"))))
        .endsWith("shorten the duration");
  }

  @Test
  void whoMayBreakTheGlassHasTheAccess() {
    ProxyAnswer answer = system.answer(emergency.by(ALICE));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().has("breakGlass")).isTrue();
  }

  @Test
  void whatIsOfferedSaysIt() {
    JsonNode offered = offered(EMERGENCY, BOB);

    assertThat(offered.path("breakGlassOnly").booleanValue()).isTrue();
    assertThat(offered.path("rules")).isEmpty();
    assertThat(offered("read-bucket-prefix", BOB).has("breakGlassOnly")).isFalse();
  }

  private JsonNode offered(String entitlement, Person person) {
    return system
        .answer(ProxyCall.of("ListEntitlements").by(person))
        .json()
        .path("entitlements")
        .valueStream()
        .filter(one -> one.path("entitlement").stringValue().equals(entitlement))
        .findFirst()
        .orElseThrow();
  }

  private String mistake(ProxyCall call) {
    ProxyAnswer answer = system.answer(call);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    JsonNode mistake = answer.json().at("/mistakes/0");
    assertThat(mistake.path("member").stringValue()).isEqualTo("breakGlass");
    return mistake.path("says").stringValue();
  }
}
