package dev.hallpass.handlers.notifications;

import static dev.hallpass.grant.Examples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hallpass.adapters.json.BlockJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.identity.PersonId;
import dev.hallpass.port.BusEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The samples in `events/bus/people` are what other systems get of blocked people.
/// `-Dgolden=write` writes them anew, for a review of what changed.
class PersonSamplesTest {

  private static final Path FOLDER = Path.of("../../events/bus/people");
  private static final PersonId PERSON = PersonId.of(ALICE);

  private final InMemorySystem system = new InMemorySystem();

  @Test
  void thatAPersonWasBlockedAndUnblockedIsPutOnTheBusAsInTheSamples() throws IOException {
    system.block(ALICE);
    system.notifyOf(PERSON, 0);
    system.pass(Duration.ofHours(1));
    system.unblock(ALICE);
    system.notifyOf(PERSON, 1);

    assertThat(system.bus.taken())
        .extracting(BusEvent::type)
        .containsExactlyElementsOf(BlockJson.TYPES);
    for (BusEvent event : system.bus.taken()) {
      ObjectNode envelope = BusSamplesTest.envelope(event);
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(
            FOLDER.resolve(event.type() + ".json"),
            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(envelope)
                + "\n");
      }
      assertThat(read(event.type())).isEqualTo(envelope);
      assertThat(schema().validate(envelope.toString(), InputFormat.JSON)).isEmpty();
      assertThat(event.detail()).doesNotContain("seal", "http", "arn:");
    }
    assertThat(system.mailer.taken()).isEmpty();
  }

  @Test
  void theSchemaNamesEachMemberAndEachType() throws IOException {
    JsonNode schema = read("schema");
    Set<String> used = new TreeSet<>();
    for (String type : BlockJson.TYPES) {
      used.addAll(read(type).path("detail").propertyNames());
    }

    assertThat(new TreeSet<>(schema.at("/properties/detail/properties").propertyNames()))
        .isEqualTo(used);
    assertThat(schema.at("/properties/detail-type/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(BlockJson.TYPES);
  }

  @Test
  void anEntryThatComesAgainIsToldOnce() {
    system.block(ALICE);
    system.notifyOf(PERSON, 0);
    system.notifyOf(PERSON, 0);

    assertThat(system.bus.taken()).hasSize(1);
  }

  @Test
  void anUnblockWithoutAGoodSealIsNotTold() {
    system.block(ALICE);
    var forged =
        new BlockEvent.Unblocked(ALICE, ALICE, "Let me in.", Channel.SIGNED, Optional.empty());
    system.blocks.append(system.blocks.read(PERSON), forged, system.clock.instant());

    assertThat(system.notifyOf(PERSON, 1).path("batchItemFailures")).isEmpty();
    assertThat(system.bus.taken()).isEmpty();
  }

  @Test
  void anOldEntryAndOneThatIsNotThereAreNotTold() {
    system.block(ALICE);
    system.notifyOf(PERSON, 7);
    system.pass(Duration.ofDays(1));
    system.notifyOf(PERSON, 0);

    assertThat(system.bus.taken()).isEmpty();
  }

  @Test
  void whatTheBusDoesNotTakeComesAgain() {
    system.block(ALICE);
    system.bus.dead();
    assertThat(system.notifyOf(PERSON, 0).path("batchItemFailures")).hasSize(1);
    system.bus.recover();

    assertThat(system.notifyOf(PERSON, 0).path("batchItemFailures")).isEmpty();
    assertThat(system.bus.taken()).hasSize(1);
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(read("schema").toString());
  }

  private static JsonNode read(String name) throws IOException {
    return Json.read(Files.readString(FOLDER.resolve(name + ".json")));
  }
}
