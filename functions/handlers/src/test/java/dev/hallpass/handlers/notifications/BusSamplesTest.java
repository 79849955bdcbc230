package dev.hallpass.handlers.notifications;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hallpass.adapters.json.EventJson;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Escalation;
import dev.hallpass.approval.Escalation.Mode;
import dev.hallpass.approval.Level;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.handlers.InMemorySystem;
import dev.hallpass.handlers.MailedLink;
import dev.hallpass.handlers.ProxyCall;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.port.BusEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The samples in `events/bus` are what other systems get. `-Dgolden=write` writes them anew, for a
/// review of what changed.
class BusSamplesTest {

  private static final Path FOLDER = Path.of("../../events/bus");
  private static final Map<String, BusEvent> EVENTS = new TreeMap<>();
  private static final Set<String> SECRETS = new TreeSet<>();

  private final InMemorySystem system = new InMemorySystem();

  @BeforeAll
  static void liveEveryLife() {
    List.<Consumer<BusSamplesTest>>of(
            BusSamplesTest::revoked,
            BusSamplesTest::ended,
            BusSamplesTest::returned,
            BusSamplesTest::denied,
            BusSamplesTest::cancelled,
            BusSamplesTest::lapsed,
            BusSamplesTest::escalated,
            BusSamplesTest::refused,
            BusSamplesTest::failed,
            BusSamplesTest::reviewed)
        .forEach(life -> {
          var test = new BusSamplesTest();
          life.accept(test);
          test.keep();
        });
    if ("write".equals(System.getProperty("golden"))) {
      EVENTS.values().forEach(event -> write(event.type(), envelope(event)));
    }
  }

  @Test
  void eachTurnHasASampleAndEachSampleIsATurn() {
    assertThat(samples())
        .containsExactlyElementsOf(new TreeSet<>(EventJson.types(Notifying.class)));
  }

  @Test
  void aSampleIsWhatIsPutOnTheBus() {
    assertThat(EVENTS.keySet()).containsExactlyElementsOf(samples());
    EVENTS.forEach((type, event) -> assertThat(sample(type)).as(type).isEqualTo(envelope(event)));
  }

  @Test
  void eachSampleHasTheFormOfTheSchema() {
    Schema schema = schema();

    assertThat(samples())
        .allSatisfy(type ->
            assertThat(schema.validate(sample(type).toString(), InputFormat.JSON))
                .as(type)
                .isEmpty());
  }

  @Test
  void theSchemaNamesEachMemberAndEachType() {
    JsonNode members = Json.read(read("schema.json")).at("/properties/detail/properties");
    Set<String> known = new TreeSet<>(members.propertyNames());
    Set<String> used = new TreeSet<>(List.of("ticket", "startsAt", "extensionOf"));

    EVENTS.values().forEach(event -> used.addAll(Json.read(event.detail()).propertyNames()));

    assertThat(known).isEqualTo(used);
    assertThat(
            Json.read(read("schema.json"))
                .at("/properties/detail-type/enum")
                .valueStream()
                .map(JsonNode::stringValue))
        .containsExactlyInAnyOrderElementsOf(EventJson.types(Notifying.class));
  }

  @Test
  void noEventHasALinkACodeASealOrACredential() {
    assertThat(SECRETS).hasSizeGreaterThan(20);
    assertThat(EVENTS.values())
        .allSatisfy(event ->
            assertThat(event.detail())
                .doesNotContain(SECRETS)
                .doesNotContain("http", "AKIA", "ASIA", "arn:"));
  }

  @Test
  void nobodysWordsNeedAnEscapeInTheTextsForPeople() {
    String evil =
        "x\", \"source\": \"me\\n@channel <!here> <a href='https://evil.example'>& `rm`\n\tend";
    GrantId grant = system.active();
    system.grants.run(grant, new GrantCommand.Revoke(BOB, false, evil, Channel.SIGNED));
    system.notifyOf(grant);

    JsonNode detail = Json.read(system.bus.taken().getLast().detail());

    assertThat(detail.path("reason").stringValue()).isEqualTo(evil);
    assertThat(detail.path("text").path("says").stringValue())
        .isEqualTo(
            "bob@example.com revoked it: x', 'source': 'me/n[＠]channel ‹!here› ‹a"
                + " href='https[:]//evil[.]example'›+ 'rm' [U+0009]end");
    assertThat(detail.path("text").valueStream().map(JsonNode::stringValue))
        .allSatisfy(text ->
            assertThat(JsonMapper.shared().writeValueAsString(text)).isEqualTo("\"" + text + "\""));
  }

