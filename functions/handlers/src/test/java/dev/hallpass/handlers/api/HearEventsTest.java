package dev.hallpass.handlers.api;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.records.Altered.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.Catalogs;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.BusEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What workflows of other systems can do by events, and what they cannot.
class HearEventsTest {

  private static final Path FOLDER = Path.of("../../events/bus/in");
  private static final GrantId GRANT = GrantId.of(ALICE, "acme.incidents INC-4711");

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void anIncidentAsksForItsResponderUnderTheSameRules() {
    system.hear(sample("ask"));

    Requested requested = (Requested) system.events(GRANT).getFirst();
    assertThat(requested.requester()).isEqualTo(ALICE);
    assertThat(requested.justification())
        .isEqualTo("acme.incidents asks for INC-4711: Exports are incomplete");
    assertThat(requested.plan().levels()).isNotEmpty();
    assertThat(system.types(GRANT)).doesNotContain("approved", "policy-planned");
    system.run("SeekApproval", GRANT);
    assertThat(system.mailed(BOB)).isNotNull();
    assertThat(system.bus.taken()).isEmpty();
  }

  @Test
  void theSameEventAgainChangesNothing() {
    system.hear(sample("ask"));
    system.hear(sample("ask").put("id", "another-delivery"));

    assertThat(system.types(GRANT)).containsOnlyOnce("requested");
    assertThat(system.bus.taken()).isEmpty();
  }

  @Test
  void aClosedIncidentTakesBackWhatIsPendingAndGivesBackWhatIsOpen() {
    system.hear(sample("ask"));
    system.hear(sample("give-back"));
    assertThat(system.types(GRANT)).contains("cancelled");

    InMemorySystem other = new InMemorySystem();
    other.hear(sample("ask"));
    other.run("SeekApproval", GRANT);
    other.answer(ProxyCall.of("ApproveGrant").by(BOB).on(GRANT));
    other.run("Activate", GRANT);
    other.hear(sample("give-back"));
    other.hear(sample("give-back"));
    assertThat(other.types(GRANT)).containsOnlyOnce("returned");
    assertThat(other.bus.taken()).isEmpty();
  }

  @Test
  void oneWorkflowGivesNothingBackThatAnotherAskedFor() {
    system.hear(sample("ask"));

    assertRefused(
        sample("give-back").put("source", "acme.pipeline").put("time", "2026-11-23T08:57:00Z"),
        "unknown-grant");
    assertThat(system.types(GRANT)).doesNotContain("cancelled");
  }

  @Test
  void aGiveBackThatComesBeforeItsAskIsHeardAgainAndEndsIt() {
    ObjectNode giveBack = sample("give-back").put("time", "2026-11-23T09:00:00Z");
    InMemorySystem.printedDuring(() ->
        assertThatThrownBy(() -> system.hear(giveBack))
            .hasMessageContaining("An ask from before this give-back may still come"));
    assertThat(system.bus.taken()).isEmpty();

    system.clock.pass(Duration.ofMinutes(1));
    system.hear(sample("ask"));
    system.hear(giveBack);

    assertThat(system.types(GRANT)).endsWith("cancelled");
  }

