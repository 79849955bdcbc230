package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.BOB;
import static dev.hallpass.grant.Examples.CAROL;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.catalog.people.Directory;
import dev.hallpass.catalog.people.Directory.Members;
import dev.hallpass.catalog.people.Directory.Nobody;
import dev.hallpass.catalog.people.Directory.Why;
import dev.hallpass.catalog.people.DirectoryContract;
import dev.hallpass.catalog.people.People;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.emulator.time.VirtualTimeline;
import dev.hallpass.identity.DutyName;
import dev.hallpass.identity.Person;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The duties in a DynamoDB table keep to the contract.
class DynamoDbDutiesTest extends DirectoryContract<DutyName> {

  private static final String LATER = NOON.plus(Duration.ofHours(8)).toString();
  private static final People PEOPLE =
      new People(
          Map.of(new Person("a.smith@example.com"), ALICE),
          Map.of(new Person("list@example.com"), List.of(BOB)));

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();
  private final VirtualTimeline timeline = new VirtualTimeline(NOON);

  DynamoDbDutiesTest() {
    super(DutyName::new);
  }

  @Override
  protected Directory<DutyName> with(DutyName duty, List<Person> members) {
    // Each directory of a test has a table of its own.
    Directory<DutyName> duties = empty();
    for (Person member : members) {
      put(duty, member.email(), List.of(member.email()), LATER);
    }
    if (members.isEmpty()) {
      put(duty, "nobody", List.of("list@example.com"), LATER);
    }
    return duties;
  }

  private Directory<DutyName> empty() {
    String name = "duties-%d".formatted(engine.client().listTables().tableNames().size());
    makeTable(name);
    return new DynamoDbDuties(engine.client(), name, PEOPLE, timeline);
  }

  @Test
  void whoIsOnTheDutyIsOnItUntilTheirTimeIsOver() {
    Directory<DutyName> duties = empty();
    put(team, "day", List.of("bob@example.com"), NOON.plusSeconds(60).toString());
    put(team, "night", List.of("carol@example.com"), LATER);

    assertThat(duties.members(team)).isEqualTo(new Members(List.of(BOB, CAROL)));
    assertThat(duties.include(team, BOB)).isTrue();

    timeline.advance(Duration.ofSeconds(60));
    assertThat(duties.members(team)).isEqualTo(new Members(List.of(CAROL)));
    assertThat(duties.include(team, BOB)).isFalse();
  }

  @Test
  void aDutyWhoseTimeIsOverHasNobody() {
    Directory<DutyName> duties = empty();
    put(team, "day", List.of("bob@example.com"), NOON.toString());

    assertThat(duties.members(team)).isEqualTo(new Nobody(Why.OVER));
    assertThat(duties.include(team, BOB)).isFalse();
  }

  @Test
  void aPersonIsOnTheDutyByEachOfTheirAddresses() {
    Directory<DutyName> duties = empty();
    put(team, "day", List.of("A.Smith@Example.com", "o'brien@example.com"), LATER);

    assertThat(duties.members(team)).isEqualTo(new Members(List.of(ALICE)));
    assertThat(duties.include(team, ALICE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"people", "until"})
  void anItemThatDoesNotSayAllOfItNamesNobody(String missing) {
    Directory<DutyName> duties = empty();
    Map<String, AttributeValue> item = item(team, "day", List.of("bob@example.com"), LATER);
    item.remove(missing);
    put(item);

    assertThat(duties.members(team)).isEqualTo(new Nobody(Why.EMPTY));
    assertThat(duties.include(team, BOB)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2026-11-30", ""})
  void anItemWithAnotherTimeNamesNobody(String until) {
    Directory<DutyName> duties = empty();
    put(team, "day", List.of("bob@example.com"), until);

    assertThat(duties.members(team)).isEqualTo(new Nobody(Why.EMPTY));
  }

  @Test
  void aTableThatDoesNotAnswerLeavesItUnknown() {
    var duties = new DynamoDbDuties(engine.client(), "nowhere", PEOPLE, timeline);

    assertThatThrownBy(() -> duties.members(team)).isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> duties.include(team, BOB)).isInstanceOf(OutcomeUnknown.class);
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }

  private void put(DutyName duty, String shift, List<String> people, String until) {
    put(item(duty, shift, people, until));
  }

  private void put(Map<String, AttributeValue> item) {
    String newest = "duties-%d".formatted(engine.client().listTables().tableNames().size() - 1);
    engine.client().putItem(put -> put.tableName(newest).item(item));
  }

  private static Map<String, AttributeValue> item(
      DutyName duty, String shift, List<String> people, String until) {
    return new TreeMap<>(
        Map.of(
            "duty", AttributeValue.fromS(duty.value()),
            "shift", AttributeValue.fromS(shift),
            "people", AttributeValue.fromSs(people),
            "until", AttributeValue.fromS(until)));
  }

  private void makeTable(String name) {
    engine
        .client()
        .createTable(table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("duty"), attribute("shift"))
                .keySchema(key("duty", KeyType.HASH), key("shift", KeyType.RANGE)));
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