  private void revoked() {
    GrantId grant = system.requestedOfTwo();
    system.run("SeekApproval", grant);
    decide(grant, BOB, "approve");
    system.answer(ProxyCall.of("WithdrawApproval").on(grant));
    decideAgain(grant);
    system.run("Activate", grant);
    system.grants.run(
        grant, new GrantCommand.Revoke(BOB, false, "The deploy is over.", Channel.SIGNED));
  }

  private void decideAgain(GrantId grant) {
    for (Person person : List.of(BOB, CAROL)) {
      system.grants.run(grant, new GrantCommand.Approve(person, Channel.SIGNED, Optional.empty()));
    }
  }

  private void ended() {
    GrantId grant = system.active();
    system.clock.set(system.expiresAt(grant).minus(Duration.ofMinutes(9)));
    system.grants.run(grant, new GrantCommand.NoteEndNear());
    system.expire(grant);
    system.run("Retire", grant);
  }

  private void returned() {
    system.answer(ProxyCall.of("ReturnGrant").on(system.active()));
  }

  private void denied() {
    decide(system.sought(), BOB, "deny");
  }

  private void cancelled() {
    system.answer(ProxyCall.of("CancelGrant").on(system.sought()));
  }

  private void lapsed() {
    GrantId grant = system.sought();
    system.pass(Duration.ofHours(2));
    system.grants.run(grant, new GrantCommand.Lapse());
  }

  private void escalated() {
    Duration hours = Duration.ofHours(2);
    GrantId grant =
        system.requestedUnder(
            new ApprovalPlan.ByPeople(
                "late",
                List.of(
                    new Level(
                        List.of(BOB, CAROL),
                        1,
                        hours,
                        Optional.empty(),
                        Optional.of(
                            new Escalation(Duration.ofHours(1), List.of(DAVE), Mode.TAKE_OVER)))),
                false));
    system.run("SeekApproval", grant);
    system.pass(Duration.ofHours(1));
    system.run("SeekApproval", grant);
  }

  private void refused() {
    GrantId grant = system.approved();
    system.grants.run(grant, new GrantCommand.Refuse(GrantEvent.Doubt.ENTITLEMENT_CHANGED));
  }

  private void failed() {
    system.grants.run(system.approved(), new GrantCommand.Fail("Activate"));
  }

  private void reviewed() {
    GrantId grant = system.toReview();
    system.grants.run(
        grant,
        new GrantCommand.Review(CAROL, Verdict.NOT_JUSTIFIED, "It could wait.", Channel.SIGNED));
  }

  private void decide(GrantId grant, Person person, String answer) {
    MailedLink mailed = system.mailed(person);
    system.answer(ProxyCall.of("Decide").on(grant).form(mailed, answer, "Not today."));
  }

  /// Tells the bus of everything that happened, and keeps the first event of each type.
  private void keep() {
    system.mailer.taken().stream()
        .filter(mail -> mail.link().isPresent())
        .map(MailedLink::in)
        .forEach(mailed -> SECRETS.addAll(List.of(mailed.link().token(), mailed.code().digits())));
    for (GrantId grant : system.ledger.requestedBy(ALICE, 100)) {
      List<GrantEvent> events = system.events(grant);
      events.stream()
          .filter(GrantEvent.Sought.class::isInstance)
          .map(GrantEvent.Sought.class::cast)
          .forEach(sought -> SECRETS.addAll(List.of(sought.link().hex(), sought.code().hex())));
      events.stream()
          .filter(GrantEvent.Approved.class::isInstance)
          .flatMap(event -> ((GrantEvent.Approved) event).seal().stream())
          .forEach(seal -> SECRETS.add(seal.signature()));
      for (int sequence = 0; sequence < events.size(); sequence++) {
        if (events.get(sequence) instanceof Notifying) {
          system.notifyOf(grant, sequence);
        }
      }
    }
    List<BusEvent> taken = new ArrayList<>(system.bus.taken());
    taken.forEach(event -> EVENTS.putIfAbsent(event.type(), event));
  }

  /// What a consumer gets: EventBridge puts the event's own id, the account and the region around.
  static ObjectNode envelope(BusEvent event) {
    ObjectNode envelope =
        Json.object()
            .put("version", "0")
            .put("id", "6a7e8feb-b491-4cf7-a9f1-bf3703467718")
            .put("detail-type", event.type())
            .put("source", "hallpass")
            .put("account", "111122223333")
            .put("time", event.at().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", "eu-central-1");
    envelope.putArray("resources");
    envelope.set("detail", Json.read(event.detail()));
    return envelope;
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(read("schema.json"));
  }

  private static Set<String> samples() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return new TreeSet<>(
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString().replace(".json", ""))
              .filter(name -> !name.equals("schema"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode sample(String type) {
    return Json.read(read(type + ".json"));
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String type, ObjectNode sample) {
    try {
      Files.writeString(
          FOLDER.resolve(type + ".json"),
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(sample) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