  @Test
  void nothingAsksAnyMoreWhenAGiveBackIsHeardForTheLastTime() {
    system.clock.pass(Duration.ofMinutes(3));

    assertRefused(sample("give-back").put("time", "2026-11-23T09:00:00Z"), "unknown-grant");
    assertRefused(sample("ask"), "event-too-old");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void anAskThatComesADayLateOpensNothing() {
    system.clock.pass(Duration.ofDays(1));

    assertRefused(sample("ask"), "event-too-old");
    assertThat(system.isUntouched()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask", "give-back"})
  void anEventWithATimeInTheFutureIsRefused(String name) {
    assertRefused(
        sample(name).put("time", system.clock.instant().plusSeconds(121).toString()),
        "event-in-the-future");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aGiveBackWithATimeInTheFutureEndsWhatIsThere() {
    system.hear(sample("ask"));
    system.hear(sample("give-back").put("time", "2030-01-01T00:00:00Z"));

    assertThat(system.types(GRANT)).endsWith("cancelled");
  }

  @Test
  void aLateRepeatOfARecordedAskChangesNothing() {
    system.hear(sample("ask"));
    system.clock.pass(Duration.ofMinutes(3));
    system.hear(sample("ask"));

    assertThat(system.types(GRANT)).containsOnlyOnce("requested");
    assertThat(system.bus.taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mallory@elsewhere.example", "platform@example.com", "nobody", "+x@example.com"})
  void nobodyGetsMoreThanTheCatalogueGivesThem(String person) {
    assertRefused(changed("ask", detail -> detail.putArray("people").add(person)), null);
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void aBlockedPersonGetsNothing() {
    system.block(ALICE);

    assertRefused(sample("ask"), "blocked");
  }

  @Test
  void theOthersAreAskedForWhereOneIsRefused() {
    ObjectNode event =
        changed(
            "ask",
            detail ->
                detail.putArray("people").add("mallory@elsewhere.example").add(ALICE.email()));
    assertRefused(event, "unknown-entitlement");

    assertThat(system.types(GRANT)).contains("requested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"breakGlass", "startsAt", "requester"})
  void onlyPeopleBreakGlassAndChooseAStart(String member) {
    assertRefused(
        changed("ask", detail -> ((ObjectNode) detail.path("request")).put(member, true)),
        "malformed");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void whereEachCallMustProveItsCallerNoEventAsks() {
    Catalog catalog = Catalogs.deployed();
    InMemorySystem proved =
        new InMemorySystem(
            with(catalog, "settings", with(catalog.settings(), "demandsProof", true)));

    proved.hear(sample("ask"));

    assertThat(proved.isUntouched()).isTrue();
    assertThat(proved.bus.taken()).extracting(BusEvent::type).containsExactly("event-refused");
  }

  @Test
  void anEventOfAnotherFormIsRefusedAsAWhole() {
    assertRefused(sample("ask").put("detail-type", "approve"), "malformed");
    assertRefused(changed("ask", detail -> detail.put("id", "INC 4711")), "malformed");
    assertRefused(changed("ask", detail -> detail.putArray("people")), "malformed");
    assertRefused(changed("ask", detail -> detail.put("approver", "x")), "malformed");
    assertRefused(changed("ask", detail -> detail.remove("request")), "malformed");
    assertRefused(sample("ask").put("time", "yesterday"), "malformed");
    assertThat(system.isUntouched()).isTrue();
  }

  @Test
  void whileTheBusTakesNoRefusalTheEventIsHeardAgain() {
    system.bus.dead();
    ObjectNode event = changed("ask", detail -> detail.putArray("people").add("nobody"));

    InMemorySystem.printedDuring(() ->
        assertThatThrownBy(() -> system.hear(event)).hasRootCauseInstanceOf(IOException.class));
    system.bus.recover();
    assertRefused(event, null);
  }

  @Test
  void theSamplesHaveTheFormOfTheSchema() {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(text("schema.json"));
    system.hear(sample("ask").put("detail-type", "approve"));
    BusEvent refused = system.bus.taken().getFirst();
    ObjectNode told = Json.object().put("source", "hallpass").put("detail-type", refused.type());
    told.set("detail", Json.read(refused.detail()));

    assertThat(schema.validate(sample("ask").toString(), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(sample("give-back").toString(), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(told.toString(), InputFormat.JSON)).isEmpty();
    assertThat(
            schema.validate(
                changed("ask", detail -> detail.put("approver", "x")).toString(), InputFormat.JSON))
        .isNotEmpty();
  }

  /// Refuses an event, and tells the bus which problem a call would have got.
  private void assertRefused(ObjectNode event, @Nullable String problem) {
    int before = system.bus.taken().size();
    system.hear(event);

    assertThat(system.bus.taken()).hasSize(before + 1);
    BusEvent refused = system.bus.taken().getLast();
    assertThat(refused.type()).isEqualTo("event-refused");
    JsonNode detail = Json.read(refused.detail());
    assertThat(detail.at("/text/why").stringValue()).isNotEmpty();
    if (problem != null) {
      assertThat(detail.at("/problem/type").stringValue()).endsWith(":" + problem);
    }
  }

  private static ObjectNode changed(String name, Consumer<ObjectNode> change) {
    ObjectNode event = sample(name);
    change.accept((ObjectNode) event.path("detail"));
    return event;
  }

  private static ObjectNode sample(String name) {
    return (ObjectNode) Json.read(text(name + ".json"));
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
