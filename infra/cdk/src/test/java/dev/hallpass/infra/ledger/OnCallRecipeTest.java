package dev.hallpass.infra.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hallpass.adapters.dynamodb.DynamoDbDuties;
import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Directory.Members;
import dev.hallpass.catalog.people.Directory.Nobody;
import dev.hallpass.catalog.people.Directory.Why;
import dev.hallpass.catalog.people.People;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Person;
import dev.hallpass.infra.Synthesis;
import dev.hallpass.infra.shared.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Who is on a duty after a webhook of PagerDuty or Opsgenie went through the template in
/// `infra/duties`. The webhooks have the form of these systems' documents.
class OnCallRecipeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final DutyName DUTY = new DutyName("payments-on-call");
  private static final Person BOB = new Person("bob@example.com");
  private static final Person CAROL = new Person("carol@example.com");
  private static final Map<String, String> USERS =
      Map.of("PLH1HKV", "bob@example.com", "PTUXL6G", "carol@example.com");
  private static final JsonNode TEMPLATE =
      Yaml.read(Synthesis.PROJECT.resolve("infra/duties/on-call.yaml"));

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();
  private final VirtualTimeline timeline = new VirtualTimeline(NOW);
  private final Directory<DutyName> duties =
      new DynamoDbDuties(engine.client(), "duties", People.PLAIN, timeline);

  @BeforeEach
  void makeTable() {
    engine
        .client()
        .createTable(table ->
            table
                .tableName("duties")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    Stream.of("duty", "shift")
                        .map(name ->
                            AttributeDefinition.builder()
                                .attributeName(name)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(
                    KeySchemaElement.builder().attributeName("duty").keyType(KeyType.HASH).build(),
                    KeySchemaElement.builder()
                        .attributeName("shift")
                        .keyType(KeyType.RANGE)
                        .build()));
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incident.triggered",
        "incident.acknowledged",
        "incident.escalated",
        "incident.reassigned"
      })
  void theAssigneesOfAnIncidentOfPagerDutyHaveTheDuty(String type) {
    send("PagerDuty", incident(type, "PLH1HKV", "PTUXL6G"));

    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(BOB, CAROL)));
  }

  @Test
  void theDutyMovesWithTheIncidentAndEndsWithIt() {
    send("PagerDuty", at(1, incident("incident.triggered", "PLH1HKV")));
    send("PagerDuty", at(2, incident("incident.reassigned", "PTUXL6G")));
    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(CAROL)));

    send("PagerDuty", at(3, incident("incident.resolved")));
    assertThat(duties.members(DUTY)).isEqualTo(new Nobody(Why.EMPTY));
  }

  @Test
  void whoAcknowledgesAnAlertOfOpsgenieHasTheDutyUntilItIsClosed() {
    send("Opsgenie", alert("Acknowledge"));
    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(BOB)));

    send("Opsgenie", at(1, alert("Close")));
    assertThat(duties.members(DUTY)).isEqualTo(new Nobody(Why.EMPTY));
  }

  @Test
  void whatComesLateRevivesNoDutyAndMovesNone() {
    send("PagerDuty", at(2, incident("incident.reassigned", "PTUXL6G")));
    send("PagerDuty", at(1, incident("incident.acknowledged", "PLH1HKV")));
    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(CAROL)));

    send("PagerDuty", at(4, incident("incident.resolved")));
    send("PagerDuty", at(3, incident("incident.acknowledged", "PLH1HKV")));
    send("Opsgenie", at(1, alert("Close")));
    send("Opsgenie", alert("Acknowledge"));
    assertThat(duties.members(DUTY)).isEqualTo(new Nobody(Why.EMPTY));

    send("PagerDuty", at(5, incident("incident.reassigned", "PLH1HKV")));
    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(BOB)));
  }

  @Test
  void whatIsNotTakenBackIsOverInTwelveHours() {
    send("PagerDuty", incident("incident.acknowledged", "PTUXL6G"));
    send("Opsgenie", alert("Acknowledge"));
    timeline.advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(duties.members(DUTY)).isEqualTo(new Members(List.of(BOB, CAROL)));

    timeline.advance(Duration.ofSeconds(1));
    assertThat(duties.members(DUTY)).isEqualTo(new Nobody(Why.OVER));
  }

  @Test
  void otherWebhooksChangeNothing() {
    send("PagerDuty", incident("incident.annotated", "PLH1HKV"));
    send("PagerDuty", incident("incident.triggered"));
    send("Opsgenie", alert("Create"));
    send("Opsgenie", alert("AddNote"));

    assertThat(duties.members(DUTY)).isEqualTo(new Nobody(Why.UNKNOWN));
  }

  @Test
  void itsRoleWritesTheTableAndDoesNothingElseThere() {
    JsonNode statements =
        TEMPLATE.at("/Resources/Writer/Properties/Policies/0/PolicyDocument/Statement");

    assertThat(statements).hasSize(1);
    assertThat(statements.at("/0/Action").toString()).isEqualTo("[\"dynamodb:PutItem\"]");
    assertThat(statements.at("/0/Resource/Fn::Sub").asString()).endsWith("table/${Table}");
    assertThat(TEMPLATE.at("/Resources/Webhook/Properties/ApiKeyRequired").asBoolean()).isTrue();
  }

  private void send(String machine, JsonNode webhook) {
    PlayedMachine.of(
            TEMPLATE.path("Resources").path(machine),
            Map.of("Partition", "aws", "Table", "duties", "Duty", DUTY.value(), "Connection", "c"),
            timeline.instant(),
            this::answer)
        .run(webhook);
  }

  private JsonNode answer(String service, JsonNode arguments) {
    ObjectNode result = JsonMapper.shared().createObjectNode();
    switch (service) {
      case "http:invoke" -> {
        String url = arguments.path("ApiEndpoint").asString();
        assertThat(url).startsWith("https://api.pagerduty.com/users/");
        result
            .putObject("ResponseBody")
            .putObject("user")
            .put("email", USERS.get(url.substring(url.lastIndexOf('/') + 1)));
      }
      case "dynamodb:putItem" -> put(arguments);
      default -> throw new UnsupportedOperationException(service);
    }
    return result;
  }

  private void put(JsonNode arguments) {
    try {
      engine
          .client()
          .putItem(put ->
              put.tableName(arguments.path("TableName").asString())
                  .item(item(arguments.path("Item")))
                  .conditionExpression(arguments.path("ConditionExpression").asString())
                  .expressionAttributeNames(
                      Map.of("#at", arguments.at("/ExpressionAttributeNames/#at").asString()))
                  .expressionAttributeValues(item(arguments.path("ExpressionAttributeValues"))));
    } catch (ConditionalCheckFailedException older) {
      throw new PlayedMachine.TaskFailed("DynamoDB.ConditionalCheckFailedException", older);
    }
  }

  private static Map<String, AttributeValue> item(JsonNode json) {
    Map<String, AttributeValue> item = new TreeMap<>();
    json.properties()
        .forEach(member ->
            item.put(
                member.getKey(),
                member.getValue().has("SS")
                    ? AttributeValue.fromSs(
                        member.getValue().path("SS").valueStream().map(JsonNode::asString).toList())
                    : member.getValue().has("N")
                        ? AttributeValue.fromN(member.getValue().path("N").asString())
                        : AttributeValue.fromS(member.getValue().path("S").asString())));
    return item;
  }

  private static JsonNode incident(String type, String... assignees) {
    JsonNode webhook = webhook("pagerduty");
    ((ObjectNode) webhook.path("event")).put("event_type", type);
    var list = ((ObjectNode) webhook.at("/event/data")).putArray("assignees");
    for (String assignee : assignees) {
      list.addObject().put("id", assignee).put("type", "user_reference");
    }
    return webhook;
  }

  private static JsonNode alert(String action) {
    return ((ObjectNode) webhook("opsgenie")).put("action", action);
  }

  /// The same some seconds later.
  private static JsonNode at(int seconds, JsonNode webhook) {
    if (webhook.has("alert")) {
      ObjectNode alert = (ObjectNode) webhook.path("alert");
      alert.put("updatedAt", alert.path("updatedAt").asLong() + seconds * 1_000_000_000L);
    } else {
      ((ObjectNode) webhook.path("event")).put("occurred_at", NOW.plusSeconds(seconds).toString());
    }
    return webhook;
  }

  private static JsonNode webhook(String name) {
    return JsonMapper.shared()
        .readTree(Path.of("src/test/resources/webhooks/%s.json".formatted(name)));
  }
}
